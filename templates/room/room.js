// What pages of the reading room do beyond showing themselves: remember the script that a reader
// prefers, copy citations, sort and filter a long list. Without this, all can still be read.

const kanben = { laid: new Map() };

// Data comes as scripts: a page that was opened from a disk may load nothing else.
kanben.lay = (name, data) => kanben.laid.get(name)?.resolve(data);
kanben.fetch = (folder, name) => {
  if (!kanben.laid.has(name)) {
    let resolve, reject;
    const data = new Promise((...ends) => ([resolve, reject] = ends));
    const script = document.createElement("script");
    kanben.laid.set(name, { data, resolve });
    script.src = `${folder}${name}.js`;
    script.onerror = () => {
      kanben.laid.delete(name);
      reject(new Error(script.src));
    };
    script.onload = () => script.remove();
    document.head.append(script);
  }
  return kanben.laid.get(name).data;
};

kanben.preferred = () => {
  try {
    return localStorage.getItem("kanben-script") ?? "";
  } catch {
    return "";
  }
};

kanben.element = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

(() => {
  const prefer = (root) => {
    const wanted = kanben.preferred();
    for (const input of root.querySelectorAll(".switch input")) if (input.value === wanted) input.checked = true;
  };
  prefer(document);
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".switch input")) return;
    try {
      localStorage.setItem("kanben-script", event.target.value);
    } catch {
      // A page on a disk may keep nothing; the choice then holds for this title alone.
    }
  });

  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  for (const span of document.querySelectorAll(".today")) span.textContent = today;

  for (const button of document.querySelectorAll(".copy")) {
    button.addEventListener("click", async () => {
      const citation = button.closest(".citation").querySelector("pre");
      try {
        await navigator.clipboard.writeText(citation.textContent);
        button.classList.add("done");
        button.firstChild.data = "✓";
      } catch {
        getSelection().selectAllChildren(citation);
      }
    });
  }

  // A long list: its table is loaded when somebody first asks for another order, or fewer titles.
  const filters = document.querySelector(".filters");
  if (!filters) return;
  filters.hidden = false;
  const shelf = document.querySelector(".shelf");
  const status = document.querySelector(".status");
  const turns = document.querySelector(".turns");
  const above = document.body.dataset.above;
  const original = [...shelf.children];
  const STEP = 24;
  const order = {
    shelf: null,
    title: (a, b) => a.filed.localeCompare(b.filed),
    author: (a, b) => a.author.localeCompare(b.author, "zh") || a.filed.localeCompare(b.filed),
    date: (a, b) => (a.date || "9999").localeCompare(b.date || "9999"),
    length: (a, b) => b.characters - a.characters,
  };

  const card = (title) => {
    const { element } = kanben;
    const href = `${above}room/books/${encodeURIComponent(title.name)}.html`;
    const cover = title.cover
      ? element("img", { class: "cover", src: above + encodeURI(title.cover), alt: "", width: 160, height: 240, loading: "lazy" })
      : element("p", { class: "cover plain", "aria-hidden": "true" }, title.titles[0]);
    const link = element("a", { href }, title.titles[0]);
    const by = [title.author, title.date].filter(Boolean).join(" · ");
    const about = element("div", {}, element("h2", {}, link), element("p", { class: "by" }, by));
    const panel = element("div", { class: "panel", style: "display: flex" }, cover, about);
    return element("article", { class: "title card", lang: title.variants[0] }, panel);
  };

  let shown = 0;
  const choose = async () => {
    const { words, variant, format, sort } = Object.fromEntries(new FormData(filters));
    if (!words && !variant && !format && sort === "shelf") {
      shelf.replaceChildren(...original);
      turns.hidden = false;
      status.textContent = "";
      return;
    }
    const call = ++shown;
    const titles = await kanben.fetch(`${above}room/`, "titles");
    if (call !== shown) return;
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = titles.filter((title) => {
      const told = [...title.titles, title.author, title.date].join("\n").toLowerCase();
      return wanted.every((word) => told.includes(word)) && (!variant || title.variants.includes(variant)) && (!format || title.formats.includes(format));
    });
    if (order[sort]) found.sort(order[sort]);
    shelf.replaceChildren();
    turns.hidden = true;
    status.textContent = `${found.length} / ${titles.length}`;
    const more = kanben.element("button", { type: "button", class: "more" }, "⋯ 更多 More");
    const add = () => {
      shelf.append(...found.splice(0, STEP).map(card));
      more.remove();
      if (found.length) shelf.after(more);
    };
    document.querySelectorAll(".shelf + .more").forEach((old) => old.remove());
    more.addEventListener("click", add);
    add();
  };
  filters.addEventListener("input", choose);
  filters.addEventListener("submit", (event) => event.preventDefault());
})();
