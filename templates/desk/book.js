// The page of a book: sheet, queue, acts, preview, publishing.
import { KINDS, alikeDialog, anyWordsDialog, correctionDialog, dialog, indexDialog, kindDialog, linesDialog, nameOnce, wordsDialog } from "./act.js";
import { Queue } from "./queue.js";
import { Sheet, lengthOf, placeOf, selectedWords, wireTips } from "./sheet.js";
import { Refusal, ask, bookPath, by, data, editorName, make, rememberEditor, toast, w } from "./talk.js";

const api = bookPath(data.name);
const main = by("main");
let view, sheet, queue, busy = Promise.resolve(), pause = 0;

async function open() {
  view = await ask("GET", api);
  const places = { settle, show: showDoubt, crop, sources: view.sources };
  const hidden = queue?.hidden;
  queue = new Queue(view.doubts, places);
  if (hidden) queue.hidden = hidden;
  queue.order();
  sheet?.watch.disconnect();
  sheet = new Sheet(by("rows"), view);
  by("waiting").hidden = true;
  sheet.show([...queue.doubts.values()]);
  queue.current = queue.shown[0]?.id ?? null;
  queue.render();
  showSteps(view);
  by("variant").replaceChildren(...view.variants.map(([tag, label]) => make("option", { value: tag, lang: tag.slice(0, 7) }, label)));
  rest();
}

function showSteps({ undo, redo, acts }) {
  by("undo").disabled = !undo;
  by("redo").disabled = !redo;
  by("acts-count").textContent = acts ? String(acts) : "";
}

// One request at a time: each one is made on what the last one left.
function send(path, body) {
  const next = busy.then(async () => {
    document.body.classList.add("busy");
    try {
      take(await ask("POST", `${api}/${path}`, { ...body, version: view.version }));
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      toast(refusal.message, "fault");
      if (refusal.status === 409) await open();
      return false;
    } finally {
      document.body.classList.remove("busy");
    }
  });
  busy = next.catch(() => {});
  return next;
}

function take({ answer, reasons }) {
  view.version = answer.version;
  const touched = queue.change(answer.gone, answer.come);
  const row = document.activeElement?.closest?.(".row")?.dataset.key ?? (main.contains(document.activeElement) ? sheet.current : null);
  sheet.change(answer.rows, reasons, [...queue.doubts.values()], touched);
  queue.render();
  const current = queue.doubts.get(queue.current);
  // Who works on the text stays there; who works on the queue goes on to the next doubt's place.
  if (row && sheet.byKey.has(row)) sheet.go(row, true, null, "nearest");
  else if (current) showDoubt(current);
  showSteps(answer);
  rest();
}

async function act(asked) {
  if (!asked) return false;
  const name = await nameOnce();
  return send("act", { ask: asked, by: name });
}

// A correction that the desk offers repeats what is printed; one that came back is ready.
const asksForWords = ({ doubt }, offer) => doubt.kind !== "returned" && offer.under === "emendations" && /[{ ]correct: /.test(offer.yaml);

async function settle(doubts, number, offer) {
  let asked;
  if (number === null) asked = await alikeDialog(doubts);
  else if (asksForWords(doubts[0], offer)) asked = { doubts: doubts.map(({ id }) => id), offer: number, ...(await correctionDialog(doubts[0].doubt, offer)) };
  else asked = { doubts: doubts.map(({ id }) => id), offer: number };
  if (!asked || (offer && asked.to === undefined && asksForWords(doubts[0], offer))) return;
  const done = await act({ act: "settle", why: "", ...asked });
  if (done) by("card").focus({ preventScroll: true });
}

function showDoubt({ id, doubt }) {
  const key = (doubt.anchor && sheet.byKey.has(doubt.anchor) ? doubt.anchor : null) || sheet.places.get(placeOf(doubt.source, doubt.line));
  if (!key) return;
  const place = doubt.column >= 0 ? `[data-doubt="${id}"]` : doubt.kind === "break" ? `.line[data-source="${doubt.source}"][data-line="${doubt.line}"]` : null;
  sheet.go(key, false, place);
}

function crop(doubt) {
  if (doubt.source < 0 || !view.images[doubt.source]) return null;
  const place = `${doubt.source}/${doubt.line}`;
  return make("button", { type: "button", class: "crop", title: w("page-image"), onclick: () => pageImage(place) }, make("img", { src: `${api}/lines/${place}`, alt: w("line-image", { line: doubt.line }), loading: "lazy" }));
}

async function pageImage(place) {
  const answer = await fetch(`${api}/pages/${place}`);
  if (!answer.ok) return;
  const [left, top, right, bottom] = answer.headers.get("X-Box").split(" ").map(Number);
  const url = URL.createObjectURL(await answer.blob());
  const box = make("span", { class: "box" });
  for (const [side, share] of [["left", left], ["top", top], ["width", right - left], ["height", bottom - top]]) box.style[side] = `${100 * share}%`;
  const image = make("img", { src: url, alt: w("page-image") });
  image.addEventListener("load", () => box.scrollIntoView({ block: "center" }));
  await dialog(w("page-image"), [make("div", { class: "page-image" }, image, box)], null);
  URL.revokeObjectURL(url);
}

// After a pause: slower doubts (conversion, index), the preview, the list of acts.
function rest() {
  clearTimeout(pause);
  pause = setTimeout(async () => {
    const version = view.version;
    if (!by("preview").hidden) preview();
    if (!by("acts").hidden) listActs();
    const found = await ask("GET", `${api}/further?version=${version}`).catch(() => null);
    if (found && version === view.version) takeFurther(found);
  }, 1200);
}

function takeFurther({ answer }) {
  const touched = queue.change(answer.gone, answer.come);
  sheet.setDoubts([...queue.doubts.values()]);
  for (const place of touched) {
    const key = sheet.places.get(place);
    if (key) sheet.redraw(key);
  }
  queue.current ??= queue.shown[0]?.id ?? null;
  queue.render();
}

// The edition beside the text: as the page of the Web, or as that page of the book on which the
// row at work stands, until somebody turns the leaves.
let previewed = "", turned = 0;
function preview() {
  const variant = by("variant").value, print = by("shown-as").value === "print";
  const page = turned || sheet.current || "";
  const key = [view.version, variant, print && page].join(" ");
  if (key === previewed) return;
  previewed = key;
  by("page").hidden = print;
  by("paper").hidden = by("turning").hidden = !print;
  by("preview-state").textContent = w("making");
  const asked = `variant=${encodeURIComponent(variant)}&version=${view.version}`;
  if (print) guarded(() => showPaper(`${api}/proof?${asked}&page=${encodeURIComponent(page)}`, key));
  else by("page").src = `${api}/preview?${asked}`;
}

async function showPaper(path, key) {
  const answer = await fetch(path);
  if (key !== previewed) return;
  by("preview-state").textContent = "";
  if (answer.status === 409) return;
  if (!answer.ok) throw new Error((await answer.json()).error);
  const [page, pages] = ["X-Page", "X-Pages"].map((name) => Number(answer.headers.get(name)));
  const url = URL.createObjectURL(await answer.blob());
  const image = make("img", { src: url, alt: w("page-of", { done: page, of: pages }) });
  image.addEventListener("load", () => URL.revokeObjectURL(url));
  by("paper").replaceChildren(image);
  by("page-number").textContent = `${page} / ${pages}`;
  by("page-back").disabled = page === 1;
  by("page-on").disabled = page === pages;
}

function turn(step) {
  turned = parseInt(by("page-number").textContent, 10) + step;
  preview();
}
by("page").addEventListener("load", () => { by("preview-state").textContent = ""; });
for (const id of ["variant", "shown-as"]) by(id).addEventListener("change", () => { turned = 0; preview(); });
by("page-back").addEventListener("click", () => turn(-1));
by("page-on").addEventListener("click", () => turn(1));

async function listActs() {
  const { emendations, decided } = await ask("GET", `${api}/acts`);
  const says = (plan) => {
    const name = ["join", "break", "kind", "move", "correct", "drop", "insert", "query", "keep", "note"].find((each) => plan[each]);
    const what = plan[name] + (plan.to ? ` → ${plan.to}` : "");
    return [w(`change-${name}`), name === "kind" || name === "move" || name === "note" || name === "insert" ? `${plan.text} → ${what}` : what];
  };
  const item = (plan, number) => {
    const [name, what] = says(plan);
    const signed = [plan.by, plan.when?.replace("T", " ").replace("Z", ""), plan.why].filter(Boolean).join(" · ");
    const back = make("button", { type: "button", "aria-label": w("take-back", { what }), onclick: () => act({ act: "back", number }).then(listActs) }, w("back"));
    return make("li", {}, make("div", {}, make("b", {}, name), " ", make("span", { class: "quote", lang: "zh" }, what), make("small", {}, `${plan.at}${signed ? ` · ${signed}` : ""}`)), back);
  };
  const others = decided.map((each) => make("li", {}, make("div", {}, make("span", { class: "quote", lang: "zh" }, each.what), make("small", {}, [each.by, each.when, each.why].filter(Boolean).join(" · ")))));
  const all = [...emendations.map(item).reverse(), ...others.reverse()];
  by("acts-list").replaceChildren(...(all.length ? all : [make("li", { class: "faint" }, w("no-acts"))]));
}

async function exportActs() {
  const acts = await ask("GET", `${api}/acts`);
  const url = URL.createObjectURL(new Blob([JSON.stringify(acts, null, 2)], { type: "application/json" }));
  make("a", { href: url, download: `${data.name}.acts.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// Tabs.
const tabs = ["queue", "preview", "acts"];
function tab(name, focus = false) {
  for (const each of tabs) {
    const on = each === name, button = by(`tab-${each}`);
    button.setAttribute("aria-selected", String(on));
    button.tabIndex = on ? 0 : -1;
    by(each).hidden = !on;
    if (on && focus) button.focus();
  }
  if (name === "preview") preview();
  if (name === "acts") listActs();
}
tabs.forEach((name, at) => {
  by(`tab-${name}`).addEventListener("click", () => tab(name));
  by(`tab-${name}`).addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) tab(tabs[(at + step + tabs.length) % tabs.length], true);
  });
});

// Acts on rows, line ends and words.
const rowOf = (node) => sheet.byKey.get(node.closest(".row").dataset.key);

function turnEnd(button) {
  const line = button.closest(".line");
  const one = rowOf(button).lines.find(({ source, number }) => source === +line.dataset.source && number === +line.dataset.line);
  return act({ act: "end", source: one.source, line: one.number, join: !one.end[0] });
}

function publishedLines(row) {
  return row.lines.map((one) => {
    let text = Array.from(one.text);
    const own = row.changes.filter(([change, source, number, , before, , , who]) => who === "editor" && source === one.source && number === one.number && ["correct", "drop", "insert"].includes(change) && !before.includes("\n")).sort((a, b) => b[3] - a[3]);
    for (const [change, , , column, before, after] of own) {
      const at = column - one.start;
      if (change === "insert") text.splice(at + 1, 0, ...after);
      else text.splice(at, lengthOf(before), ...after);
    }
    return { source: one.source, line: one.number, start: one.start, end: one.start + lengthOf(one.text), text: text.join("") };
  });
}

async function editLines(row) {
  await act(await linesDialog(row, publishedLines(row)));
}

function joinNext(row) {
  const next = sheet.rows[sheet.rows.indexOf(row) + 1];
  const last = row.lines[row.lines.length - 1];
  if (!next?.runs.length) return null;
  const near = last?.end && next.lines[0]?.source === last.source && next.lines[0].number > last.number;
  const between = near && sheet.rows.some((each) => each.lines.some(({ source, number }) => source === last.source && number > last.number && number < next.lines[0].number));
  if (near && !between) return act({ act: "end", source: last.source, line: last.number, join: true });
  return act({ act: "onto", first: row.key, second: next.key });
}

async function setKind(row, kind, level) {
  const deep = kind === "heading" || kind === "headline";
  const next = deep ? level || (row.kind === kind ? (row.level % 3) + 1 : row.level || 1) : 0;
  await act({ act: "kind", key: row.key, kind, level: next });
}

// Moving a block: m, then the arrows, then Enter; or by its grip.
let moving = null;
function beginMove(row) {
  moving = { key: row.key, at: sheet.rows.indexOf(row) };
  main.classList.add("moving");
  showTarget(moving.at);
  toast(w("move-help"));
}
function showTarget(at) {
  for (const old of main.querySelectorAll(".target")) old.classList.remove("target");
  moving.at = Math.min(Math.max(at, 0), sheet.rows.length - 1);
  const node = sheet.node(sheet.rows[moving.at].key);
  node?.classList.add("target");
  node?.scrollIntoView({ block: "nearest" });
  by("toasts").dataset.place = sheet.rows[moving.at].key;
}
async function endMove(does) {
  const { key, at } = moving;
  moving = null;
  main.classList.remove("moving");
  for (const old of main.querySelectorAll(".target")) old.classList.remove("target");
  const before = sheet.rows[at]?.key;
  if (does && before && before !== key) await act({ act: "move", key, before });
}

main.addEventListener("dragstart", (event) => {
  if (!event.target.closest?.(".grip")) return;
  event.dataTransfer.setData("text/plain", event.target.closest(".row").dataset.key);
  event.dataTransfer.effectAllowed = "move";
  moving = { key: event.target.closest(".row").dataset.key, at: 0 };
});
main.addEventListener("dragover", (event) => {
  const row = event.target.closest?.(".row");
  if (!moving || !row) return;
  event.preventDefault();
  for (const old of main.querySelectorAll(".target")) old.classList.remove("target");
  row.classList.add("target");
  moving.at = sheet.rows.findIndex(({ key }) => key === row.dataset.key);
});
main.addEventListener("drop", (event) => { if (moving) { event.preventDefault(); endMove(true); } });
main.addEventListener("dragend", () => { if (moving) endMove(false); });

main.addEventListener("click", async (event) => {
  const node = event.target.closest("[data-do]");
  const doubt = event.target.closest("[data-doubt]");
  const row = event.target.closest(".row");
  if (node?.dataset.do === "end") await turnEnd(node);
  else if (node?.dataset.do === "kind") await guarded(async () => act(await kindDialog(rowOf(node))));
  else if (doubt) queue.show(doubt.dataset.doubt);
  else if (row && getSelection().isCollapsed) sheet.go(row.dataset.key, true, null, "nearest");
});

async function guarded(work) {
  try {
    await work();
  } catch (fault) {
    toast(fault.message, "fault");
  }
}

// Selected words: a bar with what can be done to them.
const ON_WORDS = ["correct", "drop", "query", "keep", "note", "insert", "break"];
document.addEventListener("selectionchange", () => {
  const bar = by("words-bar");
  const words = sheet && selectedWords(sheet);
  bar.hidden = !words;
  if (!words) return;
  const box = words.range.getBoundingClientRect();
  bar.replaceChildren(...ON_WORDS.map((each) => make("button", { type: "button", "data-act": each }, w(`do-${each}`))), make("button", { type: "button", "data-act": "index" }, w("to-index")));
  bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
  bar.style.top = `${box.top > bar.offsetHeight + 12 ? box.top - bar.offsetHeight - 8 : box.bottom + 8}px`;
});
by("words-bar").addEventListener("mousedown", (event) => event.preventDefault());
by("words-bar").addEventListener("click", (event) => {
  const name = event.target.closest("button")?.dataset.act;
  const words = selectedWords(sheet);
  if (!name || !words) return;
  by("words-bar").hidden = true;
  guarded(async () => act(name === "index" ? await indexDialog(words.text, "add") : await wordsDialog(name, words)));
});

// Keys.
const HELP = [["j k", "key-doubts"], ["1 … 9", "key-offer"], ["a", "key-alike"], ["u U", "key-undo"], ["↑ ↓", "key-rows"], ["e", "key-edit"], ["w", "key-words"], ["n", "key-join"], ["m", "key-move"], ["Space", "key-kind"], ["x", "key-index"], ["i", "key-image"], ["d s t", "key-tabs"], ["?", "key-help"]];
const help = () => dialog(w("keys"), [make("dl", { class: "keys" }, ...[...HELP, ...KINDS.map(([key, kind]) => [`b ${key}`, `kind-${kind}`])].flatMap(([keys, what]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, w(what))]))], null);

let kindNext = false;
function rowKey(event, row) {
  if (kindNext) {
    kindNext = false;
    const found = KINDS.find(([key]) => key === event.key);
    if (found) guarded(() => setKind(row, found[1]));
    return true;
  }
  const line = row.lines[0];
  const does = {
    e: () => editLines(row),
    w: async () => act(await anyWordsDialog(row)),
    n: () => joinNext(row),
    m: () => beginMove(row),
    " ": async () => act(await kindDialog(row)),
    b: () => { kindNext = true; toast(w("kind-next")); },
    i: () => line && view.images[line.source] && pageImage(`${line.source}/${line.number}`),
  }[event.key];
  if (!does) return false;
  guarded(async () => does());
  return true;
}

function movingKey(event) {
  const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };
  if (steps[event.key]) showTarget(moving.at + steps[event.key]);
  else if (event.key === "Enter") endMove(true);
  else if (event.key === "Escape") endMove(false);
  else return false;
  return true;
}

function pageKey(event) {
  const does = {
    j: () => queue.step(1),
    k: () => queue.step(-1),
    a: () => queue.settleAll(),
    u: () => !by("undo").disabled && send("undo", {}),
    U: () => !by("redo").disabled && send("redo", {}),
    x: async () => act(await indexDialog(getSelection().toString(), "add")),
    d: () => tab("queue", true),
    s: () => tab("preview", true),
    t: () => tab("acts", true),
    "?": help,
  }[event.key];
  if (does) guarded(async () => does());
  else if (/^[1-9]$/.test(event.key)) guarded(() => queue.take(Number(event.key) - 1));
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!sheet || event.ctrlKey || event.metaKey || event.altKey || by("dialog").open) return;
  if (event.target.matches("input, textarea, select, iframe")) return;
  const row = document.activeElement?.closest?.(".row");
  let done = false;
  if (moving) done = movingKey(event);
  else if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) { sheet.step(event.key === "ArrowDown" ? 1 : -1); done = true; }
  else if (row && document.activeElement === row) done = rowKey(event, sheet.byKey.get(row.dataset.key));
  else if (event.key === "Enter" && document.activeElement === by("card")) {
    const current = queue.doubts.get(queue.current);
    if (current) { showDoubt(current); sheet.nodes.get(sheet.current)?.focus({ preventScroll: true }); done = true; }
  } else if (event.key === "ArrowDown" && document.activeElement === main) { sheet.step(0); done = true; }
  if (!done && event.key === "Escape" && row) { by("card").focus({ preventScroll: true }); done = true; }
  if (!done) done = pageKey(event);
  if (done) event.preventDefault();
});

by("undo").addEventListener("click", () => send("undo", {}));
by("redo").addEventListener("click", () => send("redo", {}));
by("keys").addEventListener("click", help);
by("export").addEventListener("click", () => guarded(exportActs));
by("editor").value = editorName();
by("editor").addEventListener("change", (event) => rememberEditor(event.target.value.trim()));

// A DOCX that came back with its changes tracked: its changes become doubts.
async function takeReturned(file) {
  if (!/\.docx$/i.test(file.name)) throw new Error(w("not-returned"));
  const found = await ask("PUT", `/api/uploads/returned?book=${encodeURIComponent(data.name)}&file=${encodeURIComponent(file.name)}`, file);
  takeFurther(found);
  tab("queue");
  if (found.found) queue.show([...queue.doubts.values()].find(({ doubt }) => doubt.kind === "returned").id);
  toast(found.found ? w("returned", { count: found.found }) : w("returned-none"), found.found ? "said" : "fault");
  for (const each of found.lost) toast(each, "fault");
}
by("returned").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) guarded(() => takeReturned(file).finally(() => { event.target.value = ""; }));
});
document.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  guarded(() => takeReturned(file));
});

// Publishing.
async function publish() {
  await ask("POST", `${api}/publish`);
  const bar = make("progress", { "aria-label": w("publishing") }), said = make("p", { role: "status" }, w("publishing")), log = make("pre", { class: "log", tabindex: "0", "aria-label": w("log") }), files = make("ul", { class: "files" });
  const closed = dialog(w("publishing"), [bar, said, files, make("details", {}, make("summary", {}, w("log")), log)], null);
  let watching = true;
  closed.then(() => { watching = false; });
  while (watching) {
    const found = await ask("GET", `${api}/publish`);
    if (found.of) { bar.max = found.of; bar.value = found.done; }
    log.textContent = found.told.join("\n");
    said.textContent = found.running ? w("steps", { done: found.done, of: found.of || "…" }) : w(found.failed ? "failed" : "published");
    if (!found.running) {
      bar.max = 1;
      bar.value = found.failed ? 0 : 1;
      said.className = found.failed ? "fault" : "good";
      files.replaceChildren(...found.editions.map((file) => make("li", {}, make("a", { href: `/books/${encodeURIComponent(data.name)}/editions/${encodeURIComponent(file)}`, download: file }, file))));
      break;
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}
by("publish").addEventListener("click", () => guarded(publish));

guarded(open).then(() => { document.body.dataset.ready = "yes"; });
