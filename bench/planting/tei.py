"""Plant faults in TEI editions."""

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

from bench.planting import markup

_TEI = "{http://www.tei-c.org/ns/1.0}"
_LINES = ("p", "ab", "l", "item")
Change = Callable[[random.Random, str], str]
Act = Callable[[random.Random, Any], None]


def _found(root: Any, path: str) -> list[Any]:
    """Return the elements of a path that say something."""
    names = "/".join(f"{_TEI}{part}" if part.strip(".*") else part for part in path.split("/"))
    return [each for each in root.iterfind(names) if "".join(each.itertext()).strip()]


def _body(root: Any) -> list[Any]:
    body = root.find(f"{_TEI}text/{_TEI}body")
    return [
        each
        for name in _LINES
        for each in body.iter(f"{_TEI}{name}")
        if len((each.text or "").strip()) > 1
    ]


def _on(path: str, change: Change) -> markup.Fault:
    def plant(rng: random.Random, root: Any) -> bool:
        found = _found(root, path)
        return bool(found) and markup.rewrite(rng, rng.choice(found), lambda t: change(rng, t))

    return plant


def _in_body(change: Change) -> markup.Fault:
    def plant(rng: random.Random, root: Any) -> bool:
        found = _body(root)
        if found:
            line = rng.choice(found)
            line.text = change(rng, line.text)
        return bool(found)

    return plant


def _act(act: Act, path: str = "") -> markup.Fault:
    def plant(rng: random.Random, root: Any) -> bool:
        found = _found(root, path) if path else _body(root)
        if found:
            act(rng, rng.choice(found))
        return bool(found)

    return plant


def _drop(_: random.Random, element: Any) -> None:
    element.getparent().remove(element)


def _double(_: random.Random, element: Any) -> None:
    element.addnext(deepcopy(element))


def _add(_: random.Random, element: Any) -> None:
    new = etree.Element(f"{_TEI}p")
    new.text = markup.FOREIGN
    element.addnext(new)


def _stress(_: random.Random, element: Any) -> None:
    inside = etree.Element(f"{_TEI}hi", rend="emphasis")
    inside.text, element.text = element.text, None
    element.insert(0, inside)


def _renamed(name: str) -> Act:
    def act(_: random.Random, element: Any) -> None:
        element.tag = f"{_TEI}{name}"

    return act


def _with(name: str, value: str, *paths: str) -> markup.Fault:
    def plant(rng: random.Random, root: Any) -> bool:
        found = [each for path in paths for each in root.iter(f"{_TEI}{path}")]
        found = [each for each in found if each.get(name) not in (None, value)]
        if found:
            rng.choice(found).set(name, value)
        return bool(found)

    return plant


def _remark(_: random.Random, element: Any) -> None:
    element.addnext(etree.Comment(markup.FOREIGN))


_HEADER = "teiHeader/fileDesc"
_BACK = "text/back/div"
TEI: dict[str, markup.Fault] = {
    "character lost": _in_body(markup.without_one),
    "character changed": _in_body(markup.with_another),
    "zero-width character": _in_body(lambda rng, text: markup.inserted(rng, text, "\u200b")),
    "paragraph dropped": _act(_drop),
    "paragraph doubled": _act(_double),
    "foreign paragraph": _act(_add),
    "emphasis added": _act(_stress),
    "remark": _act(_remark),
    "heading a paragraph": _act(_renamed("p"), "text/body//*/head"),
    "heading dropped": _act(_drop, "text/body//*/head"),
    "heading altered": _on("text/body//*/head", markup.with_another),
    "note altered": _on(f"{_BACK}/note", markup.with_another),
    "note dropped": _act(_drop, f"{_BACK}/note"),
    "call leads elsewhere": _with("target", "#n-x", "ref"),
    "index entry altered": _on(f"{_BACK}/list/item/term", markup.with_another),
    "index entry dropped": _act(_drop, f"{_BACK}/list/item"),
    "index number": _on(f"{_BACK}/list/item/ref", markup.with_another),
    "title page altered": _on("text/front/titlePage/*", markup.with_another),
    "title page line dropped": _act(_drop, "text/front/titlePage/*"),
    "colophon altered": _on(f"{_BACK}[@type='colophon']/list/item", markup.with_another),
    "colophon row dropped": _act(_drop, f"{_BACK}[@type='colophon']/list/item"),
    "variant altered": _on(".//*/rdg", markup.with_another),
    "variant dropped": _act(_drop, ".//*/rdg"),
    "another's word": _with("resp", "#nobody", "lem"),
    "page of the print": _with("n", "9999", "pb"),
    "title in the header": _on(f"{_HEADER}/titleStmt/title", markup.with_another),
    "author in the header": _on(f"{_HEADER}/titleStmt/author", markup.with_another),
    "source in the header": _on(f"{_HEADER}/sourceDesc/listWit/witness", markup.with_another),
    "identifier in the header": _on(f"{_HEADER}/publicationStmt/idno", markup.with_another),
    "language": _with("{http://www.w3.org/XML/1998/namespace}lang", "fr", "TEI"),
}
