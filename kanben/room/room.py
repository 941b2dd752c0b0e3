"""Write the reading room: the shelf, a page for each title, search, feeds, records, checksums."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from kanben.manuscript.archive import whole_file
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout
from kanben.manuscript.manifest import Item, manifest_of, save_manifest
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.records import keep_listing
from kanben.manuscript.variants import TAGS, label_of
from kanben.messages import word
from kanben.room.feeds.atom import atom
from kanben.room.feeds.linked import linked
from kanben.room.feeds.opds import opds
from kanben.room.feeds.sitemap import sitemaps
from kanben.room.files import put, scripted, sweep
from kanben.room.records.citing import TODAY, Citation, citations_of
from kanben.room.records.files import FOLDER, RecordFile, records_of
from kanben.room.search.index import SearchedScript, SearchIndex
from kanben.room.shelf import ShelfRow, rows_of
from kanben.room.titles import CatalogueScript, CatalogueTitle, Gathered, gather_title
from kanben.room.turns import turns
from kanben.templates import read, render

WHOLE_SHELF = 6
"""Titles that the first page shows with all that is known of them; more are shown as cards."""
PER_PAGE = 24
"""Cards on a page: with their styles and scripts they stay below 200 kB, covers aside."""
_BOOK, _SHELF = "../../", "../../"
"""From a title's page, and from a further page of the shelf, to the build folder."""


class Shown(Struct, frozen=True):
    """Hold a title beside the citations of each of its scripts and its records."""

    title: CatalogueTitle
    citations: dict[str, tuple[Citation, ...]]
    records: tuple[RecordFile, ...]


def write_room(
    layout: Layout, ordered: Mapping[str, Collection[tuple[str, str]]], site: str = ""
) -> None:
    """Write ``index.html`` and all that it leads to, ``SHA256SUMS`` and ``manifest.json``.

    `ordered` are the variant and format of each edition that should be there, by publication:
    the pages say which of them are not. `site` is the address under which the build folder is
    published, if it is.
    """
    address = f"{site.rstrip('/')}/" if site else ""
    _Room(layout, address).write(ordered)


class _Room:
    def __init__(self, layout: Layout, address: str) -> None:
        self.layout = layout
        self.address = address
        self.index = SearchIndex(layout.room / "search")
        self.kept: set[Path] = set()

    def write(self, ordered: Mapping[str, Collection[tuple[str, str]]]) -> None:
        for name in ("room.css", "room.js", "search.js", "results.js"):
            self._put(f"room/{name}", read(f"room/{name}"))
        titles = []
        first: list[Shown] = []
        for name, editions in ordered.items():
            gathered = gather_title(self.layout, name, editions)
            shown = self._title(gathered)
            titles.append(gathered.title)
            if len(first) <= WHOLE_SHELF:
                first.append(shown)
        self.index.write()
        self._put("room/search.html", self._page("room/search.html", "../"))
        self._shelf(titles, first)
        self._feeds(titles)
        for folder in ("room/books", "room/shelf", FOLDER, "opds", "opds/publications"):
            sweep(self.layout.folder / folder, self.kept)
        self._sums(titles)
        folders = (self.layout.room, self.layout.folder / "opds")
        written = (path for folder in folders for path in sorted(folder.rglob("*")))
        keep_listing(self.layout.folder, (path for path in written if path.is_file()))

    def _put(self, href: str, content: str | bytes) -> None:
        path = self.layout.folder / href
        put(path, content)
        self.kept.add(path)

    def _page(self, template: str, above: str, **values: Any) -> str:
        return render(template, above=above, both=_both, word=word, **HELPERS, **values)

    def _title(self, gathered: Gathered) -> Shown:
        """Write the page and the records of a title, and let the search know its text."""
        title = gathered.title
        citations = {
            script.variant: citations_of(
                script, title.name, self.address + script.online if self.address else ""
            )
            for script in title.scripts
        }
        shown = Shown(title, citations, tuple(records_of(title, self.address)))
        if not title.scripts:
            return shown
        for record in shown.records:
            self._put(record.href, record.content)
        self._put(
            _book(title),
            self._page(
                "room/book.html",
                _BOOK,
                title=title,
                citations=citations,
                records=shown.records,
                linked=linked(title, self.address, _BOOK),
            ),
        )
        self._index(gathered)
        return shown

    def _index(self, gathered: Gathered) -> None:
        """Let the search know a title: its text in each language, where it is read online."""
        chosen: dict[str, tuple[CatalogueScript, Manuscript]] = {}
        for script, manuscript in zip(gathered.title.scripts, gathered.manuscripts, strict=True):
            known = chosen.get(script.language)
            if known is None or (script.online and not known[0].online):
                chosen[script.language] = (script, manuscript)
        scripts = [
            SearchedScript(
                script.language,
                script.script,
                script.metadata.title or gathered.title.name,
                script.online or _book(gathered.title),
            )
            for script, _ in chosen.values()
        ]
        self.index.add(scripts, [manuscript for _, manuscript in chosen.values()])

    def _shelf(self, titles: Sequence[CatalogueTitle], first: Sequence[Shown]) -> None:
        whole = len(titles) <= WHOLE_SHELF
        rows: Sequence[Any] = first if whole else titles
        count = max(1, -(-len(rows) // PER_PAGE))
        known = {script.variant for title in titles for script in title.scripts}
        made = {e.format for title in titles for s in title.scripts for e in s.editions}
        for number in range(1, count + 1):
            above = "" if number == 1 else _SHELF
            page = self._page(
                "room/shelf.html",
                above,
                titles=rows[(number - 1) * PER_PAGE : number * PER_PAGE],
                whole=whole,
                total=len(titles),
                turns=turns(number, count, above),
                variants=[(tag, label_of(tag)) for tag in TAGS if tag in known],
                suffixes=[suffix for suffix in FORMATS if suffix in made],
            )
            if number > 1:
                self._put(f"room/shelf/{number}.html", page)
                continue
            with whole_file(self.layout.catalogue) as draft:
                draft.write_text(page, encoding="utf-8")
        if not whole:
            listed: list[ShelfRow] = list(rows_of(titles))
            self._put("room/titles.js", scripted("titles", listed))

    def _feeds(self, titles: Sequence[CatalogueTitle]) -> None:
        for feed in (opds, atom):
            for name, content in feed(titles, self.address):
                self._put(f"opds/{name}", content)
        pages = ["index.html", *(_book(title) for title in titles if title.scripts)]
        online = [s.online for title in titles for s in title.scripts if s.online]
        for name, content in sitemaps([*pages, *online], self.address):
            self._put(name, content)

    def _sums(self, titles: Iterable[CatalogueTitle]) -> None:
        listed = [edition for title in titles for s in title.scripts for edition in s.editions]
        with whole_file(self.layout.checksums) as draft:
            lines = (f"{each.sha256}  {each.href}\n" for each in listed)
            draft.write_text("".join(lines), encoding="utf-8")
        items = (Item(each.href, each.sha256, each.proof, each.proof_sha256) for each in listed)
        save_manifest(manifest_of(items), self.layout.manifest)


def _book(title: CatalogueTitle) -> str:
    return f"room/books/{title.name}.html"


def _both(key: str) -> str:
    """Return a word of the room in Chinese and English."""
    return f"{word(key, 'zh-Hans')} {word(key, 'en')}"


def _size(count: int) -> str:
    """Write a number of bytes as people read it."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count // 1000, 1)} kB"


def _is_web(address: str) -> bool:
    """Tell whether an address may be a link: what editors write is no program."""
    return address.startswith(("https://", "http://"))


HELPERS: dict[str, Any] = {"size": _size, "web": _is_web, "today": TODAY}
"""What the templates of the room call."""
