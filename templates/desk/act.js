// Dialogs: words, lines, kinds, doubts that are alike, reasons, names.
import { by, editorName, make, rememberEditor, w } from "./talk.js";

// Show a dialog; resolves with what its form says, null if it was closed.
export function dialog(title, body, done = w("ok"), extra = []) {
  const node = by("dialog");
  const back = document.activeElement;
  const form = make("form", { method: "dialog" }, make("h2", { id: "dialog-title" }, title), ...body);
  const buttons = make("p", { class: "buttons" }, ...extra, make("button", { type: "button", class: "cancel" }, done ? w("cancel") : w("close")));
  if (done) buttons.append(make("button", { type: "submit", class: "primary" }, done));
  form.append(buttons);
  node.replaceChildren(form);
  node.showModal();
  (form.querySelector("[autofocus]") || form.querySelector("input, textarea, select, button"))?.focus();
  return new Promise((settled) => {
    const close = (result) => {
      if (node.open) node.close();
      node.replaceChildren();
      back?.focus?.({ preventScroll: true });
      settled(result);
    };
    form.querySelector(".cancel").addEventListener("click", () => close(null));
    node.addEventListener("cancel", (event) => { event.preventDefault(); close(null); }, { once: true });
    form.addEventListener("submit", (event) => { event.preventDefault(); close(new FormData(form)); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.finish = close;
  });
}

const field = (label, control) => make("label", { class: "field" }, make("span", {}, label), control);
const why = () => field(w("why"), make("input", { name: "why", autocomplete: "off" }));

export async function nameOnce() {
  if (editorName()) return editorName();
  const said = await dialog(w("who"), [make("p", { class: "faint" }, w("who-help")), field(w("name"), make("input", { name: "name", autocomplete: "name", maxlength: "80", autofocus: true }))]);
  const name = said?.get("name").trim() || "";
  if (name) {
    rememberEditor(name);
    by("editor").value = name;
  }
  return name;
}

const NEEDS = { correct: true, query: true, note: true, insert: true, drop: false, keep: false, break: false };

// Ask for a word on some printed words.
export async function wordsDialog(act, words) {
  const body = [make("p", { class: "quote", lang: "zh" }, words.text)];
  if (NEEDS[act]) {
    const long = act === "note";
    const control = make(long ? "textarea" : "input", { name: "to", lang: "zh", autocomplete: "off", autofocus: true, required: act !== "query", ...(long ? { rows: "3" } : {}) });
    control.value = act === "correct" ? words.text : "";
    body.push(field(w(`to-${act}`), control));
  }
  body.push(why());
  const said = await dialog(w(`do-${act}`), body, w(`do-${act}`));
  if (!said) return null;
  return { act: "words", do: act, source: words.source, line: words.line, start: words.start, end: words.end, to: said.get("to") || "", why: said.get("why") };
}

// The printed lines of a block, to be written as they should read.
export async function linesDialog(row, published) {
  const area = make("textarea", { name: "text", rows: String(Math.min(14, row.lines.length + 2)), lang: "zh", autofocus: true, spellcheck: "false" });
  area.value = published.map(({ text }) => text).join("\n");
  const said = await dialog(w("edit-lines"), [make("p", { class: "faint" }, w("edit-lines-help")), field(w("lines"), area), why()], w("do-correct"));
  if (!said) return null;
  const wanted = said.get("text").replaceAll("\r\n", "\n").split("\n");
  if (wanted.length !== published.length) throw new Error(w("lines-count", { count: published.length }));
  const lines = published.map((one, at) => ({ source: one.source, line: one.line, start: one.start, end: one.end, text: wanted[at] })).filter((one, at) => one.text !== published[at].text);
  return lines.length ? { act: "rewrite", lines, why: said.get("why") } : null;
}

// Words by keyboard: which words of which line, and what is to be done to them.
export async function anyWordsDialog(row) {
  const whole = row.lines.map((one) => one.text);
  const lines = make("select", { name: "line" }, ...whole.map((text, at) => make("option", { value: at }, `${row.lines[at].number}  ${text.slice(0, 40)}`)));
  const words = make("input", { name: "words", lang: "zh", autocomplete: "off", required: true });
  const acts = make("select", { name: "act" }, ...Object.keys(NEEDS).map((act) => make("option", { value: act }, w(`do-${act}`))));
  const to = make("input", { name: "to", lang: "zh", autocomplete: "off" });
  const said = await dialog(w("words-of-line"), [make("p", { class: "faint" }, w("words-help")), field(w("line"), lines), field(w("words"), words), field(w("act"), acts), field(w("to"), to), why()]);
  if (!said) return null;
  const one = row.lines[Number(said.get("line"))];
  const at = one.text.indexOf(said.get("words"));
  if (at < 0) throw new Error(w("not-on-line", { words: said.get("words"), line: one.number }));
  const start = one.start + Array.from(one.text.slice(0, at)).length;
  return { act: "words", do: said.get("act"), source: one.source, line: one.number, start, end: start + Array.from(said.get("words")).length, to: said.get("to"), why: said.get("why") };
}

export const KINDS = [["p", "paragraph"], ["h", "heading"], ["H", "headline"], ["K", "kicker"], ["c", "caption"], ["y", "byline"], ["v", "verse"], ["l", "list"], ["o", "quote"], ["f", "furniture"], ["F", "footnote"], ["T", "table"], ["C", "code"], ["S", "scene-break"]];

export async function kindDialog(row) {
  const grid = make("div", { class: "kinds" }, ...KINDS.map(([key, kind]) => make("button", { type: "button", value: kind, "aria-pressed": String(kind === row.kind), autofocus: kind === row.kind }, make("kbd", {}, key), " ", w(`kind-${kind}`))));
  const level = make("input", { name: "level", type: "number", min: "1", max: "9", value: String(row.level || 1) });
  const shown = dialog(w("set-kind"), [grid, field(w("level"), level)], null);
  const form = by("dialog").querySelector("form");
  const choose = (kind) => form.finish(kind);
  grid.addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) choose(button.value); });
  form.addEventListener("keydown", (event) => {
    const found = event.target !== level && KINDS.find(([key]) => key === event.key);
    if (found && !event.ctrlKey && !event.metaKey) { event.preventDefault(); choose(found[1]); }
  });
  const kind = await shown;
  if (!kind) return null;
  const deep = kind === "heading" || kind === "headline";
  return { act: "kind", key: row.key, kind, level: deep ? Number(level.value) : 0 };
}

// Doubts that are alike: looked through, then settled together.
export async function alikeDialog(alike) {
  const offers = alike[0].doubt.suggestions;
  const choice = make("select", { name: "offer" }, ...offers.map((offer, number) => make("option", { value: number }, offer.label)));
  const list = make("ul", { class: "alike-list" }, ...alike.map(({ id, doubt }) => make("li", {}, make("label", {}, make("input", { type: "checkbox", name: "id", value: id, checked: true }), make("span", { class: "quote", lang: "zh" }, doubt.before, make("mark", {}, doubt.text), doubt.after)))));
  const said = await dialog(w("alike", { count: alike.length }), [field(w("act"), choice), make("p", { class: "faint" }, w("alike-help")), list, why()], w("settle"));
  if (!said) return null;
  return { doubts: said.getAll("id"), offer: Number(said.get("offer")), why: said.get("why") };
}

export async function correctionDialog(doubt, offer) {
  const known = /correct: ("(?:[^"\\]|\\.)*"|[^,}]*)/.exec(offer.yaml)?.[1] ?? "";
  const words = known.startsWith('"') ? JSON.parse(known) : known;
  const control = make("input", { name: "to", lang: "zh", autocomplete: "off", autofocus: true, required: true });
  control.value = words;
  const said = await dialog(w("do-correct"), [make("p", { class: "quote", lang: "zh" }, doubt.before, make("mark", {}, doubt.text), doubt.after), field(w("to-correct"), control), why()], w("do-correct"));
  return said && { to: said.get("to"), why: said.get("why") };
}

export async function indexDialog(heading, verb) {
  const control = make("input", { name: "heading", lang: "zh", required: true, autofocus: true, autocomplete: "off" });
  control.value = heading;
  const acts = make("select", { name: "verb" }, ...["add", "remove", "rename", "merge"].map((each) => make("option", { value: each, selected: each === verb }, w(`index-${each}`))));
  const said = await dialog(w("index"), [field(w("heading"), control), field(w("act"), acts), field(w("index-to"), make("input", { name: "to", lang: "zh", autocomplete: "off" })), why()]);
  if (!said) return null;
  return { act: "index", do: said.get("verb"), heading: said.get("heading"), to: said.get("to"), why: said.get("why") };
}
