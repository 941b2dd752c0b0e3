// Open a review page as an editor does, and tell what happened as one line of JSON.
// node review.mjs CHROMIUM PAGE [FOLDER FOR SCREENSHOTS]
import { chromium } from "playwright-core";

const [executablePath, page, shots] = process.argv.slice(2);
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

async function open(browser, size, scheme, told) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme });
  const tab = await context.newPage();
  tab.setDefaultTimeout(120_000);
  tab.on("console", (message) => told.console.push(message.text()));
  tab.on("pageerror", (error) => told.console.push(error.message));
  tab.on("request", (request) => { if (!request.url().startsWith("file:")) told.requests.push(request.url()); });
  const start = Date.now();
  await tab.goto(`file://${encodeURI(page)}`);
  told.seconds = (Date.now() - start) / 1000;
  return tab;
}

const current = (tab) => tab.evaluate(() => Number(document.activeElement.dataset.index ?? -1));

async function press(tab, ...keys) {
  for (const key of keys) await tab.keyboard.press(key);
}

async function walk(tab, told) {
  await press(tab, "j");
  told.first = await current(tab);
  await press(tab, "j", "j");
  told.third = await current(tab);
  await press(tab, "k");
  told.back = await current(tab);
  told.shown = await tab.locator(".row.here").count();
  told.inView = await tab.locator(".row.here").evaluate((row) => {
    const box = row.getBoundingClientRect(), main = document.getElementById("main").getBoundingClientRect();
    return box.bottom > main.top && box.top < main.bottom;
  });
}

async function reasons(tab, told) {
  await tab.locator(".end[tabindex='0']").first().focus();
  told.onFocus = await tab.locator("#tip").innerText();
  await tab.locator(".set .change").first().hover();
  told.onHover = await tab.locator("#tip").innerText();
}

async function copy(tab, told) {
  await press(tab, "Escape", "c");
  await tab.waitForTimeout(200);
  told.said = await tab.locator("#said").innerText();
  await tab.locator("#search").focus();
  await press(tab, "Control+v");
  told.pasted = await tab.locator("#search").inputValue();
  told.offered = await tab.locator(".doubt.current button").first().getAttribute("data-yaml");
  await tab.locator("#search").fill("");
}

// Decisions outlast the page; all of them are copied as one piece of YAML.
async function keep(tab, told) {
  told.decided = await tab.locator(".doubt.decided").count();
  const index = tab.locator(".doubt").filter({ has: tab.locator("code small") }).first();
  told.keyed = (await index.count()) ? await index.locator("button").first().getAttribute("data-yaml") : "";
  await index.locator("button").first().click().catch(() => {});
  await tab.reload();
  told.afterReload = await tab.locator(".doubt.decided").count();
  await tab.locator("#all").click();
  await tab.waitForTimeout(200);
  await tab.locator("#search").focus();
  told.all = await tab.evaluate(() => document.getElementById("all").dataset.yaml);
  const script = tab.locator(".doubt").filter({ has: tab.locator("code small", { hasText: "glossary" }) }).first();
  told.reasons = [];
  for (const doubt of [index, script]) {
    if (!await doubt.count()) continue;
    await doubt.locator(".tag").click();
    await press(tab, "Enter");
    told.reasons.push([await tab.locator("#tip").innerText(), await doubt.locator(".why").innerText()]);
    await press(tab, "Escape");
  }
}

async function filter(tab, told) {
  told.doubts = await tab.locator(".doubt:visible").count();
  await tab.locator("#filters button").first().click();
  told.filtered = await tab.locator(".doubt:visible").count();
  await tab.locator("#filters button").first().click();
  told.rows = await tab.locator(".row:visible").count();
  await tab.locator("#only").check();
  told.doubtfulRows = await tab.locator(".row:visible").count();
  await tab.locator("#only").uncheck();
}

async function smooth(tab, told) {
  const start = Date.now();
  for (let step = 0; step < 20; step += 1) await press(tab, "j");
  await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  told.perStep = (Date.now() - start) / 20 / 1000;
}

const browser = await chromium.launch({ executablePath, args: FLAGS });
const told = { console: [], requests: [] };
const tab = await open(browser, { width: 1400, height: 900 }, "light", told);
await filter(tab, told);
await walk(tab, told);
await reasons(tab, told);
await copy(tab, told);
await keep(tab, told);
await press(tab, "Tab", "Escape");
await smooth(tab, told);
for (const width of [1400, 390]) {
  for (const scheme of ["light", "dark"]) {
    const seen = await open(browser, { width, height: 900 }, scheme, told);
    await press(seen, "j", "j");
    told[`overflow${width}`] = await seen.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    told[`list${width}`] = await seen.evaluate(() => document.getElementById("doubts").offsetHeight / innerHeight);
    if (shots) await seen.screenshot({ path: `${shots}/review-${width}-${scheme}.png` });
  }
}
await browser.close();
console.log(JSON.stringify(told));
