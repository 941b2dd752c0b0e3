"""Make elements of TEI P5, and names for them that XML allows."""

import re
from typing import Any

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
ID, LANG = f"{_XML}id", f"{_XML}lang"
_NO_NAME = re.compile(r"[^\w.-]|[\u00aa\u00b2\u00b3\u00b9\u00ba]", re.ASCII)


def root() -> Any:
    """Return an empty document."""
    names: Any = {None: TEI}
    return etree.Element(f"{{{TEI}}}TEI", nsmap=names)


def add(parent: Any, name: str, text: str = "", **given: str) -> Any:
    """Add an element with its text; attributes that are empty are left out.

    `id` and `lang` are XML's own; a name that is Python's is written with a line behind it.
    """
    special = {"id": ID, "lang": LANG}
    attributes = {special.get(key, key.rstrip("_")): value for key, value in given.items() if value}
    element = etree.SubElement(parent, f"{{{TEI}}}{name}", attributes)
    element.text = text or None
    return element


def append(parent: Any, text: str) -> None:
    """Write text behind all that an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def name_of(anchor: str, kind: str = "b") -> str:
    """Return an identifier for an anchor: ``b-004-13``. What no XML name may hold is numbered."""
    return f"{kind}-" + _NO_NAME.sub(lambda found: f"_{ord(found[0]):x}_", anchor)
