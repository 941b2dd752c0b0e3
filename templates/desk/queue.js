// The doubts as a queue: the strongest first, one key to settle and go on.
import { by, make, toast, w } from "./talk.js";

const LISTED = 60;

export class Queue {
  constructor(listed, { settle, show, crop, sources }) {
    this.all = new Map(listed.map((each) => [each.id, each]));
    this.settleBy = settle;
    this.showPlace = show;
    this.crop = crop;
    this.sources = sources;
    this.hidden = new Set();
    this.most = this.all.size;
    this.current = null;
    this.order();
  }

  get doubts() {
    return this.all;
  }

  kindOf = ({ doubt }) => doubt.kind.split(" ")[0];

  order() {
    this.sorted = [...this.all.values()].sort((a, b) => b.doubt.doubt - a.doubt.doubt || a.doubt.source - b.doubt.source || a.doubt.line - b.doubt.line || a.doubt.column - b.doubt.column);
    this.shown = this.sorted.filter((each) => !this.hidden.has(this.kindOf(each)));
  }

  // An answer of the desk: returns the places whose doubts are others now.
  change(gone, come) {
    const touched = new Set();
    const touch = ({ doubt }) => touched.add(`${doubt.source}:${doubt.line}`);
    const at = this.shown.findIndex(({ id }) => id === this.current);
    for (const id of gone) if (this.all.has(id)) { touch(this.all.get(id)); this.all.delete(id); }
    for (const each of come) { touch(each); this.all.set(each.id, each); }
    this.most = Math.max(this.most, this.all.size);
    this.order();
    if (!this.all.has(this.current)) this.current = this.shown[Math.min(Math.max(at, 0), this.shown.length - 1)]?.id ?? null;
    return touched;
  }

  render() {
    this.renderLeft();
    this.renderKinds();
    this.renderCard();
    this.renderList();
  }

  renderLeft() {
    const bar = by("settled");
    bar.max = Math.max(this.most, 1);
    bar.value = this.most - this.all.size;
    by("left-text").textContent = this.all.size ? w("left", { left: this.all.size }) : w("none-left");
  }

  renderKinds() {
    const counts = new Map();
    for (const each of this.sorted) counts.set(this.kindOf(each), (counts.get(this.kindOf(each)) || 0) + 1);
    by("kinds").replaceChildren(...[...counts].map(([kind, count]) => make("button", { type: "button", "aria-pressed": String(!this.hidden.has(kind)), onclick: () => this.toggle(kind) }, `${w(`doubt-${kind}`)} ${count}`)));
  }

  toggle(kind) {
    if (!this.hidden.delete(kind)) this.hidden.add(kind);
    this.order();
    if (!this.shown.some(({ id }) => id === this.current)) this.current = this.shown[0]?.id ?? null;
    this.render();
  }

  renderCard() {
    const card = by("card"), each = this.all.get(this.current);
    if (!each) {
      card.replaceChildren(make("p", { class: "nothing" }, this.all.size ? w("choose") : w("nothing")));
      return;
    }
    const { doubt } = each;
    const [kind, variant] = doubt.kind.split(" ");
    const where = doubt.source >= 0 ? `${this.sources[doubt.source]}:${doubt.line}` : "";
    const head = make("p", { class: "head" }, make("b", {}, [w(`doubt-${kind}`), variant].filter(Boolean).join(" ")), " ", make("span", { class: "faint" }, where));
    const strength = make("meter", { min: "0", max: "1", low: "0.34", high: "0.67", optimum: "0", value: doubt.doubt.toFixed(3), "aria-label": w("strength") });
    const quote = make("p", { class: "quote", lang: "zh" }, doubt.before, make("mark", {}, doubt.text), doubt.after);
    const why = make("ul", { class: "why" }, ...doubt.reasons.map((reason) => make("li", {}, reason)));
    const offers = make("div", { class: "offers" }, ...doubt.suggestions.map((offer, number) => make("button", { type: "button", "data-offer": number, onclick: () => this.take(number) }, make("kbd", {}, String(number + 1)), " ", offer.label)));
    const alike = this.alike(each);
    const all = alike.length > 1 ? make("button", { type: "button", class: "alike", onclick: () => this.settleAll() }, make("kbd", {}, "a"), " ", w("alike", { count: alike.length })) : null;
    const picture = this.crop(doubt);
    card.replaceChildren(head, strength, ...(picture ? [picture] : []), quote, why, offers, ...(all ? [all] : []));
  }

  renderList() {
    const at = this.shown.findIndex(({ id }) => id === this.current);
    const first = Math.max(0, Math.min(at - 2, this.shown.length - LISTED));
    const items = this.shown.slice(first, first + LISTED).map((each) => {
      const { doubt, id } = each;
      const button = make("button", { type: "button", "aria-current": id === this.current ? "true" : false, "data-id": id, onclick: () => this.show(id) }, make("span", { class: `dot d${Math.min(3, Math.floor(doubt.doubt * 4))}`, "aria-hidden": "true" }), make("span", { class: "what" }, w(`doubt-${this.kindOf(each)}`)), make("span", { class: "quote", lang: "zh" }, `${doubt.before.slice(-6)}${doubt.text}${doubt.after.slice(0, 8)}`));
      return make("li", {}, button);
    });
    const rest = this.shown.length - first - items.length;
    if (rest > 0) items.push(make("li", { class: "faint rest" }, w("more-doubts", { count: rest })));
    by("list").replaceChildren(...items);
  }

  show(id, focus = false) {
    this.current = id;
    this.renderCard();
    this.renderList();
    const each = this.all.get(id);
    if (each) this.showPlace(each);
    if (focus) by("card").focus({ preventScroll: true });
  }

  step(by_) {
    if (!this.shown.length) return;
    const at = this.shown.findIndex(({ id }) => id === this.current);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by_, 0), this.shown.length - 1);
    this.show(this.shown[next].id, true);
  }

  alike(each) {
    const offers = each.doubt.suggestions.length;
    return this.shown.filter((other) => other.like === each.like && other.doubt.suggestions.length === offers);
  }

  async take(number) {
    const each = this.all.get(this.current);
    const offer = each?.doubt.suggestions[number];
    if (!offer) return;
    await this.settleBy([each], number, offer);
  }

  async settleAll() {
    const each = this.all.get(this.current);
    if (!each) return;
    const alike = this.alike(each);
    if (alike.length < 2) {
      toast(w("no-alike"));
      return;
    }
    await this.settleBy(alike, null, null);
  }
}
