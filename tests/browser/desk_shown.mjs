// Measure in a browser how long a book takes to be there, and an act to be seen: milliseconds, as JSON.
// node desk_shown.mjs CHROMIUM ADDRESS BOOK ACTS
import { chromium } from "playwright-core";

const [executablePath, address, book, acts] = process.argv.slice(2);
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args: FLAGS });
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: "reduce" });
const tab = await context.newPage();
tab.setDefaultTimeout(240_000);
await tab.goto(address);
await tab.evaluate(() => localStorage.setItem("kanben-editor", "林编辑"));
const began = performance.now();
await tab.goto(new URL(`/books/${encodeURIComponent(book)}`, address).href);
await tab.waitForSelector("body[data-ready]");
const opened = performance.now() - began;

// From the click on a line end until its other sign is painted; what of it the answer took.
const shown = await tab.evaluate(async (count) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const rest = () => new Promise((done) => setTimeout(done, 300));
  const found = [];
  for (let turn = 0; turn < count; turn += 1) {
    const ends = [...document.querySelectorAll(".end")].filter((end) => !end.classList.contains("editor"));
    const end = ends[Math.floor((ends.length * (turn + 0.5)) / count)];
    const line = end.closest(".line"), sign = end.textContent, before = performance.getEntriesByType("resource").length;
    const place = `.line[data-source="${line.dataset.source}"][data-line="${line.dataset.line}"] .end`;
    const start = performance.now();
    end.click();
    while (document.body.classList.contains("busy") || document.querySelector(place)?.textContent === sign) {
      if (document.querySelector(".toast.fault")) break;
      await new Promise((done) => setTimeout(done, 1));
    }
    await painted();
    const all = performance.now() - start;
    const asked = performance.getEntriesByType("resource").slice(before).find(({ name }) => name.endsWith("/act"));
    if (asked && !document.querySelector(".toast.fault")) found.push([all, asked.duration]);
    for (const toast of document.querySelectorAll(".toast")) toast.remove();
    performance.clearResourceTimings();
    await rest();
  }
  return found;
}, Number(acts));
await browser.close();
console.log(JSON.stringify({ opened, shown }));
