// The shelf: what is there, and what is dropped on it.
import { ask, by, data, make, toast, w } from "./talk.js";

let books = data.books;
const hidden = new Set();
const STATES = ["new", "in-work", "unproved", "published", "broken"];

function card(book) {
  const href = `/books/${encodeURIComponent(book.name)}`;
  const cover = book.cover ? make("img", { src: `${href}/cover`, alt: "", loading: "lazy", width: "120", height: "170" }) : make("span", { class: "blank", lang: "zh", "aria-hidden": "true" }, book.title.slice(0, 24));
  const facts = [];
  if (book.creators.length) facts.push(make("span", { lang: "zh" }, book.creators.join("、")));
  if (book.doubts >= 0) facts.push(make("span", {}, w("left", { left: book.doubts })));
  if (book.acts) facts.push(make("span", {}, w("acts-made", { count: book.acts })));
  if (book.built) facts.push(make("span", {}, w("built", { when: new Date(book.built * 1000).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }) })));
  const files = make("ul", { class: "files" }, ...book.editions.map((file) => make("li", {}, make("a", { href: `${href}/editions/${encodeURIComponent(file)}`, download: file }, file.slice(book.name.length + 1)))));
  const title = make("h2", { lang: "zh" }, book.state === "broken" ? book.title : make("a", { href }, book.title));
  return make("li", { class: "card", "data-name": book.name }, make("div", { class: "cover" }, cover), make("div", { class: "about" }, title, make("p", { class: `state ${book.state}` }, w(`state-${book.state}`)), make("p", { class: "facts" }, ...facts), book.fault ? make("p", { class: "fault" }, book.fault) : null, book.editions.length ? make("details", {}, make("summary", {}, w("editions", { count: book.editions.length })), files) : null));
}

function show() {
  const wanted = by("find").value.trim().toLowerCase();
  const shown = books.filter((book) => !hidden.has(book.state) && (!wanted || [book.title, book.name, ...book.creators].some((text) => text.toLowerCase().includes(wanted))));
  by("books").replaceChildren(...shown.map(card));
  if (!books.length) by("books").append(make("li", { class: "nothing" }, w("empty-shelf")));
  by("tally").textContent = w("books", { count: books.length });
  by("states").replaceChildren(...STATES.filter((state) => books.some((book) => book.state === state)).map((state) => make("button", { type: "button", "aria-pressed": String(!hidden.has(state)), onclick: () => { if (!hidden.delete(state)) hidden.add(state); show(); } }, `${w(`state-${state}`)} ${books.filter((book) => book.state === state).length}`)));
}

const LONGEST = 180;
// A name that editions can bear: book.v2.pdf becomes book-v2, as it does for kanben itself.
function plain(name) {
  let found = name.normalize("NFC").replace(/\s*[./\\{}]+\s*/g, "-").replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, "").replace(/^[- ]+|[- ]+$/g, "");
  while (new TextEncoder().encode(found).length > LONGEST) found = [...found].slice(0, -1).join("");
  return found || "book";
}
const bare = (name) => plain(name.replace(/\.[^.]+$/, ""));

// Which publication each file goes to: folders are publications, a file by itself is one, too.
// Two folders of one name are two publications, called after the folders that they lie in.
function sorted(entries, how) {
  const named = new Map();
  const called = (folder) => {
    const steps = folder.split("/");
    for (let length = 1; length <= steps.length; length += 1) {
      const name = plain(steps.slice(-length).join("-"));
      if ((named.get(name) ?? folder) === folder) { named.set(name, folder); return name; }
    }
    return plain(folder);
  };
  const folderOf = (path) => path.includes("/") ? called(path.slice(0, path.lastIndexOf("/"))) : null;
  const found = entries.filter(({ file }) => !file.name.startsWith(".")).sort((one, other) => one.path.localeCompare(other.path, "zh", { numeric: true }));
  const first = found.length ? folderOf(found[0].path) ?? bare(found[0].file.name) : "";
  return found.map(({ file, path }) => ({ file, name: file.name, book: how === "one" ? first : how === "each" ? bare(file.name) : folderOf(path) ?? bare(file.name) }));
}

async function takeIn(entries) {
  const files = sorted(entries, by("how").value);
  if (!files.length) return;
  const bar = by("taken"), names = new Set();
  by("intake").hidden = false;
  by("refused").replaceChildren();
  bar.max = files.length;
  let done = 0;
  for (const { file, book, name } of files) {
    by("taken-text").textContent = w("taking", { name, done: done + 1, count: files.length });
    try {
      await ask("PUT", `/api/uploads?book=${encodeURIComponent(book)}&file=${encodeURIComponent(name)}`, file);
      names.add(book);
    } catch (refusal) {
      by("refused").append(make("li", {}, refusal.message));
    }
    done += 1;
    bar.value = done;
  }
  by("taken-text").textContent = w("taken", { count: names.size });
  if (names.size === 1 && !by("refused").childElementCount) await begin([...names][0]);
  else ({ books } = await ask("GET", "/api/shelf"));
  show();
}

async function begin(name) {
  by("taken-text").textContent = w("reading", { name });
  try {
    const made = await ask("POST", "/api/books", { name });
    location.href = `/books/${encodeURIComponent(made.name)}`;
  } catch (refusal) {
    by("refused").append(make("li", {}, refusal.message));
    ({ books } = await ask("GET", "/api/shelf"));
  }
}

async function* walk(entry, path) {
  if (entry.isFile) yield { file: await new Promise((done, failed) => entry.file(done, failed)), path: path + entry.name };
  else {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const each of some) yield* walk(each, `${path}${entry.name}/`);
    }
  }
}

const guarded = (work) => work.catch((fault) => toast(fault.message, "fault"));
const drop = by("drop");
for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...event.dataTransfer.files].map((file) => ({ file, path: file.name }));
  guarded((async () => {
    const found = [];
    for (const entry of entries) for await (const each of walk(entry, "")) found.push(each);
    await takeIn(found.length ? found : files);
  })());
});
for (const id of ["files", "folder"]) {
  by(id).addEventListener("change", (event) => {
    const found = [...event.target.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
    guarded(takeIn(found).finally(() => { event.target.value = ""; }));
  });
}
by("find").addEventListener("input", show);
show();
document.body.dataset.ready = "yes";
