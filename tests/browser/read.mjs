// Open an EPUB in chromium with epub.js, page through it, follow its contents and its index.
//
//   node read.mjs BOOK.epub SCREENSHOTS
//
// Prints what happened as JSON.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [book, screenshots] = process.argv.slice(2);
const modules = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "node_modules");
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
const page = await browser.newPage({ viewport: { width: 420, height: 640 } });
await page.setContent('<!doctype html><div id="view" style="width:400px;height:600px"></div>');
await page.addScriptTag({ path: join(modules, "jszip/dist/jszip.min.js") });
await page.addScriptTag({ path: join(modules, "epubjs/dist/epub.js") });

await page.evaluate(async (content) => {
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  window.book = ePub(bytes.buffer);
  await book.ready;
  window.rendition = book.renderTo("view", { width: 400, height: 600, flow: "paginated" });
  await rendition.display();
}, readFileSync(book).toString("base64"));

// What the reader sees of the file that is open: its first words, whether the anchor is in view.
const look = (anchor) =>
  page.evaluate(async (name) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const [contents] = rendition.getContents();
    const { start } = rendition.currentLocation();
    const frame = document.querySelector("iframe").getBoundingClientRect();
    const view = document.querySelector("#view").getBoundingClientRect();
    const place = name ? contents.document.getElementById(name)?.getBoundingClientRect() : null;
    return {
      file: start.href,
      place: start.displayed.page,
      frame: [Math.round(frame.left), Math.round(frame.top)],
      seen: place
        ? frame.left + place.right > view.left &&
          frame.left + place.left < view.right &&
          frame.top + place.bottom > view.top &&
          frame.top + place.top < view.bottom
        : null,
    };
  }, anchor ?? "");

const turn = async (method) => {
  await page.evaluate((name) => rendition[name](), method);
  return look();
};

const follow = async (href) => {
  await page.evaluate((target) => rendition.display(target), href);
  return { href, ...(await look(href.split("#")[1])) };
};

const spine = await page.evaluate(() => book.spine.spineItems.map((item) => item.href));
const direction = await page.evaluate(() => book.package.metadata.direction ?? "");
const contents = await page.evaluate(() => {
  const flat = (entries) => entries.flatMap((entry) => [entry.href, ...flat(entry.subitems ?? [])]);
  return flat(book.navigation.toc);
});

await follow("part-1.xhtml");
const first = await look();
await page.screenshot({ path: join(screenshots, "first.png") });
const paragraphs = await page.evaluate(() =>
  [...rendition.getContents()[0].document.querySelectorAll("p")].slice(0, 2).map((paragraph) => {
    const { x, y } = paragraph.getBoundingClientRect();
    return [Math.round(x), Math.round(y)];
  }),
);
const second = await turn("next");
await page.screenshot({ path: join(screenshots, "second.png") });
const back = await turn("prev");

const landed = [];
for (const href of contents) landed.push(await follow(href));

await follow("index.xhtml");
await page.screenshot({ path: join(screenshots, "index.png") });
const locators = await page.evaluate(() =>
  [...rendition.getContents()[0].document.querySelectorAll("a.locator")].map((link) =>
    link.getAttribute("href"),
  ),
);
for (const href of locators.slice(0, 12)) landed.push(await follow(href));
await page.screenshot({ path: join(screenshots, "landed.png") });

console.log(JSON.stringify({ spine, direction, paragraphs, first, second, back, landed }));
await browser.close();
