// Open a page in chromium at several widths, by day and by night, and judge it.
//
//   node page.mjs PAGE
//
// Prints as JSON, for each width, how many calls of notes there are, which of them begin a line,
// whether the page is wider than the screen; and what axe finds.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const WIDTHS = [320, 390, 600, 820, 1400];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const [file] = process.argv.slice(2);
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });

// A call begins a line if its first sign stands lower than the last sign before it.
const measure = () => {
  const groups = [...document.querySelectorAll(".calls")];
  const before = (group) => {
    const walker = document.createTreeWalker(group.closest("p, h1, h2, h3, h4, h5, h6, figcaption"), 4);
    let last = null;
    for (let node = walker.nextNode(); node && !group.contains(node); node = walker.nextNode())
      if (node.data.trim() && !node.parentElement.closest("rt, .calls")) last = node;
    if (!last) return null;
    const range = document.createRange();
    range.setStart(last, last.data.trimEnd().length - 1);
    range.setEnd(last, last.data.trimEnd().length);
    return range.getClientRects()[0];
  };
  const begins = groups.filter((group) => {
    const word = before(group);
    return word && group.getClientRects()[0].top > word.bottom;
  });
  return {
    calls: groups.length,
    begins: begins.map((group) => group.textContent),
    wider: document.documentElement.scrollWidth > window.innerWidth,
  };
};

const told = { widths: [], axe: [] };
for (const width of WIDTHS) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`file://${file}`);
  told.widths.push({ width, ...(await page.evaluate(measure)) });
  await page.close();
}
for (const colorScheme of ["light", "dark"]) {
  const page = await browser.newPage({ viewport: { width: 820, height: 900 }, colorScheme });
  await page.goto(`file://${file}`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, nodes } of violations)
    told.axe.push({ scheme: colorScheme, id, where: nodes[0].html.slice(0, 200) });
  await page.close();
}
await browser.close();
console.log(JSON.stringify(told));
