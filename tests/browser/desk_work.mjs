// Do at the desk what an editor does, by key and by mouse; tell what happened as one line of JSON.
// node desk_work.mjs CHROMIUM ADDRESS COLLECTION MANY DROPPED DOCX [FOLDER FOR SCREENSHOTS]
import { createRequire } from "node:module";
import { appendFileSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [executablePath, address, collection, many, dropped, docx, shots] = process.argv.slice(2);
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const LONG = 120_000;

const browser = await chromium.launch({ executablePath, args: FLAGS });
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: "zh-CN", bypassCSP: true, reducedMotion: "reduce" });
const tab = await context.newPage();
tab.setDefaultTimeout(LONG);
const told = { console: [], axe: [], kinds: {}, refused: [] };
tab.on("console", (message) => { if (!/status of 4(09|22)/.test(message.text())) told.console.push(message.text()); });
tab.on("pageerror", (error) => told.console.push(error.message));

const ready = () => tab.waitForSelector("body[data-ready]");
const quiet = () => tab.waitForFunction(() => !document.body.classList.contains("busy"));
const open = async (name) => { await tab.goto(new URL(`/books/${encodeURIComponent(name)}`, address).href); await ready(); };
const row = (words) => tab.locator(".row", { hasText: words }).first();
const kindOf = (words) => row(words).locator(".kind").innerText();
const texts = () => tab.locator(".row .text").allInnerTexts();
const at = async (words) => (await texts()).findIndex((text) => text.includes(words));

async function look(name) {
  await tab.evaluate(AXE);
  for (const scheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme: scheme });
    await tab.waitForTimeout(200);
    const { violations } = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"], iframes: false }));
    told.axe.push(...violations.map(({ id, nodes }) => `${name} ${scheme} ${id}: ${nodes[0].html.slice(0, 160)}`));
    if (shots) for (const width of [1400, 800, 390]) {
      await tab.setViewportSize({ width, height: 900 });
      await tab.waitForTimeout(250);
      await tab.screenshot({ path: `${shots}/${name}-${width}-${scheme}.png` });
    }
    await tab.setViewportSize({ width: 1400, height: 900 });
  }
  await tab.emulateMedia({ colorScheme: "light" });
}

// An act is done when its answer is there.
async function acted(work) {
  const answer = tab.waitForResponse((response) => /\/(act|undo|redo)$/.test(response.url()));
  await work();
  const status = (await answer).status();
  await quiet();
  return status;
}

// Many files of several kinds at once, bad ones among them.
await tab.goto(address);
await ready();
await tab.evaluate(() => localStorage.setItem("kanben-editor", "林编辑"));
await tab.locator("#how").selectOption("each");
await tab.locator("#folder").setInputFiles(many);
await tab.waitForFunction(() => document.getElementById("taken").value > 5);
told.underway = await tab.locator("#taken-text").innerText();
await look("import");
await tab.waitForFunction(() => document.getElementById("taken").value === document.getElementById("taken").max);
await tab.waitForFunction((was) => document.getElementById("taken-text").textContent !== was && !document.getElementById("taken-text").textContent.includes("/"), told.underway);
told.taken = await tab.locator("#taken-text").innerText();
told.refused = await tab.locator("#refused li").allInnerTexts();

// A folder of folders is let fall upon the page, as from a file manager.
await tab.locator("#how").selectOption("auto");
await tab.waitForFunction((count) => document.querySelectorAll(".card").length >= count, 2 + Number(told.taken.match(/\d+/)[0]));
const names = () => tab.locator(".card").evaluateAll((cards) => cards.map((card) => card.dataset.name));
const before = await names();
const client = await context.newCDPSession(tab);
for (const type of ["dragEnter", "dragOver", "drop"]) await client.send("Input.dispatchDragEvent", { type, x: 400, y: 250, data: { items: [], files: [dropped], dragOperationsMask: 1 } });
await tab.waitForFunction((count) => document.querySelectorAll(".card").length >= count, before.length + 3);
told.fallen = (await names()).filter((name) => !before.includes(name));

// Each kind by its key.
await open("茶社");
await row("老茶社在城南").click();
const WORDS = JSON.parse(await tab.locator("#words").textContent());
for (const [key, kind] of [["H", "headline"], ["K", "kicker"], ["c", "caption"], ["y", "byline"], ["v", "verse"], ["l", "list"], ["o", "quote"], ["f", "furniture"], ["F", "footnote"], ["T", "table"], ["C", "code"], ["S", "scene-break"], ["h", "heading"], ["p", "paragraph"]]) {
  await row("老茶社在城南").focus();
  await tab.keyboard.press("b");
  const status = await acted(() => tab.keyboard.press(key));
  const said = await kindOf("老茶社在城南");
  told.kinds[key] = status === 200 && said.startsWith(WORDS[`kind-${kind}`]) ? kind : `${status} ${said}`;
}

// A heading is moved by key, and back by its grip.
told.moves = [[await at("江边旧事"), await at("老茶社在城南")]];
await row("江边旧事").focus();
await tab.keyboard.press("m");
for (let step = 0; step < 12; step += 1) await tab.keyboard.press("ArrowUp");
await acted(() => tab.keyboard.press("Enter"));
told.moves.push([await at("江边旧事"), await at("老茶社在城南")]);
await row("江边旧事").hover();
await acted(() => row("江边旧事").locator(".grip").dragTo(row("那一年涨大水").locator(".set")));
told.moves.push([await at("江边旧事"), await at("那一年涨大水")]);

// Entries of the index: taken in, renamed, merged, left out.
for (const [verb, heading, to] of [["add", "老茶社", ""], ["rename", "林老板", "林掌柜"], ["merge", "茶社", "老茶社"], ["remove", "古井", ""]]) {
  await tab.locator("#card").focus();
  await tab.keyboard.press("x");
  await tab.locator("#dialog [name=heading]").fill(heading);
  await tab.locator("#dialog [name=verb]").selectOption(verb);
  await tab.locator("#dialog [name=to]").fill(to);
  await acted(() => tab.keyboard.press("Enter"));
}

// A suspicion is queried, another one found right.
const current = (kind) => tab.locator("#list button", { hasText: WORDS[`doubt-${kind}`] });
for (const key of ["1", "2"]) {
  await current("suspicion").first().click();
  await tab.locator("#card").focus();
  await acted(() => tab.keyboard.press(key));
}

// A conversion is chosen, as soon as it is doubted.
await current("choice").first().waitFor();
await current("choice").first().click();
told.choice = await tab.locator("#card .quote mark").innerText();
await tab.locator("#card").focus();
await acted(() => tab.keyboard.press("1"));

// A changed document is brought in; its change is taken.
await tab.locator(".menu summary").click();
await tab.locator("#returned").setInputFiles(docx);
await current("returned").first().waitFor();
await look("returned");
await tab.locator("#card").focus();
await acted(() => tab.keyboard.press("1"));
await tab.locator(".menu summary").click();

// The printed page beside the text, in each script.
await tab.locator("#tab-preview").click();
await tab.locator("#shown-as").selectOption("print");
told.paper = [];
for (const variant of await tab.locator("#variant option").evaluateAll((options) => options.map((option) => option.value))) {
  await tab.locator("#variant").selectOption(variant);
  await tab.waitForFunction(() => document.getElementById("preview-state").textContent === "" && document.querySelector("#paper img")?.naturalWidth);
  await tab.locator("#page-back").click();
  await tab.waitForFunction(() => document.getElementById("preview-state").textContent === "");
  told.paper.push([variant, await tab.locator("#page-number").innerText(), await tab.locator("#paper img").evaluate((image) => image.decode().then(() => image.naturalHeight))]);
}
await tab.locator("#page-on").click();
await tab.waitForFunction(() => document.getElementById("preview-state").textContent === "");
await look("paper");

// Somebody else changes the file: nothing of theirs is written over, and the page shows it.
appendFileSync(`${collection}/seeds/茶社/publication.yaml`, "title: 茶社旧闻  # 周编辑改\n");
const conflict = await acted(() => row("那一年涨大水").locator(".end").first().click());
await tab.locator(".toast.fault").first().waitFor();
told.conflict = [conflict, await tab.locator(".toast.fault").first().innerText()];
await ready();
await look("conflict");
told.after = await acted(() => row("那一年涨大水").locator(".end").first().click());

// The page image of a PDF whose name has dots, and the line cut out for its doubt.
await open("老照片-v2");
await tab.locator("#list button").first().click();
told.crop = await tab.locator("#card .crop img").evaluate((image) => image.decode().then(() => [image.naturalWidth, image.naturalHeight]));
await tab.locator("#card").focus();
await tab.keyboard.press("Enter");
await tab.keyboard.press("i");
await tab.locator(".page-image .box").waitFor();
told.box = await tab.locator(".page-image .box").evaluate((box) => [box.offsetWidth / box.parentElement.offsetWidth, box.offsetHeight / box.parentElement.offsetHeight]);
await look("facsimile");
await browser.close();
console.log(JSON.stringify(told));
