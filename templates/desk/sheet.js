// The print on the left, the edition on the right: rows in sheets that are drawn when they come into view.
import { by, has, make, w } from "./talk.js";

const SHEET = 40;
const grade = (certainty) => (certainty >= 0.95 ? "c3" : certainty >= 0.8 ? "c2" : certainty >= 0.6 ? "c1" : "c0");
// Code points count in the data, UTF-16 units in strings.
const pointsOf = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : null);
const cut = (text, points, start, end) => (points ? points.slice(start, end).join("") : text.slice(start, end));
export const lengthOf = (text) => (pointsOf(text) || text).length;
export const placeOf = (source, line) => `${source}:${line}`;

function row([key, part, kind, level, lines, runs, changes]) {
  return { key, part, kind, level, lines: lines.map(line), runs, changes };
}
function line([source, number, start, text, whole, end]) {
  return { source, number, start, text, whole, end };
}

export class Sheet {
  constructor(root, view) {
    this.root = root;
    this.reasons = view.reasons;
    this.parts = view.parts;
    this.rows = view.rows.map(row);
    this.doubtsOn = new Map();
    this.nodes = new Map();
    this.places = new Map();
    this.current = null;
    this.marked = [];
    this.watch = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) this.draw(target);
    }, { root: root.closest("main"), rootMargin: "1200px 0px" });
  }

  show(doubts) {
    this.setDoubts(doubts);
    this.lay();
    this.draw(this.sheets[0]);
    this.later();
  }

  lay() {
    this.root.replaceChildren();
    this.sheets = [];
    for (let at = 0; at < this.rows.length; at += SHEET) this.addSheet(this.rows.slice(at, at + SHEET));
    this.index();
  }

  addSheet(rows, before = null) {
    const node = make("section", { class: "sheet" });
    node.rows = rows;
    node.style.setProperty("--lines", String(rows.reduce((sum, each) => sum + Math.max(each.lines.length, 1) + 1, 0)));
    this.root.insertBefore(node, before);
    this.sheets = [...this.root.children];
    this.watch.observe(node);
    return node;
  }

  index() {
    this.places.clear();
    this.byKey = new Map();
    for (const each of this.rows) {
      this.byKey.set(each.key, each);
      for (const { source, number } of each.lines) this.places.set(placeOf(source, number), each.key);
    }
  }

  // What is not in view is drawn while nobody waits, so that the browser's own search finds it.
  later() {
    const idle = window.requestIdleCallback || ((work) => setTimeout(work, 30));
    const next = () => {
      const sheet = this.sheets.find((each) => !each.drawn);
      if (!sheet) return;
      this.draw(sheet);
      idle(next);
    };
    idle(next);
  }

  draw(sheet) {
    if (!sheet || sheet.drawn) return;
    sheet.drawn = true;
    this.watch.unobserve(sheet);
    const inside = document.createDocumentFragment();
    for (const each of sheet.rows) inside.append(...this.withPart(each));
    sheet.append(inside);
    sheet.classList.add("drawn");
  }

  withPart(each) {
    const at = this.rows.indexOf(each);
    const first = at === 0 || this.rows[at - 1].part !== each.part;
    const title = first && this.parts[each.part];
    const node = this.rowNode(each);
    return title ? [make("h2", { class: "part" }, title), node] : [node];
  }

  rowNode(each) {
    const left = make("div", { class: "lines" }, ...each.lines.map((one) => this.lineNode(one, each)));
    const right = make("div", { class: "set" }, this.kindNode(each));
    if (each.runs.length) right.append(this.textNode(each));
    const notes = each.changes.filter(([change]) => change === "note" || change === "query");
    for (const [change, , , , before, after, reason] of notes) {
      const said = change === "note" ? after : w("asks", { before, after: after || "?" });
      right.append(make("p", { class: "aside" }, `${w(`change-${change}`)} · ${said}${reason ? ` · ${reason}` : ""}`));
    }
    const node = make("article", { class: "row", tabindex: "-1", "data-key": each.key, "aria-label": this.labelOf(each) }, left, right);
    if (this.current === each.key) this.mark(node);
    this.nodes.set(each.key, node);
    return node;
  }

  labelOf(each) {
    const text = each.runs.map(([run]) => run).join("").slice(0, 40);
    return `${this.kindOf(each)}: ${text || w("left-out")}`;
  }

  kindOf(each) {
    const name = has(`kind-${each.kind}`) ? w(`kind-${each.kind}`) : w("left-out");
    return each.level ? `${name} ${each.level}` : name;
  }

  kindNode(each) {
    if (!each.runs.length) return make("div", { class: "kind" }, this.kindOf(each));
    const button = make("button", { class: "kind", type: "button", tabindex: "-1", "data-do": "kind", title: w("set-kind") }, this.kindOf(each));
    const grip = make("span", { class: "grip", draggable: "true", title: w("drag"), "aria-hidden": "true" }, "⠿");
    return make("div", { class: "kindline" }, button, grip);
  }

  textNode(each) {
    const text = make("div", { class: `text ${each.kind}` });
    for (const [content, change, printedLine, column] of each.runs) {
      if (!content) continue;
      const span = make("span", { "data-line": printedLine, "data-column": column }, content);
      if (change >= 0) {
        const who = each.changes[change][7] === "editor" ? "editor" : "rule";
        span.className = `change ${who}`;
        span.dataset.change = String(change);
      }
      text.append(span);
    }
    return text;
  }

  lineNode(one, each) {
    const points = pointsOf(one.text);
    const length = points ? points.length : one.text.length;
    const end = one.start + length;
    const print = make("span", { class: "print" });
    if (one.start > 0) print.append(make("span", { class: "cut", "aria-hidden": "true" }, "…"));
    const body = make("span", { class: "words", "data-start": one.start });
    let done = one.start;
    const take = (from, to) => cut(one.text, points, from - one.start, to - one.start);
    for (const [first, last, node] of this.spansOn(one, each)) {
      if (first < done || last > end) continue;
      body.append(take(done, first), node(take(first, last)));
      done = last;
    }
    body.append(take(done, end));
    print.append(body);
    if (end < one.whole) print.append(make("span", { class: "cut", "aria-hidden": "true" }, "…"));
    const node = make("div", { class: "line", "data-source": one.source, "data-line": one.number }, make("span", { class: "no", "aria-hidden": "true" }, String(one.number)), print);
    if (one.end) node.append(this.endNode(one));
    return node;
  }

  spansOn(one, each) {
    const spans = [];
    each.changes.forEach(([change, source, at, column, before, , , who], index) => {
      before.split("\n").forEach((text, offset) => {
        if (!text || source !== one.source || at + offset !== one.number) return;
        const start = offset ? 0 : column;
        const gone = change === "drop" ? " gone" : "";
        const kind = ["query", "note", "keep"].includes(change) ? " noted" : "";
        spans.push([start, start + lengthOf(text), (part) => make("span", { class: `change ${who === "editor" ? "editor" : "rule"}${gone}${kind}`, "data-change": index }, part)]);
      });
    });
    for (const { id, doubt } of this.doubtsOn.get(placeOf(one.source, one.number)) || []) {
      if (doubt.column < 0) continue;
      spans.push([doubt.column, doubt.column + 1, (part) => make("mark", { class: "doubtful", "data-doubt": id }, part)]);
    }
    return spans.sort((a, b) => a[0] - b[0]);
  }

  endNode(one) {
    const [join, certainty, who] = one.end;
    const grading = who === "editor" ? "editor" : grade(certainty);
    const sure = who === "editor" ? w("by-editor") : `${w("certainty")} ${(100 * certainty).toFixed(0)} %`;
    const label = `${w("line-end", { line: one.number })}: ${join ? w("joined") : w("broken")}, ${sure}`;
    return make("button", { class: `end ${grading}`, type: "button", tabindex: "-1", "data-do": "end", "aria-label": label }, join ? "⏎" : "¶");
  }

  // Doubts, by the line they stand on.
  setDoubts(doubts) {
    this.doubtsOn.clear();
    for (const each of doubts) {
      const place = placeOf(each.doubt.source, each.doubt.line);
      this.doubtsOn.set(place, [...(this.doubtsOn.get(place) || []), each]);
    }
  }

  // An answer of the desk: some rows give way to others; lines with other doubts are drawn anew.
  change(changes, reasons, doubts, touched) {
    Object.assign(this.reasons, reasons);
    this.setDoubts(doubts);
    const drawn = new Set();
    for (const { start, end, rows } of [...changes].reverse()) {
      const fresh = rows.map(row);
      const gone = this.rows.splice(start, end - start, ...fresh);
      this.replace(gone, fresh, start);
      for (const each of fresh) drawn.add(each.key);
    }
    this.index();
    for (const place of touched) {
      const key = this.places.get(place);
      if (key && !drawn.has(key)) this.redraw(key);
    }
  }

  replace(gone, fresh, start) {
    if (!gone.length && !fresh.length) return;
    const goes = new Set(gone);
    let home = null;
    for (const sheet of this.sheets) {
      if (!sheet.rows.some((each) => goes.has(each))) continue;
      const at = sheet.rows.findIndex((each) => goes.has(each));
      sheet.rows = sheet.rows.filter((each) => !goes.has(each));
      if (!home) {
        home = sheet;
        sheet.rows.splice(at, 0, ...fresh);
      }
      this.again(sheet);
    }
    if (home) return;
    const before = this.rows[start - 1];
    home = this.sheets.find((sheet) => sheet.rows.includes(before)) || this.sheets[0];
    home.rows.splice(home.rows.indexOf(before) + 1, 0, ...fresh);
    this.again(home);
  }

  again(sheet) {
    sheet.replaceChildren();
    sheet.drawn = false;
    sheet.classList.remove("drawn");
    this.draw(sheet);
  }

  redraw(key) {
    const old = this.nodes.get(key), each = this.byKey.get(key);
    if (!old || !old.isConnected) return;
    const focused = old === document.activeElement;
    const node = this.rowNode(each);
    old.replaceWith(node);
    if (focused) node.focus({ preventScroll: true });
  }

  node(key) {
    const each = this.byKey.get(key);
    if (!each) return null;
    this.draw(this.sheets.find((sheet) => sheet.rows.includes(each)));
    return this.nodes.get(key);
  }

  mark(node) {
    node.classList.add("here");
    node.tabIndex = 0;
  }

  go(key, focus = false, place = null, block = "center") {
    const node = this.node(key);
    for (const old of this.marked.splice(0)) old.classList.remove("here");
    if (this.current && this.nodes.get(this.current)) {
      this.nodes.get(this.current).classList.remove("here");
      this.nodes.get(this.current).tabIndex = -1;
    }
    this.current = key;
    if (!node) return null;
    this.mark(node);
    let target = node;
    if (place) {
      const found = node.querySelector(place);
      if (found) {
        target = found;
        found.classList.add("here");
        this.marked.push(found);
      }
    }
    target.scrollIntoView({ block });
    if (focus) node.focus({ preventScroll: true });
    return node;
  }

  step(by_) {
    const at = this.rows.findIndex((each) => each.key === this.current);
    const next = this.rows[Math.min(Math.max(at + by_, 0), this.rows.length - 1)];
    if (next) this.go(next.key, true, null, "nearest");
  }
}

// Which part of which printed line is selected: on the print, or on text that stands as printed.
export function selectedWords(sheet) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const from = printedPlace(sheet, range.startContainer, range.startOffset);
  const to = printedPlace(sheet, range.endContainer, range.endOffset);
  if (!from || !to || from.source !== to.source || from.line !== to.line || to.column <= from.column) return null;
  return { source: from.source, line: from.line, start: from.column, end: to.column, text: selection.toString(), range };
}

function printedPlace(sheet, container, offset) {
  const element = container.nodeType === 3 ? container.parentElement : container;
  const row_ = element?.closest(".row");
  if (!row_) return null;
  const before = (home) => {
    const range = document.createRange();
    range.selectNodeContents(home);
    range.setEnd(container, offset);
    return lengthOf(range.toString());
  };
  const words = element.closest(".words");
  if (words) {
    const line_ = words.closest(".line");
    return { source: +line_.dataset.source, line: +line_.dataset.line, column: +words.dataset.start + before(words) };
  }
  const run = element.closest(".text span");
  if (!run || run.dataset.change !== undefined || !+run.dataset.line) return null;
  const each = sheet.byKey.get(row_.dataset.key);
  const source = each.lines.find((one) => one.number === +run.dataset.line)?.source ?? each.lines[0].source;
  return { source, line: +run.dataset.line, column: +run.dataset.column + before(run) };
}

export function wireTips(sheet, doubts) {
  const tip = by("tip"), main = by("main");
  const explain = (node) => {
    tip.replaceChildren(...tellings(sheet, doubts, node).map((text) => make("p", {}, text)));
    if (!tip.childElementCount) return;
    tip.hidden = false;
    const box = node.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
    const below = box.bottom + 6;
    tip.style.top = `${below + tip.offsetHeight < innerHeight ? below : box.top - tip.offsetHeight - 6}px`;
  };
  const told = ".end, [data-change], [data-doubt]";
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    main.addEventListener(on, (event) => {
      const node = event.target.closest(told);
      if (node) explain(node);
    });
    main.addEventListener(off, () => { tip.hidden = true; });
  }
}

function tellings(sheet, doubts, node) {
  if (node.dataset.doubt) return doubts().get(node.dataset.doubt)?.doubt.reasons || [];
  const each = sheet.byKey.get(node.closest(".row").dataset.key);
  if (!each) return [];
  if (node.classList.contains("end")) {
    const line_ = node.closest(".line");
    const one = each.lines.find(({ source, number }) => source === +line_.dataset.source && number === +line_.dataset.line);
    return [node.getAttribute("aria-label"), ...one.end[3].map((key) => sheet.reasons[key] || key), w("click-turns")];
  }
  const [change, , , , before, after, reason, who, confidence] = each.changes[node.dataset.change];
  const whose = who === "editor" ? w("by-editor") : `${w("by-rule")} (${(100 * confidence).toFixed(0)} %)`;
  const arrow = change === "note" ? after : `${before.replaceAll("\n", "⏎") || "∅"} → ${after || (change === "drop" ? "∅" : before)}`;
  return [`${w(`change-${change}`)}  ${arrow}`, [whose, reason].filter(Boolean).join(" · ")];
}
