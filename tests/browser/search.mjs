// Ask a reading room on the disk for each query, as a reader does, and time the first hit.
//
//   node search.mjs BUILD QUERIES
//
// QUERIES is a JSON list. Prints as JSON, by query: the milliseconds from opening the page of
// results to the first hit (null without one), and the anchor and address of every hit.

import { chromium } from "playwright-core";

const [build, asked] = process.argv.slice(2);
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
const context = await browser.newContext();
await context.addInitScript(() => {
  new MutationObserver((_, watch) => {
    if (!document.querySelector(".hits li")) return;
    window.firstHit = performance.now();
    watch.disconnect();
  }).observe(document, { childList: true, subtree: true });
});
const told = {};
for (const query of JSON.parse(asked)) {
  const page = await context.newPage();
  await page.goto(`file://${build}/room/search.html?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => document.querySelector(".status")?.dataset.count !== undefined);
  for (const more = page.locator(".more"); await more.isVisible(); ) await more.click();
  told[query] = await page.evaluate(() => ({
    first: window.firstHit ?? null,
    hits: [...document.querySelectorAll(".hits li")].map((hit) => [hit.dataset.anchor, hit.querySelector("a").href]),
  }));
  await page.close();
}
await browser.close();
console.log(JSON.stringify(told));
