// Draw the pictures of docs/desk.md for readers of one language.
// node desk_pictures.mjs CHROMIUM ADDRESS FOLDER LOCALE
import { chromium } from "playwright-core";

const [executablePath, address, folder, locale] = process.argv.slice(2);
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"];
const browser = await chromium.launch({ executablePath, args: FLAGS });

async function draw(name, width, height, colorScheme, work) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale, reducedMotion: "reduce" });
  const tab = await context.newPage();
  tab.setDefaultTimeout(240_000);
  await tab.goto(address);
  await tab.goto(new URL(`/books/${encodeURIComponent("綦江旧报")}`, address).href);
  await tab.waitForSelector("body[data-ready]");
  await tab.waitForFunction(() => document.getElementById("settled").max > 30);
  await work(tab);
  await tab.waitForTimeout(500);
  await tab.screenshot({ path: `${folder}/${name}.png` });
  await context.close();
}

const press = (...keys) => async (tab) => { for (const key of keys) await tab.keyboard.press(key); };
await draw("desk", 1200, 760, "light", press("j", "j"));
await draw("desk-small", 390, 760, "dark", press("j"));
await browser.close();
