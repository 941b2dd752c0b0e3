"""Read an EPUB: its spine as XHTML, both tables of contents, package and all its files."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from kanben.proving.frame import Frame
from kanben.proving.matter import (
    ContentsEntry,
    EditionLine,
    Fault,
    FileTitle,
    Guide,
    Region,
    Testimony,
)
from kanben.proving.normal import ink
from kanben.proving.readers.hypertext import Hypertext, parse_xhtml
from kanben.proving.readers.manners import strange_in, strange_rules
from kanben.proving.readers.zips import read_zip
from kanben.templates import read

FRAME = Frame(
    orders=(
        (
            Region.COVER,
            Region.TITLE,
            Region.CONTENTS,
            Region.BODY,
            Region.NOTES,
            Region.INDEX,
            Region.COLOPHON,
        ),
    ),
    tables=("contents", "ncx", "landmarks"),
    listed=(Region.NOTES, Region.INDEX, Region.COLOPHON),
)

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPS = "{http://www.idpf.org/2007/ops}type"
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_OWN = ("mimetype", "META-INF/container.xml")


def read_epub(edition: Path, guide: Guide) -> Testimony:
    """Read an EPUB. Raises BadZipFile, KeyError or LxmlError for a file that is none."""
    return _Reader(edition, guide).read()


class _Reader:
    def __init__(self, edition: Path, guide: Guide) -> None:
        self.guide = guide
        self.faults: list[Fault] = []
        self.members = read_zip(edition, self.faults)
        container = parse_xhtml(self.members["META-INF/container.xml"])
        self.package_path = str(next(container.iter(f"{_OCF}rootfile")).get("full-path"))
        self.package = parse_xhtml(self.members[self.package_path])
        folder = posixpath.dirname(self.package_path)
        self.items = {str(item.get("id")): item for item in self.package.iter(f"{_OPF}item")}
        self.paths = {
            key: posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            for key, item in self.items.items()
        }
        self.contents: dict[str, tuple[ContentsEntry, ...]] = {}
        self.breaks: dict[str, str] = {}
        self.titles: list[FileTitle] = []

    def read(self) -> Testimony:
        self._check_files()
        lines = [line for path in self._spine() for line in self._document(path)]
        self._read_ncx()
        self._check_pages()
        return Testimony(
            reader=f"lxml {etree.__version__}",
            lines=tuple(lines),
            contents=self.contents,
            metadata=self._metadata(),
            titles=tuple(self.titles),
            faults=tuple(self.faults),
        )

    def _check_files(self) -> None:
        """Find fault with files that are missing, and with those that nothing lists."""
        listed = {*self.paths.values(), *_OWN, self.package_path}
        self._miss(listed - self.members.keys())
        for name in self.members.keys() - listed:
            self.faults.append(Fault("foreign", found=name))
        if self.members.get("mimetype") != b"application/epub+zip":
            self.faults.append(Fault("damaged", found="mimetype"))
        known = read("epub/style.css") + read("epub/vertical.css")
        for key, item in self.items.items():
            if item.get("media-type") == "text/css":
                self._check_style(self.paths[key], known)
            self._check_bytes(self.paths[key], item.get("media-type", ""))

    def _miss(self, names: set[str]) -> None:
        self.faults.extend(Fault("file-missing", found=name) for name in sorted(names))

    def _check_style(self, path: str, known: str) -> None:
        style = self.members.get(path, b"").decode("utf-8", "replace")
        self.faults.extend(strange_rules(style, known))
        folder = posixpath.dirname(path)
        used = {posixpath.normpath(posixpath.join(folder, url)) for url in _URL.findall(style)}
        self._miss({url for url in used if ":" not in url} - self.members.keys())

    def _check_bytes(self, path: str, media_type: str) -> None:
        if path in self.members and not self.members[path]:
            self.faults.append(Fault("file-missing", found=path))
        if media_type.startswith("font/") and self.members.get(path, b"    ")[:4] not in _FONTS:
            self.faults.append(Fault("font-missing", found=path))

    def _spine(self) -> Iterator[str]:
        styles = {
            self.paths[key]
            for key, item in self.items.items()
            if item.get("media-type") == "text/css"
        }
        if not styles:
            self.faults.append(Fault("file-missing", found="*.css"))
        read_files = []
        for reference in self.package.iter(f"{_OPF}itemref"):
            path = self.paths.get(str(reference.get("idref")), "")
            if path in read_files:
                self.faults.append(Fault("doubled", found=path))
            if reference.get("linear") == "no":
                self.faults.append(Fault("hidden", found=path))
            read_files.append(path)
        for key, item in self.items.items():
            text = item.get("media-type") == "application/xhtml+xml"
            if text and self.paths[key] not in read_files:
                self.faults.append(Fault("moved", found=self.paths[key]))
        yield from (path for path in read_files if path in self.members)

    def _document(self, path: str) -> Iterator[EditionLine]:
        root = parse_xhtml(self.members[path])
        self._check_links(root, path)
        if root.get("lang") != self.guide.language:
            self.faults.append(Fault("metadata", "language", found=f"{path}: {root.get('lang')}"))

        def resolve(reference: str) -> str:
            file, _, anchor = reference.partition("#")
            if ":" in file:
                return reference
            full = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
            return f"{full if file else path}#{unquote(anchor)}" if anchor else full

        reader = Hypertext(resolve)
        body = root.find(f"{_XHTML}body")
        for nav in root.iter(f"{_XHTML}nav"):
            name = nav.get(_OPS) or nav.get("id") or ""
            self.contents["contents" if name == "toc" else name] = tuple(_entries(nav, resolve, 0))
        for mark in root.iter(f"{_XHTML}span"):
            if mark.get("role") == "doc-pagebreak":
                self.breaks[f"{path}#{mark.get('id')}"] = mark.get("aria-label", "")
        lines = [] if body is None else list(reader.lines(body))
        region = lines[0].region if lines else Region.BODY
        self.titles.append(FileTitle(region, root.findtext(f"{_XHTML}head/{_XHTML}title") or ""))
        yield from lines
        self.faults.extend(reader.faults)
        self._miss({name for name in reader.pictures if ":" not in name} - self.members.keys())

    def _check_links(self, root: Any, path: str) -> None:
        """Ask that every document is bound to a style sheet, and holds nothing strange."""
        self.faults.extend(strange_in(root))
        folder = posixpath.dirname(path)
        styles = [
            posixpath.normpath(posixpath.join(folder, link.get("href", "")))
            for link in root.iter(f"{_XHTML}link")
            if link.get("rel") == "stylesheet"
        ]
        if not styles:
            self.faults.append(Fault("file-missing", found=f"{path}: style"))
        self._miss(set(styles) - self.members.keys())
        for style in root.iter(f"{_XHTML}style"):
            self.faults.append(Fault("foreign", found=(style.text or "<style>")[:80]))

    def _read_ncx(self) -> None:
        for key, item in self.items.items():
            if item.get("media-type") == "application/x-dtbncx+xml":
                path = self.paths[key]
                root = parse_xhtml(self.members[path])
                folder = posixpath.dirname(path)
                self.contents["ncx"] = tuple(_points(root.find(f"{_NCX}navMap"), folder, 1))

    def _check_pages(self) -> None:
        """Compare the list of pages with the places where pages begin."""
        for name in ("page-list",):
            for entry in self.contents.pop(name, ()):
                if ink(self.breaks.get(entry.target, "")) != ink(entry.text):
                    self.faults.append(Fault("page-list", found=entry.text))

    def _metadata(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {"language": []}
        for element in self.package.iter():
            if isinstance(element.tag, str) and element.tag.startswith(_DC):
                found.setdefault(element.tag[len(_DC) :], []).append(element.text or "")
            elif element.tag == f"{_OPF}meta" and element.get("property") == "role":
                found.setdefault("role", []).append(element.text or "")
        return {name: tuple(values) for name, values in found.items()}


_FONTS = (b"OTTO", b"\0\1\0\0", b"true", b"wOFF", b"wOF2")


def _entries(element: Any, resolve: Any, level: int) -> Iterator[ContentsEntry]:
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "a":
            words = "".join(child.itertext())
            yield ContentsEntry(words, resolve(child.get("href", "")), level=level)
        elif name not in ("h1", "h2", "h3"):
            yield from _entries(child, resolve, level + (name == "ol"))


def _points(element: Any, folder: str, level: int) -> Iterator[ContentsEntry]:
    for point in element.findall(f"{_NCX}navPoint") if element is not None else ():
        words = point.findtext(f"{_NCX}navLabel/{_NCX}text") or ""
        source = point.find(f"{_NCX}content")
        target = unquote(source.get("src", "")) if source is not None else ""
        yield ContentsEntry(words, posixpath.normpath(posixpath.join(folder, target)), level=level)
        yield from _points(point, folder, level + 1)
