// Show what the search finds for the query in the page's address.

(() => {
  const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  document.getElementById("q").value = query;
  if (!query) return;
  const STEP = 50;
  const AROUND = 36;
  const list = document.querySelector(".hits");
  const status = document.querySelector(".status");
  const more = document.querySelector(".more");
  let hits = [];
  let shown = 0;

  // A passage of the text around the first mark, with everything that was found in it marked.
  const passage = ({ text, marks }) => {
    const line = document.createElement("p");
    const first = marks[0][0];
    const begin = first > AROUND * 2 ? first - AROUND : 0;
    const end = Math.min(text.length, Math.max(begin + AROUND * 4, marks[0][1] + AROUND));
    let place = begin;
    if (begin) line.append("…");
    for (const [from, to] of marks) {
      if (from < place || to > end) continue;
      line.append(text.slice(place, from), kanben.element("mark", {}, text.slice(from, to)));
      place = to;
    }
    line.append(text.slice(place, end), end < text.length ? "…" : "");
    return line;
  };

  const show = () => {
    for (const hit of hits.slice(shown, shown + STEP)) {
      const [from, to] = hit.marks[0];
      const online = hit.href.endsWith("html") && !hit.href.startsWith("room/");
      const place = online ? `#${encodeURIComponent(hit.anchor)}:~:text=${encodeURIComponent(hit.text.slice(from, to)).replaceAll("-", "%2D")}` : "";
      const href = document.body.dataset.above + hit.href.split("/").map(encodeURIComponent).join("/") + place;
      const link = kanben.element("a", { href }, kanben.element("b", {}, hit.title), passage(hit));
      list.append(kanben.element("li", { lang: hit.variant, "data-anchor": hit.anchor }, link));
    }
    shown = Math.min(hits.length, shown + STEP);
    more.hidden = shown >= hits.length;
  };
  more.addEventListener("click", show);

  const look = async () => {
    status.textContent = status.dataset.looking;
    const search = kanben.searcher((name) => kanben.fetch("search/", name));
    for await (const found of search(query, kanben.preferred())) {
      hits = hits.concat(found);
      if (shown < STEP) show();
      more.hidden = shown >= hits.length;
    }
    status.textContent = hits.length ? status.dataset.found.replaceAll("{count}", hits.length) : status.dataset.none;
    status.dataset.count = hits.length;
  };
  look().catch((error) => {
    console.error(error);
    status.textContent = status.dataset.failed;
  });
})();
