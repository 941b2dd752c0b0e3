// Work at the desk as a newcomer does, in the browser alone; tell what happened as one line of JSON.
// node desk.mjs CHROMIUM ADDRESS TEXT DOWNLOADS [FOLDER FOR SCREENSHOTS]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [executablePath, address, text, downloads, shots] = process.argv.slice(2);
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const SIZES = [[1400, 900], [800, 900], [390, 800]];
const DOUBTS = 10;
const LONG = 240_000;

const browser = await chromium.launch({ executablePath, args: FLAGS });
// Axe is put into the page by the test: the desk's own policy would refuse it.
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: "zh-CN", bypassCSP: true, reducedMotion: "reduce", acceptDownloads: true });
const tab = await context.newPage();
tab.setDefaultTimeout(LONG);
const told = { console: [], elsewhere: [], axe: [], wider: [], settled: [], seconds: {} };
tab.on("console", (message) => told.console.push(message.text()));
tab.on("pageerror", (error) => told.console.push(error.message));
tab.on("request", (request) => { if (!request.url().startsWith(new URL(address).origin) && !/^(blob|data|about):/.test(request.url())) told.elsewhere.push(request.url()); });

const ready = () => tab.waitForSelector("body[data-ready]");

async function look(name) {
  await tab.evaluate(AXE);
  for (const scheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme: scheme });
    await tab.waitForTimeout(200);
    const found = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"], iframes: false }));
    told.axe.push(...found.violations.map(({ id, nodes }) => `${name} ${scheme} ${id}: ${nodes[0].html.slice(0, 160)}`));
    if (shots) for (const [width, height] of SIZES) {
      await tab.setViewportSize({ width, height });
      await tab.waitForTimeout(250);
      await tab.screenshot({ path: `${shots}/${name}-${width}-${scheme}.png` });
    }
  }
  await tab.emulateMedia({ colorScheme: "light" });
  for (const [width, height] of SIZES) {
    await tab.setViewportSize({ width, height });
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) told.wider.push(`${name} ${width}: ${over}`);
  }
  await tab.setViewportSize({ width: 1400, height: 900 });
}

const left = () => tab.evaluate(() => Number(document.getElementById("settled").max - document.getElementById("settled").value));

async function settle() {
  await tab.locator("#card").focus();
  const before = await tab.locator("#card").innerText();
  const kind = (await tab.locator("#card b").innerText()).split(" ")[0];
  const began = Date.now();
  await tab.keyboard.press(kind === "可疑" ? "2" : "1");
  const dialog = tab.locator("#dialog[open]");
  if (!told.settled.length) {
    await dialog.waitFor();
    await look("name");
    await dialog.locator("input").fill("林编辑");
    await tab.keyboard.press("Enter");
  }
  await tab.waitForFunction((was) => document.getElementById("card").innerText !== was && !document.body.classList.contains("busy"), before);
  told.settled.push(kind);
  told.seconds.shown = Math.max(told.seconds.shown || 0, (Date.now() - began) / 1000);
}

await tab.goto(address);
await ready();
await look("shelf-empty");
await tab.locator("#files").setInputFiles(text);
await tab.waitForURL(/\/books\//);
await ready();
await tab.waitForFunction((least) => document.getElementById("settled").max >= least, DOUBTS);
told.doubts = await left();
await tab.keyboard.press("j");
await look("book");
for (let number = 0; number < DOUBTS; number += 1) await settle();
told.left = await left();
await tab.keyboard.press("u");
await tab.waitForFunction(() => !document.getElementById("redo").disabled);
await tab.keyboard.press("U");
await tab.waitForFunction(() => document.getElementById("redo").disabled);

// Rows by keyboard: the kind of a block, a move that is left again.
await tab.locator("#main").focus();
await tab.keyboard.press("ArrowDown");
await tab.keyboard.press("ArrowDown");
await tab.keyboard.press(" ");
await tab.locator("#dialog[open]").waitFor();
await look("kind");
await tab.keyboard.press("Escape");
await tab.keyboard.press("m");
await tab.keyboard.press("Escape");
await tab.keyboard.press("?");
await look("keys");
await tab.keyboard.press("Escape");

await tab.locator("#tab-acts").click();
await tab.waitForSelector("#acts-list button");
await look("acts");
told.acts = await tab.locator("#acts-list li").count();
await tab.locator("#tab-preview").click();
const frame = tab.frameLocator("#page");
await frame.locator("h1").first().waitFor();
told.preview = (await frame.locator("body").innerText()).slice(0, 2000);
await look("preview");

await tab.getByRole("link", { name: "书目信息" }).first().click();
await ready();
await look("form");
await tab.locator("#title").fill("綦江旧报");
await tab.locator("#form button[type=submit]").click();
await tab.waitForFunction(() => document.getElementById("saved").textContent !== "");
await tab.locator(".back").click();
await ready();

await tab.locator("#publish").click();
await tab.waitForSelector("#dialog .good, #dialog .fault");
told.published = await tab.locator("#dialog [role=status]").innerText();
told.log = await tab.locator("#dialog .log").textContent();
await look("published");
if (!await tab.locator("#dialog .files a").count()) throw new Error(told.log);
const link = tab.locator("#dialog .files a").filter({ hasText: ".epub" }).first();
const [download] = await Promise.all([tab.waitForEvent("download"), link.click()]);
told.epub = `${downloads}/${download.suggestedFilename()}`;
await download.saveAs(told.epub);
await tab.keyboard.press("Escape");
await tab.goto(new URL("/", address).href);
await ready();
await look("shelf");
told.state = await tab.locator(".card .state").first().innerText();
await browser.close();
console.log(JSON.stringify(told));
