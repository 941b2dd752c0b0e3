"""Read an edition for the web: one HTML file with everything in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from kanben.proving.frame import Frame
from kanben.proving.matter import ContentsEntry, EditionLine, Fault, Guide, Region, Testimony
from kanben.proving.readers.hypertext import Hypertext
from kanben.proving.readers.manners import strange_in, strange_rules
from kanben.templates import read

FRAME = Frame(
    orders=(
        (
            Region.TITLE,
            Region.CONTENTS,
            Region.BODY,
            Region.NOTES,
            Region.INDEX,
            Region.COLOPHON,
        ),
    ),
    optional=frozenset({"half-title", "publisher", "date"}),
    listed=(Region.NOTES, Region.INDEX, Region.COLOPHON),
    summarises=True,
)

_KNOWN = ("title", "author", "description", "keywords", "generator")


def read_web(edition: Path, guide: Guide) -> Testimony:
    """Read a web edition. Raises LxmlError for a file that is none."""
    content = edition.read_text(encoding="utf-8", errors="strict")
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    _drop_own_script(root)
    reader = Hypertext(str)
    lines = list(reader.lines(root.find("body")))
    faults = [*reader.faults, *strange_in(root), *_style_faults(root), *_ends(content)]
    if root.get("lang") != guide.language:
        faults.append(Fault("metadata", "language", guide.language, root.get("lang", "")))
    return Testimony(
        reader=f"lxml {etree.__version__}",
        lines=tuple(lines),
        contents={"contents": tuple(_contents(lines))},
        metadata=_metadata(root),
        faults=tuple(faults),
    )


def _drop_own_script(root: Any) -> None:
    """Take out the script that every such page has; any other is foreign."""
    for script in list(root.iter("script")):
        if (script.text or "").strip() == read("web.js").strip():
            script.drop_tree()


def _contents(lines: list[EditionLine]) -> Iterator[ContentsEntry]:
    for line in lines:
        if line.region == Region.CONTENTS and line.links:
            yield ContentsEntry(line.text, line.links[0].target, level=line.level)


def _style_faults(root: Any) -> Iterator[Fault]:
    styles = [element.text or "" for element in root.iter("style")]
    if not any(style.strip() for style in styles):
        yield Fault("file-missing", found="<style>")
    for style in styles:
        yield from strange_rules(style, read("web.css"))


def _ends(content: str) -> Iterator[Fault]:
    """Find fault with a page that is cut off, or goes on behind its end."""
    if not content.startswith("<!doctype html>"):
        yield Fault("foreign", found=content[:40])
    if not content.rstrip().endswith("</html>"):
        yield Fault("damaged", found=content[-40:])
    for name in re.findall(r"<!--.*?-->", content, re.DOTALL):
        yield Fault("foreign", found=name[:40])


def _metadata(root: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {"language": [root.get("lang", "")]}
    found["title"] = [root.findtext("head/title") or ""]
    for meta in root.iter("meta"):
        if meta.get("name") in _KNOWN:
            found.setdefault(str(meta.get("name")), []).append(meta.get("content", ""))
    return {name: tuple(values) for name, values in found.items()}
