"use strict";
(() => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const { sources, parts, rows, changes, ends, reasons, notes, doubts, words } = page;
  const by = (id) => document.getElementById(id);
  const list = by("list"), main = by("main"), tip = by("tip"), said = by("said");

  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  const keyOf = (source, line) => `${source}:${line}`;
  const grade = (certainty) => (certainty >= 0.95 ? "c3" : certainty >= 0.8 ? "c2" : certainty >= 0.6 ? "c1" : "c0");

  // Where each decision and each change stands in the print.
  const endAt = new Map(ends.map((end, index) => [keyOf(end[0], end[1]), index]));
  const changesOn = new Map();
  changes.forEach(([source, line, column, , before], index) => {
    before.split("\n").forEach((text, offset) => {
      if (!text) return;
      const key = keyOf(source, line + offset);
      if (!changesOn.has(key)) changesOn.set(key, []);
      changesOn.get(key).push([offset ? 0 : column, (offset ? 0 : column) + text.length, index]);
    });
  });
  const doubted = new Set(doubts.map((doubt) => doubt.anchor));
  const doubtsOn = new Map(), spotOf = new Map();
  doubts.forEach(({ source, line, column }, index) => {
    if (column < 0) return;
    const key = keyOf(source, line);
    doubtsOn.set(key, [...(doubtsOn.get(key) || []), [column, column + 1, index]]);
  });

  function changed(text, index, gone) {
    const [, , , , , , , who] = changes[index];
    const span = make("span", `change ${who === "editor" ? "editor" : "rule"}${gone ? " gone" : ""}`, text);
    span.dataset.change = index;
    return span;
  }

  function doubtful(text, index) {
    const span = make("span", "doubtful", text);
    span.dataset.doubt = index;
    spotOf.set(index, span);
    return span;
  }

  // Code points count in the data, UTF-16 units in strings: cut by code points.
  const pointsOf = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : null);
  function cut(text, points, start, end) {
    return points ? points.slice(start, end).join("") : text.slice(start, end);
  }

  function printedLine([source, number, from, to]) {
    const text = sources[source][1][number - 1];
    const points = pointsOf(text);
    const length = points ? points.length : text.length;
    const start = cut(text, points, 0, from).trim() ? from : 0;
    const end = cut(text, points, to, length).trim() ? to : length;
    const line = make("div", "line");
    line.append(make("span", "no", number));
    const print = make("span", "print");
    if (start > 0) print.append(make("span", "cut", "…"));
    let done = start;
    const key = keyOf(source, number);
    const spans = [
      ...(changesOn.get(key) || []).map(([first, last, index]) => [first, last, (part) => changed(part, index, changes[index][3] === "drop")]),
      ...(doubtsOn.get(key) || []).map(([first, last, index]) => [first, last, (part) => doubtful(part, index)]),
    ].sort((a, b) => a[0] - b[0]);
    for (const [first, last, span] of spans) {
      if (first < done || last > end) continue;
      print.append(cut(text, points, done, first), span(cut(text, points, first, last)));
      done = last;
    }
    print.append(cut(text, points, done, end));
    if (end < length) print.append(make("span", "cut", "…"));
    line.append(print);
    const decision = endAt.get(key);
    if (decision !== undefined && end === length) line.append(lineEnd(decision));
    return line;
  }

  function lineEnd(index) {
    const [, , joined, certainty, , who] = ends[index];
    const mark = make("span", `end ${who === "editor" ? "editor" : grade(certainty)}`, joined ? "⏎" : "¶");
    mark.dataset.end = index;
    mark.tabIndex = certainty < 0.95 ? 0 : -1;
    return mark;
  }

  function blockText(kind, runs) {
    const text = make("div", `text ${kind}`);
    for (const [content, change, note] of runs) {
      if (content) text.append(change >= 0 ? changed(content, change, false) : content);
      if (note) {
        const call = make("span", "call", note);
        call.dataset.note = note - 1;
        call.tabIndex = 0;
        text.append(call);
      }
    }
    return text;
  }

  const lineNode = new Map(), rowOf = new Map(), rowOfLine = new Map();
  // Rows lie in sheets, so that the browser lays out only the sheets in view.
  const SHEET = 60;
  function showRows() {
    const all = document.createDocumentFragment();
    let part = -1, sheet = null;
    for (const [number, kind, level, anchor, printed, runs] of rows) {
      if (number !== part || sheet.childElementCount >= SHEET) {
        sheet = make("section", "sheet");
        all.append(sheet);
      }
      if (number !== part) {
        part = number;
        if (parts[part]) sheet.append(make("h2", "part", parts[part]));
      }
      const row = make("article", "row");
      const left = make("div", "lines"), right = make("div", "set");
      for (const slice of printed) {
        const line = printedLine(slice);
        lineNode.set(keyOf(slice[0], slice[1]), line);
        rowOfLine.set(keyOf(slice[0], slice[1]), row);
        left.append(line);
      }
      right.append(make("div", "kind", runs.length ? (level ? `${kind} ${level}` : kind) : words["left-out"]));
      if (runs.length) right.append(blockText(kind, runs));
      if (!doubted.has(anchor) && !right.querySelector(".change") && !left.querySelector(".change")) row.classList.add("plain");
      row.append(left, right);
      if (anchor) rowOf.set(anchor, row);
      sheet.append(row);
    }
    by("rows").append(all);
  }

  // Decisions that were taken, kept by the browser until the page is another one.
  const home = `kanben review ${location.pathname}`;
  const nameOf = ({ kind, source, line, column, before, text, after }) => JSON.stringify([kind, source < 0 ? "" : sources[source][0], line, column, before, text, after]);
  const wordOf = ({ under, yaml }) => `${under} ${yaml}`;
  let decided = {};
  try {
    decided = JSON.parse(localStorage.getItem(home)) || {};
  } catch {
    // A browser that keeps nothing forgets with the page.
  }
  function remember() {
    try {
      localStorage.setItem(home, JSON.stringify(decided));
    } catch {
      // As above.
    }
  }

  // The lines of YAML for offers, each under the keys it belongs to: `index: add:`.
  const keysOf = (under) => under.split(" → ");
  function yamlOf(offers) {
    const lines = [];
    const lists = new Map();
    for (const { yaml, under } of offers) lists.set(under, new Set([...(lists.get(under) || []), yaml]));
    let last = "";
    for (const under of [...lists.keys()].sort()) {
      const [first, second] = keysOf(under);
      if (first !== last) lines.push(`${first}:`);
      last = first;
      if (second) lines.push(`  ${second}:`);
      for (const yaml of lists.get(under)) lines.push(`${second ? "    " : "  "}${yaml}`);
    }
    return lines.join("\n");
  }

  // The list of doubts.
  function offerOf(offer) {
    const { label, yaml, under } = offer;
    const item = make("li"), button = make("button", "", label);
    button.type = "button";
    button.title = `${words.copy} (${words.under} ${under})`;
    button.dataset.yaml = under === "emendations" ? yaml : yamlOf([offer]);
    const keys = under === "emendations" ? "" : `${keysOf(under).join(": ")}: `;
    const code = make("code", "", yaml);
    if (keys) code.prepend(make("small", "", keys));
    item.append(button, code);
    return item;
  }

  function markDecided(node) {
    const doubt = doubts[Number(node.dataset.index)];
    const taken = decided[nameOf(doubt)];
    node.classList.toggle("decided", taken !== undefined);
    node.querySelectorAll(".offers button").forEach((button, number) => button.setAttribute("aria-pressed", String(wordOf(doubt.suggestions[number]) === taken)));
    by("all").textContent = `${words["copy-all"]} ${takenOffers().length}`;
    by("all").hidden = !takenOffers().length;
  }

  function takenOffers() {
    return doubts.flatMap((doubt) => doubt.suggestions.filter((offer) => wordOf(offer) === decided[nameOf(doubt)]));
  }

  function decide(button) {
    const node = button.closest(".doubt");
    const doubt = doubts[Number(node.dataset.index)];
    const number = [...node.querySelectorAll(".offers button")].indexOf(button);
    decided[nameOf(doubt)] = wordOf(doubt.suggestions[number]);
    remember();
    markDecided(node);
  }

  const labelOf = (kind) => {
    const [name, ...variant] = kind.split(" ");
    return [words[name] || name, ...variant].join(" ");
  };

  function doubtNode(doubt, index) {
    const item = make("li", "doubt");
    item.tabIndex = -1;
    item.dataset.index = index;
    const head = make("div"), quote = make("p", "quote");
    head.append(make("span", "tag", labelOf(doubt.kind)));
    if (doubt.source >= 0) head.append(make("span", "where", `${sources[doubt.source][0]}:${doubt.line}`));
    quote.append(doubt.before, make("mark", "", doubt.text), doubt.after);
    const words = make("div");
    words.append(quote, make("p", "why", doubt.reasons.join(" · ")));
    const offers = make("ul", "offers");
    offers.append(...doubt.suggestions.map(offerOf));
    item.append(head, words, offers);
    return item;
  }

  const nodes = doubts.map(doubtNode);
  const kinds = [...new Set(doubts.map((doubt) => doubt.kind))];
  const shownKinds = new Set(kinds);
  let visible = [], current = -1;

  function showFilters() {
    for (const kind of kinds) {
      const count = doubts.filter((doubt) => doubt.kind === kind).length;
      const button = make("button", "", `${labelOf(kind)} ${count}`);
      button.type = "button";
      button.dataset.kind = kind;
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        const on = !shownKinds.has(kind);
        if (on) shownKinds.add(kind);
        else shownKinds.delete(kind);
        button.setAttribute("aria-pressed", String(on));
        filter();
      });
      by("filters").append(button);
    }
  }

  function filter() {
    const wanted = by("search").value.trim();
    visible = nodes.filter((node, index) => {
      const doubt = doubts[index];
      const fits = shownKinds.has(doubt.kind) && (!wanted || node.textContent.includes(wanted));
      node.hidden = !fits;
      node.style.display = fits ? "" : "none";
      return fits;
    });
    by("count").textContent = visible.length === doubts.length ? doubts.length : `${visible.length} / ${doubts.length}`;
    current = visible.findIndex((node) => node.classList.contains("current"));
  }

  // Going from doubt to doubt; what is marked now loses its mark at the next step.
  const marks = [];
  function show(node) {
    for (const marked of marks.splice(0)) {
      marked.classList.remove("here", "current");
      delete marked.dataset.own;
    }
    marks.push(node);
    node.classList.add("current");
    const doubt = doubts[Number(node.dataset.index)];
    const key = keyOf(doubt.source, doubt.line);
    const row = rowOf.get(doubt.anchor) || rowOfLine.get(key);
    if (!row) return;
    const line = lineNode.get(key);
    const target = spotOf.get(Number(node.dataset.index)) || (line && row.contains(line) ? line : row);
    marks.push(row, target);
    row.classList.add("here");
    row.dataset.own = node.dataset.index;
    target.classList.add("here");
    if (row.classList.contains("plain")) row.classList.remove("plain");
    target.scrollIntoView({ block: "center" });
  }

  function go(step) {
    if (!visible.length) return;
    current = Math.min(Math.max(current + step, 0), visible.length - 1);
    const node = visible[current];
    show(node);
    node.scrollIntoView({ block: "nearest" });
    node.focus({ preventScroll: true });
  }

  async function copy(button) {
    const text = button.dataset.yaml;
    if (button.closest(".doubt")) decide(button);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = make("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    const label = button.textContent;
    button.textContent = words.copied;
    said.textContent = words.copied;
    setTimeout(() => { button.textContent = label; }, 1200);
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const node = event.target.closest(".doubt");
    if (button) copy(button);
    if (!node) return;
    current = visible.indexOf(node);
    show(node);
    if (!button) node.focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) return;
    const node = visible[current];
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "c" && node && node.querySelector("button")) copy(node.querySelector("button"));
    else if (event.key === "Enter" && node && document.activeElement === node) {
      const { kind } = doubts[Number(node.dataset.index)];
      const spot = { break: ".line.here .end", suspicion: ".doubtful.here" }[kind];
      const mark = (spot && main.querySelector(spot)) || main.querySelector(".row.here");
      if (mark) { mark.tabIndex = 0; mark.focus(); }
    } else if (event.key === "Escape" && node) node.focus();
    else return;
    event.preventDefault();
  });
  by("search").addEventListener("input", filter);
  by("only").addEventListener("change", (event) => by("rows").classList.toggle("only", event.target.checked));

  // Reasons, on hover and on focus.
  function explain(node) {
    tip.replaceChildren();
    if (node.dataset.end !== undefined) {
      const [, , joined, certainty, because, who] = ends[node.dataset.end];
      tip.append(make("p", "", who === "editor" ? `${joined ? words.joined : words.broken} · ${words["by-editor"]}`
        : `${joined ? words.joined : words.broken} · ${words.certainty} ${(100 * certainty).toFixed(1)} %`));
      if (because.length) {
        const why = make("ul");
        why.append(...because.map((index) => make("li", "", reasons[index])));
        tip.append(why);
      }
    } else if (node.dataset.change !== undefined) {
      const [, , , act, before, after, reason, who, confidence] = changes[node.dataset.change];
      const arrow = `${before.replaceAll("\n", "⏎") || "∅"} → ${after || "∅"}`;
      const whose = who === "editor" ? words["by-editor"] : `${words["by-rule"]} (${who}, ${(100 * confidence).toFixed(0)} %)`;
      tip.append(make("p", "", `${words[`change-${act}`]}  ${arrow}`), make("p", "", [whose, reason].filter(Boolean).join(" · ")));
    } else if (node.dataset.own !== undefined) {
      tip.append(...doubts[node.dataset.own].reasons.map((reason) => make("p", "", reason)));
    } else if (node.dataset.doubt !== undefined) {
      tip.append(...doubts[node.dataset.doubt].reasons.map((reason) => make("p", "", reason)));
    } else tip.append(make("p", "", notes[node.dataset.note]));
    const box = node.getBoundingClientRect();
    tip.hidden = false;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
    const below = box.bottom + 6;
    tip.style.top = `${below + tip.offsetHeight < innerHeight ? below : box.top - tip.offsetHeight - 6}px`;
  }
  const told = "[data-end], [data-change], [data-note], [data-doubt]";
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    main.addEventListener(on, (event) => {
      const node = event.target.closest(told) || (on === "focusin" && event.target.closest("[data-own]"));
      if (node) explain(node);
    });
    main.addEventListener(off, () => { tip.hidden = true; });
  }

  showRows();
  showFilters();
  list.append(...nodes);
  nodes.forEach(markDecided);
  by("all").addEventListener("click", () => {
    by("all").dataset.yaml = yamlOf(takenOffers());
    copy(by("all"));
  });
  if (!nodes.length) list.append(make("li", "nothing", words.nothing));
  filter();
})();
