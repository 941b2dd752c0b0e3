// The form that describes a publication.
import { ask, bookPath, by, data, make, toast, w } from "./talk.js";

const said = data.said;
let version = data.version;
const LINES = ["title", "subtitle", "date", "publisher", "rights", "description", "isbn", "cip", "clc", "identifier", "design"];
const SOURCE = ["title", "date", "page", "publisher", "library", "url", "issn", "cn"];
const parted = (text) => text.split(/[、，;；\n]/).map((each) => each.trim()).filter(Boolean);

function rowOf(fields, values) {
  const inputs = fields.map(([name, label, options]) => {
    const control = options ? make("select", { "data-field": name, "aria-label": label }, ...options.map(([value, text]) => make("option", { value }, text))) : make("input", { "data-field": name, placeholder: label, "aria-label": label, lang: "zh" });
    control.value = values[name] ?? (options ? options[0][0] : "");
    return control;
  });
  const row = make("div", { class: "entry" }, ...inputs);
  row.append(make("button", { type: "button", "aria-label": w("remove-row"), onclick: () => { row.remove(); } }, "×"));
  return row;
}

const PERSON = [["name", w("name")], ["role", w("role")]];
const ROLES = ["body", "preface", "notes-on-the-edition", "afterword"].map((role) => [role, w(`role-${role}`)]);
const PART = [["title", w("part-title")], ["role", w("role-of-part"), ROLES], ["sources", w("files")]];

function fill() {
  for (const name of LINES) by(name).value = said[name] || "";
  by("subjects").value = (said.subjects || []).join("、");
  for (const name of SOURCE) by(`source-${name}`).value = said.source?.[name] || "";
  for (const set of document.querySelectorAll("[data-people]")) {
    const rows = set.querySelector(".rows");
    rows.replaceChildren(...(said[set.dataset.people] || []).map((each) => rowOf(PERSON, each)));
    set.querySelector(".add").addEventListener("click", () => { rows.append(rowOf(PERSON, {})); rows.lastChild.querySelector("input").focus(); });
  }
  const parts = by("parts").querySelector(".rows");
  parts.replaceChildren(...(said.parts || []).map((each) => rowOf(PART, { ...each, sources: each.sources.join("、") })));
  by("parts").querySelector(".add").addEventListener("click", () => { parts.append(rowOf(PART, { sources: data.files.join("、") })); parts.lastChild.querySelector("input").focus(); });
  checks("variants", data.variants);
  checks("formats", data.formats.map((name) => [name, name.toUpperCase()]));
}

function checks(name, options) {
  const chosen = said[name] || [];
  by(name).append(...options.map(([value, label]) => make("label", { class: "check" }, make("input", { type: "checkbox", value, checked: chosen.includes(value) }), " ", label)));
}

const entries = (rows) => [...rows.children].map((row) => Object.fromEntries([...row.querySelectorAll("[data-field]")].map((control) => [control.dataset.field, control.value.trim()])));

function gather() {
  const result = Object.fromEntries(LINES.map((name) => [name, by(name).value.trim()]));
  result.subjects = parted(by("subjects").value);
  result.source = Object.fromEntries(SOURCE.map((name) => [name, by(`source-${name}`).value.trim()]));
  for (const set of document.querySelectorAll("[data-people]")) result[set.dataset.people] = entries(set.querySelector(".rows")).filter(({ name }) => name);
  result.parts = entries(by("parts").querySelector(".rows")).map((part) => ({ ...part, sources: parted(part.sources) })).filter(({ sources }) => sources.length);
  for (const name of ["variants", "formats"]) {
    const chosen = [...by(name).querySelectorAll("input:checked")].map(({ value }) => value);
    result[name] = [...(said[name] || []).filter((each) => chosen.includes(each)), ...chosen.filter((each) => !(said[name] || []).includes(each))];
  }
  return result;
}

by("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    ({ version } = await ask("POST", `${bookPath(data.name)}/about`, { said: gather(), version }));
    by("saved").textContent = w("saved");
  } catch (refusal) {
    toast(refusal.message, "fault");
  }
});
fill();
document.body.dataset.ready = "yes";
