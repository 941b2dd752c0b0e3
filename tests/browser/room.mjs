// Walk through a reading room in chromium as it lies on the disk, by day and by night.
//
//   node room.mjs BUILD QUERIES [SHOTS]
//
// QUERIES is a JSON list of what is searched for. Prints as JSON what axe finds on each page, what
// the console says, whether a page is wider than its screen, what the first page loads, and what
// each query finds. With SHOTS, pictures of the pages are left in that folder.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [build, asked, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
const books = readdirSync(`${build}/room/books`).slice(0, 1).map((name) => `room/books/${name}`);
const queries = JSON.parse(asked);
const search = `room/search.html?q=${encodeURIComponent(queries[0] ?? "")}`;
const told = { axe: [], console: [], wider: [], loaded: 0, found: {} };

const open = async (context, place) => {
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && told.console.push(`${place}: ${message.text()}`));
  page.on("pageerror", (error) => told.console.push(`${place}: ${error}`));
  await page.goto(`file://${build}/${place.split("/").map((part) => part.replace("#", "%23")).join("/")}`);
  return page;
};
const settled = (page) => page.waitForFunction(() => document.querySelector(".status")?.dataset.count !== undefined, null, { timeout: 60000 });

for (const colorScheme of ["light", "dark"])
  for (const width of [1400, 800, 390]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    for (const place of ["index.html", ...books, ...(queries.length ? [search] : [])]) {
      const page = await open(context, place);
      if (place === search) await settled(page);
      else await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) told.wider.push(`${place} ${width}`);
      if (shots) await page.screenshot({ path: `${shots}/${place.replace(/\W+/g, "-").slice(0, 20)}-${width}-${colorScheme}.png`, fullPage: true });
      if (width !== 800) {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ preload: false }));
        for (const { id, nodes } of violations) told.axe.push({ place, colorScheme, width, id, where: nodes[0].html.slice(0, 200) });
      }
      await page.close();
    }
    await context.close();
  }

const context = await browser.newContext();
const first = await context.newPage();
const sizes = [];
first.on("response", async (response) => {
  if (!/\.(png|jpg)$/.test(response.url())) sizes.push(response.body().then((body) => body.length, () => 0));
});
await first.goto(`file://${build}/index.html`, { waitUntil: "networkidle" });
told.loaded = (await Promise.all(sizes)).reduce((a, b) => a + b, 0);
for (const query of queries) {
  const page = await open(context, `room/search.html?q=${encodeURIComponent(query)}`);
  await settled(page);
  for (const more = page.locator(".more"); await more.isVisible(); ) await more.click();
  told.found[query] = await page.evaluate(() =>
    [...document.querySelectorAll(".hits li")].map((hit) => [hit.dataset.anchor, hit.lang, hit.querySelector("a").href, [...hit.querySelectorAll("mark")].map((mark) => mark.textContent)]),
  );
  await page.close();
}
await browser.close();
console.log(JSON.stringify(told));
