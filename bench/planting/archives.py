"""Plant faults in EPUB and DOCX by packing their files anew."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree

from bench.planting import markup

Members = dict[str, bytes]
Planter = Callable[[random.Random, Members], bool]


def unpacked(path: Path) -> Members:
    """Return the files of an archive by name."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Members, path: Path) -> None:
    """Pack the files in their order."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            method = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(name, content, method)


def in_file(pattern: str, fault: markup.Fault) -> Planter:
    """Return the planter of a fault in one of the files of that pattern."""

    def plant(rng: random.Random, members: Members) -> bool:
        names = [name for name in members if re.fullmatch(pattern, name)]
        rng.shuffle(names)
        for name in names:
            root = etree.fromstring(members[name])
            if fault(rng, root):
                tree = root.getroottree()
                members[name] = etree.tostring(tree, encoding="utf-8", xml_declaration=True)
                return True
        return False

    return plant


def replaced(pattern: str, found: str, put: str) -> Planter:
    """Return the planter that replaces what an expression finds in a file."""

    def plant(rng: random.Random, members: Members) -> bool:
        for name in [name for name in members if re.fullmatch(pattern, name)]:
            text = members[name].decode()
            places = list(re.finditer(found, text))
            if places:
                place = rng.choice(places)
                new = text[: place.start()] + place.expand(put) + text[place.end() :]
                members[name] = new.encode()
                return new != text
        return False

    return plant


def removed(pattern: str) -> Planter:
    """Return the planter that takes a file out."""

    def plant(rng: random.Random, members: Members) -> bool:
        names = [name for name in members if re.fullmatch(pattern, name)]
        if names:
            del members[rng.choice(names)]
        return bool(names)

    return plant


def _spine(change: Callable[[random.Random, list[str]], list[str]]) -> Planter:
    def plant(rng: random.Random, members: Members) -> bool:
        text = members["EPUB/package.opf"].decode()
        items = re.findall(r"<itemref [^>]*/>\n?", text)
        new = change(rng, list(items))
        whole = "".join(items)
        members["EPUB/package.opf"] = text.replace(whole, "".join(new)).encode()
        return whole in text and new != items

    return plant


def _swapped(rng: random.Random, items: list[str]) -> list[str]:
    at = rng.randrange(len(items) - 1)
    items[at], items[at + 1] = items[at + 1], items[at]
    return items


def _one_less(rng: random.Random, items: list[str]) -> list[str]:
    items.pop(rng.randrange(len(items)))
    return items


def _one_twice(rng: random.Random, items: list[str]) -> list[str]:
    return [*items, rng.choice(items)]


_PART = r"EPUB/part-\d+\.xhtml"
_NAV = r"EPUB/nav\.xhtml"
_OPF = r"EPUB/package\.opf"

EPUB: dict[str, Planter] = {
    **{name: in_file(_PART, fault) for name, fault in markup.TEXT.items()},
    **{name: in_file(r"EPUB/index\.xhtml", fault) for name, fault in markup.INDEX.items()},
    **{name: in_file(r"EPUB/colophon\.xhtml", fault) for name, fault in markup.COLOPHON.items()},
    "note altered": in_file(_PART, markup.on("footnote", "p")),
    "note dropped": in_file(_PART, markup.dropped("footnote", "aside")),
    "title page altered": in_file(r"EPUB/title\.xhtml", markup.on("title-page", "h1", "p")),
    "title page line dropped": in_file(r"EPUB/title\.xhtml", markup.dropped("title-page", "p")),
    "contents altered": in_file(_NAV, markup.on("toc", "a")),
    "contents entry dropped": in_file(_NAV, markup.dropped("toc", "a")),
    "contents link": replaced(_NAV, r'href="part-(\d+)\.xhtml[^"]*"', 'href="title.xhtml"'),
    "old contents altered": replaced(r"EPUB/toc\.ncx", r"(<navLabel><text>)", r"\1乙"),
    "title in metadata": replaced(_OPF, r"(<dc:title[^>]*>)", r"\1乙"),
    "creator in metadata": replaced(_OPF, r"(<dc:creator[^>]*>)", r"\1乙"),
    "language in metadata": replaced(_OPF, r"<dc:language>[^<]*", "<dc:language>fr"),
    "identifier in metadata": replaced(_OPF, r"(<dc:identifier[^>]*>)", r"\1x"),
    "file out of the spine": _spine(_one_less),
    "files swapped": _spine(_swapped),
    "file twice in the spine": _spine(_one_twice),
    "style sheet missing": removed(r"EPUB/style\.css"),
    "cover missing": removed(r"EPUB/cover(-image)?\.(png|jpg|svg)"),
    "file missing": removed(r"EPUB/(part-\d+|index|colophon|title)\.xhtml"),
    "hidden by the style sheet": replaced(r"EPUB/style\.css", r"\A", "p { display: none }\n"),
    "foreign file": lambda _, members: members.setdefault("EPUB/extra.xhtml", b"<p/>") != b"",
}


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _paragraphs(root: Any, styles: str, *, inverse: bool = False) -> list[Any]:
    found = []
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else style.get(f"{_W}val")
        text = "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))
        if len(text) > 1 and bool(re.fullmatch(styles, name)) != inverse:
            found.append(paragraph)
    return found


_MATTER = "Title|Subtitle|Author|Imprint|Colophon|TOC.*|Heading.|Index.*|IndexHeading"


def _on_words(
    styles: str, change: Callable[[random.Random, str], str], *, inverse: bool = False
) -> markup.Fault:
    def plant(rng: random.Random, root: Any) -> bool:
        found = [
            text
            for paragraph in _paragraphs(root, styles, inverse=inverse)
            for text in paragraph.iter(f"{_W}t")
            if text.text and len(text.text.strip()) > 1
        ]
        if not found:
            return False
        chosen = rng.choice(found)
        chosen.text = change(rng, chosen.text)
        return True

    return plant


def _on_paragraph(
    styles: str, act: Callable[[random.Random, Any], None], *, inverse: bool = False
) -> markup.Fault:
    def plant(rng: random.Random, root: Any) -> bool:
        found = _paragraphs(root, styles, inverse=inverse)
        if found:
            act(rng, rng.choice(found))
        return bool(found)

    return plant


def _double(_: random.Random, paragraph: Any) -> None:
    from copy import deepcopy

    paragraph.addnext(deepcopy(paragraph))


def _insert(_: random.Random, paragraph: Any) -> None:
    new = etree.fromstring(
        f'<w:p xmlns:w="{_W[1:-1]}"><w:r><w:t>{markup.FOREIGN}</w:t></w:r></w:p>'
    )
    paragraph.addnext(new)


def _drop(_: random.Random, paragraph: Any) -> None:
    paragraph.getparent().remove(paragraph)


def _hide(element: str) -> Callable[[random.Random, Any], None]:
    def act(_: random.Random, paragraph: Any) -> None:
        for run in paragraph.iter(f"{_W}r"):
            look = run.find(f"{_W}rPr")
            if look is None:
                look = etree.Element(f"{_W}rPr")
                run.insert(0, look)
            look.append(etree.fromstring(f'<w:root xmlns:w="{_W[1:-1]}">{element}</w:root>')[0])

    return act


def _track(_: random.Random, paragraph: Any) -> None:
    run = next(paragraph.iter(f"{_W}r"))
    deleted = etree.Element(f"{_W}del")
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.iter(f"{_W}t"):
        text.tag = f"{_W}delText"


def _unstyle(_: random.Random, paragraph: Any) -> None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style.set(f"{_W}val", "BodyText")


def _uncall(rng: random.Random, root: Any) -> bool:
    found = list(root.iter(f"{_W}footnoteReference"))
    if found:
        run = rng.choice(found).getparent()
        run.getparent().remove(run)
    return bool(found)


_DOC = r"word/document\.xml"
_CORE = r"docProps/core\.xml"


def _doc(fault: markup.Fault) -> Planter:
    return in_file(_DOC, fault)


def _signed(sign: str) -> markup.Fault:
    return _on_words(_MATTER, lambda rng, text: markup.inserted(rng, text, sign), inverse=True)


DOCX: dict[str, Planter] = {
    "character lost": _doc(_on_words(_MATTER, markup.without_one, inverse=True)),
    "character changed": _doc(_on_words(_MATTER, markup.with_another, inverse=True)),
    "zero-width character": _doc(_signed("\u200b")),
    "blank": _doc(_signed(" ")),
    "paragraph dropped": _doc(_on_paragraph(_MATTER, _drop, inverse=True)),
    "paragraph doubled": _doc(_on_paragraph(_MATTER, _double, inverse=True)),
    "foreign paragraph": _doc(_on_paragraph(_MATTER, _insert, inverse=True)),
    "hidden (vanish)": _doc(_on_paragraph(_MATTER, _hide("<w:vanish/>"), inverse=True)),
    "white text": _doc(_on_paragraph(_MATTER, _hide('<w:color w:val="FFFFFF"/>'), inverse=True)),
    "tracked deletion": _doc(_on_paragraph(_MATTER, _track, inverse=True)),
    "heading a paragraph": _doc(_on_paragraph("Heading.", _unstyle)),
    "heading dropped": _doc(_on_paragraph("Heading.", _drop)),
    "heading altered": _doc(_on_words("Heading.", markup.with_another)),
    "call dropped": _doc(_uncall),
    "note altered": in_file(r"word/footnotes\.xml", _on_words("FootnoteText", markup.with_another)),
    "note dropped": in_file(r"word/footnotes\.xml", _on_paragraph("FootnoteText", _drop)),
    "index entry altered": _doc(_on_words("Index.", markup.with_another)),
    "index entry dropped": _doc(_on_paragraph("Index.", _drop)),
    "index link": replaced(_DOC, r'(w:anchor="x_)(\d+)(_\d+")', r"\g<1>0\2\3"),
    "contents altered": _doc(_on_words("TOC[1-9]", markup.with_another)),
    "contents entry dropped": _doc(_on_paragraph("TOC[1-9]", _drop)),
    "title page altered": _doc(_on_words("Title|Subtitle|Author|Imprint", markup.with_another)),
    "title page line dropped": _doc(_on_paragraph("Title|Subtitle|Author|Imprint", _drop)),
    "colophon altered": _doc(_on_words("Colophon", markup.with_another)),
    "colophon row dropped": _doc(_on_paragraph("Colophon", _drop)),
    "title in metadata": replaced(_CORE, r"(<dc:title>)", r"\1乙"),
    "creator in metadata": replaced(_CORE, r"(<dc:creator>)", r"\1乙"),
    "style sheet missing": removed(r"word/styles\.xml"),
    "footnotes missing": removed(r"word/footnotes\.xml"),
}
