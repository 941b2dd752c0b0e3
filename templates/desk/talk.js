// Words, requests, and what the page says aloud.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const words = read("words");
export const data = read("data");

export function w(key, values = {}) {
  const text = words[key];
  if (text === undefined) throw new Error(`no word for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const has = (key) => words[key] !== undefined;

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const by = (id) => document.getElementById(id);

export class Refusal extends Error {
  constructor(message, status, key) {
    super(message);
    this.status = status;
    this.key = key;
  }
}

export async function ask(method, path, body) {
  const raw = body instanceof Blob;
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined || raw ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(w("gone"), 0, "gone");
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(said?.error || `${answer.status}`, answer.status, said?.key);
  return said;
}

export function toast(text, kind = "said") {
  const node = make("p", { class: `toast ${kind}` }, text);
  if (kind === "fault") node.append(make("button", { type: "button", "aria-label": w("close"), onclick: () => node.remove() }, "×"));
  by("toasts").append(node);
  if (kind !== "fault") setTimeout(() => node.remove(), 4000);
}

export function editorName() {
  try {
    return localStorage.getItem("kanben-editor") || "";
  } catch {
    return "";
  }
}

export function rememberEditor(name) {
  try {
    localStorage.setItem("kanben-editor", name);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

const tongue = by("tongue");
if (tongue) {
  tongue.addEventListener("change", async () => {
    await ask("POST", `/api/tongue/${tongue.value}`);
    location.reload();
  });
}

export const bookPath = (name) => `/api/books/${encodeURIComponent(name)}`;
