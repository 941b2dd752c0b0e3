"""Write EPUB 3.3 editions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from kanben.manuscript.archive import whole_file
from kanben.manuscript.blocks import PartRole
from kanben.manuscript.formats import Commission
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages, cited_pages
from kanben.messages import word
from kanben.templates import read, render
from kanben.typesetting.collecting import seldom_collecting
from kanben.writing.book.book import text_of
from kanben.writing.book.calls import name_of_notes
from kanben.writing.book.imprint import imprint_of
from kanben.writing.book.references import block_references, sections_of
from kanben.writing.book.sheets import set_for
from kanben.writing.book.structure import Volume, contents_of, volume_of
from kanben.writing.book.zips import Member, write_zip
from kanben.writing.epub.covers import design_cover, png
from kanben.writing.epub.files import share_out
from kanben.writing.epub.navigation import (
    Landmark,
    Navigation,
    NavigationPlace,
    PageList,
    address,
    in_order,
    place_of,
)
from kanben.writing.epub.notes import notes_of
from kanben.writing.epub.package import PackageItem, contents_for_old_readers, package_of
from kanben.writing.epub.upright import upright
from kanben.writing.epub.xhtml import NOTES, PageStart, XhtmlTree, write_files
from kanben.writing.fonts.rare import FAMILY, rare_characters, subsets
from kanben.writing.images.pictures import Picture, picture_of, pictures_of

_XHTML = "application/xhtml+xml"
_STORED = ("mimetype",)


class _Kind(Struct, frozen=True):
    """Say where a part stands: its division of the book, its EPUB type."""

    division: str
    type: str

    @property
    def role(self) -> str:
        """Return what the part is to assistive technology (DPUB-ARIA 1.1)."""
        return f"doc-{self.type}"


_KINDS = {
    PartRole.PREFACE: _Kind("frontmatter", "preface"),
    PartRole.EDITION_NOTES: _Kind("frontmatter", "introduction"),
    PartRole.BODY: _Kind("bodymatter", "chapter"),
    PartRole.AFTERWORD: _Kind("backmatter", "afterword"),
}


def publish(manuscript: Manuscript, edition: Path, commission: Commission) -> None:
    """Write an EPUB with the pages of the PDF, if there are any; leave its cover."""
    picture = png(design_cover(manuscript))
    pages = cited_pages(commission.pages)
    write(manuscript, edition, pages=pages, cover=picture, folder=commission.folder)
    if commission.cover:
        with whole_file(commission.cover) as draft:
            draft.write_bytes(picture)


def write(
    manuscript: Manuscript,
    path: Path,
    *,
    pages: Pages | None = None,
    cover: bytes | None = None,
    folder: Path | None = None,
) -> None:
    """Write the manuscript as an EPUB to `path`.

    `pages` are the pages of the PDF edition, `cover` is a picture (PNG, JPEG, SVG), `folder`
    is the publication's, for its pictures. Raises PublicationError for a picture that cannot be
    used, EngineError if pandoc fails.
    """
    pictures = pictures_of(manuscript, folder)
    with seldom_collecting():
        volume = volume_of(manuscript)
        tree = XhtmlTree(volume, {name: each.href for name, each in pictures.items()}, pages)
        binder = _Binder(volume, tree, picture_of("cover", cover) if cover else None)
        items = [*binder.items(), *map(_picture_item, pictures.values())]
    package = package_of(volume, items, binder.page_sources)
    with whole_file(path) as draft:
        write_zip(draft, _members(package, items), stored=_STORED)


def _members(package: str, items: Sequence[PackageItem]) -> Iterator[Member]:
    yield Member("mimetype", b"application/epub+zip")
    yield Member("META-INF/container.xml", read("epub/container.xml").encode())
    yield Member("EPUB/package.opf", package.encode())
    for item in items:
        yield Member(f"EPUB/{item.href}", item.content)


def _picture_item(picture: Picture) -> PackageItem:
    return PackageItem(
        picture.href.partition(".")[0], picture.href, picture.media_type, picture.content
    )


class _Binder:
    """Gather the files of one edition."""

    def __init__(self, volume: Volume, tree: XhtmlTree, cover: Picture | None) -> None:
        self.volume = volume
        self.tree = tree
        self.cover = cover
        self.fonts = subsets(rare_characters(text_of(volume.book)), volume.language)
        self.shares = share_out(volume.book.chapters)
        self.files = {anchor: file.name for file in self.shares for anchor in file.anchors}

    @property
    def page_sources(self) -> tuple[str, ...]:
        """Return what the page numbers are of, if there are any: an ISBN, or a title."""
        metadata = self.volume.manuscript.metadata
        title = metadata.title or self.volume.book.title
        if self.tree.edition_pages:
            return (f"urn:isbn:{metadata.isbn}" if metadata.isbn else f"{title}（PDF）",)
        return (metadata.source.title or title,) if self.tree.print_pages else ()

    def items(self) -> Iterator[PackageItem]:
        """Yield the files in the order of reading, then those that are not read."""
        chapters = list(self._chapters())
        navigation = self._navigation()
        yield from self._front(navigation)
        yield from chapters
        yield from self._back()
        ncx = contents_for_old_readers(self.volume, navigation)
        yield PackageItem("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx.encode())
        yield PackageItem("style", "style.css", "text/css", self._style().encode())
        for number, font in enumerate(self.fonts, 1):
            yield PackageItem(f"rare-{number}", f"rare-{number}.otf", "font/otf", font.content)
        if self.cover:
            cover = self.cover
            yield PackageItem(
                "cover-image", cover.href, cover.media_type, cover.content, "cover-image"
            )

    def _word(self, key: str) -> str:
        return word(key, self.volume.language)

    def _style(self) -> str:
        style = read("epub/style.css") + (read("epub/vertical.css") if self.volume.vertical else "")
        style = set_for(style, self.volume.language)
        if not self.fonts:
            return style
        faces = (
            f'@font-face {{ font-family: "{FAMILY}"; src: url(rare-{number}.otf); '
            f"unicode-range: {font.unicode_range}; }}\n"
            for number, font in enumerate(self.fonts, 1)
        )
        return "".join(faces) + style.replace("font-family: ", f'font-family: "{FAMILY}", ')

    def _page(self, name: str, title: str, matter: str, **values: object) -> bytes:
        """Fill in the template of an XHTML file."""
        return render(
            f"epub/{name}.xhtml",
            lang=self.volume.language,
            title=title,
            matter=matter,
            book=self.volume.book,
            word=self._word,
            upright=upright if self.volume.vertical else str,
            **values,
        ).encode()

    def _front(self, navigation: Navigation) -> Iterator[PackageItem]:
        title = self.volume.book.title
        if self.cover:
            name = self._word("cover")
            page = self._page(
                "cover", name, "frontmatter", cover=self.cover.href, alt=f"{name}：{title}"
            )
            yield PackageItem("cover", "cover.xhtml", _XHTML, page, in_spine=True)
        page = self._page("title", title, "frontmatter")
        yield PackageItem("title", "title.xhtml", _XHTML, page, in_spine=True)
        page = self._page("nav", self._word("contents"), "frontmatter", navigation=navigation)
        yield PackageItem("nav", "nav.xhtml", _XHTML, page, "nav", in_spine=True)

    def _chapters(self) -> Iterator[PackageItem]:
        for file, content in zip(self.shares, write_files(self.tree, self.shares), strict=True):
            kind = _KINDS[PartRole(file.chapter.role)]
            page = self._page(
                "part",
                self.volume.title_of(file.chapter),
                kind.division,
                anchor=file.chapter.anchor if file.first else "",
                kind=kind.type,
                role=kind.role,
                content=Markup(content),
            )
            yield PackageItem(
                file.name.removesuffix(".xhtml"), file.name, _XHTML, page, in_spine=True
            )

    def _back(self) -> Iterator[PackageItem]:
        if self.tree.called:
            notes = notes_of(self.volume, self.tree.called)
            page = self._page("notes", self.notes_title, "backmatter", notes=notes)
            yield PackageItem("notes", NOTES, _XHTML, page, in_spine=True)
        index = self.volume.manuscript.index
        if index:
            refer = block_references(self.volume, self._place_of)
            page = self._page(
                "index", self._word("index"), "backmatter", index=sections_of(index, refer)
            )
            yield PackageItem("index", "index.xhtml", _XHTML, page, in_spine=True)
        rows = imprint_of(self.volume)
        page = self._page("colophon", self._word("colophon"), "backmatter", colophon=rows)
        yield PackageItem("colophon", "colophon.xhtml", _XHTML, page, in_spine=True)

    @property
    def notes_title(self) -> str:
        """Return the heading of the notes."""
        return self._word(name_of_notes(self.volume.manuscript.notes))

    def _place_of(self, anchor: str) -> str:
        return address(self.files[anchor], anchor)

    def _navigation(self) -> Navigation:
        chapters = [place_of(heading, self.files) for heading in contents_of(self.volume)]
        back = [NavigationPlace(title, file) for _, title, file in self._back_matter()]
        return Navigation(
            contents=in_order([*chapters, *back]),
            landmarks=tuple(self._landmarks()),
            page_lists=tuple(self._page_lists()),
        )

    def _back_matter(self) -> Iterator[tuple[str, str, str]]:
        """Yield what stands behind the text: name of the structural vocabulary, title, file."""
        if self.tree.called:
            yield "endnotes", self.notes_title, NOTES
        if self.volume.manuscript.index:
            yield "index", self._word("index"), "index.xhtml"
        yield "colophon", self._word("colophon"), "colophon.xhtml"

    def _landmarks(self) -> Iterator[Landmark]:
        if self.cover:
            yield Landmark("cover", self._word("cover"), "cover.xhtml")
        yield Landmark("titlepage", self._word("title-page"), "title.xhtml")
        yield Landmark("toc", self._word("contents"), "nav.xhtml#toc")
        chapters = self.volume.book.chapters
        body = [chapter for chapter in chapters if chapter.role == PartRole.BODY] or chapters
        if body:
            yield Landmark("bodymatter", self._word("body"), self.files[body[0].anchor])
        yield from (Landmark(*matter) for matter in self._back_matter())

    def _page_lists(self) -> Iterator[PageList]:
        lists = (
            ("pages-of-edition", self.tree.edition_pages),
            ("pages-of-print", self.tree.print_pages),
        )
        for name, starts in lists:
            if starts:
                yield PageList(name, self._word(name), tuple(map(self._page_place, starts)))

    def _page_place(self, start: PageStart) -> NavigationPlace:
        return NavigationPlace(start.label, address(start.file, start.anchor))
