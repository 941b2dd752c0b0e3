"""Plant faults in XHTML and HTML, which EPUB and web editions share."""

import random
from collections.abc import Callable
from typing import Any

Fault = Callable[[random.Random, Any], bool]
"""Alters a document's tree; tells whether there was anything to alter."""

FOREIGN = "这一段不是书里的话，是后来有人添上去的。"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _body(root: Any) -> list[Any]:
    """Return the paragraphs of the text: not of notes, index, contents, colophon."""
    return [
        element
        for element in root.iter()
        if _name(element) == "p"
        and len("".join(element.itertext())) > 8
        and _matter(element) == "text"
    ]


def _matter(element: Any) -> str:
    for above in [element, *element.iterancestors()]:
        words = f"{above.get('id', '')} {above.get('class', '')} {above.get('role', '')}"
        for name in ("apparatus", "footnote", "endnote", "index", "colophon", "title-page", "toc"):
            if name in words:
                return name
        if _name(above) in ("header", "nav"):
            return _name(above)
    return "text"


def _of(root: Any, matter: str, *names: str) -> list[Any]:
    return [
        each for each in root.iter() if _name(each) in names and matter in (_matter(each), "any")
    ]


def _pick(rng: random.Random, found: list[Any]) -> Any | None:
    return rng.choice(found) if found else None


def _remove(element: Any) -> None:
    """Take an element out, and leave what follows it."""
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _holders(element: Any) -> list[tuple[Any, str]]:
    found = []
    for each in element.iter():
        if each.text and each.text.strip():
            found.append((each, "text"))
        if each is not element and each.tail and each.tail.strip():
            found.append((each, "tail"))
    return found


def rewrite(rng: random.Random, element: Any, change: Callable[[str], str]) -> bool:
    """Change the text somewhere in an element."""
    holders = _holders(element)
    if not holders:
        return False
    holder, name = rng.choice(holders)
    setattr(holder, name, change(getattr(holder, name)))
    return True


def inserted(rng: random.Random, text: str, sign: str) -> str:
    """Return the text with a sign put inside it."""
    at = rng.randint(1, max(len(text.rstrip()) - 1, 1))
    return text[:at] + sign + text[at:]


def without_one(rng: random.Random, text: str) -> str:
    """Return the text without one of its characters."""
    places = [place for place, char in enumerate(text) if not char.isspace()]
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def with_another(rng: random.Random, text: str) -> str:
    """Return the text with one character for another."""
    places = [place for place, char in enumerate(text) if not char.isspace()]
    at = rng.choice(places)
    return f"{text[:at]}{'丙' if text[at] != '丙' else '丁'}{text[at + 1 :]}"


def on_text(change: Callable[[random.Random, str], str]) -> Fault:
    """Return the fault that changes words of the text."""

    def plant(rng: random.Random, root: Any) -> bool:
        element = _pick(rng, _body(root))
        return element is not None and rewrite(rng, element, lambda text: change(rng, text))

    return plant


def on(matter: str, *names: str) -> Fault:
    """Return the fault that changes a character in a matter."""

    def plant(rng: random.Random, root: Any) -> bool:
        found = [each for each in _of(root, matter, *names) if _holders(each)]
        element = _pick(rng, found)
        return element is not None and rewrite(rng, element, lambda text: with_another(rng, text))

    return plant


def dropped(matter: str, *names: str) -> Fault:
    """Return the fault that drops an element of a matter."""

    def plant(rng: random.Random, root: Any) -> bool:
        found = [each for each in _of(root, matter, *names) if "".join(each.itertext()).strip()]
        element = _pick(rng, found)
        if element is not None:
            _remove(element)
        return element is not None

    return plant


def emptied(matter: str, *names: str) -> Fault:
    """Return the fault that empties a matter."""

    def plant(_: random.Random, root: Any) -> bool:
        found = [each for each in _of(root, matter, *names) if "".join(each.itertext()).strip()]
        for element in found:
            if element.getparent() is not None:
                _remove(element)
        return bool(found)

    return plant


def paragraph_dropped(rng: random.Random, root: Any) -> bool:
    """Drop a paragraph."""
    element = _pick(rng, _body(root))
    if element is not None:
        _remove(element)
    return element is not None


def paragraph_doubled(rng: random.Random, root: Any) -> bool:
    """Double a paragraph."""
    element = _pick(rng, _body(root))
    if element is not None:
        element.addnext(_copy(element))
    return element is not None


def _copy(element: Any) -> Any:
    from copy import deepcopy

    copy = deepcopy(element)
    copy.attrib.pop("id", None)
    return copy


def paragraph_foreign(rng: random.Random, root: Any) -> bool:
    """Insert a paragraph that is not the book's."""
    element = _pick(rng, _body(root))
    if element is not None:
        foreign = element.makeelement(element.tag)
        foreign.text = FOREIGN
        element.addnext(foreign)
    return element is not None


def paragraphs_swapped(rng: random.Random, root: Any) -> bool:
    """Move a paragraph before the one above it."""
    found = [
        each
        for each in _body(root)
        if each.getprevious() is not None
        and "".join(each.getprevious().itertext()) not in ("", "".join(each.itertext()))
    ]
    element = _pick(rng, found)
    if element is not None:
        element.getprevious().addprevious(element)
    return element is not None


def hidden_by(name: str, value: str) -> Fault:
    """Return the fault that hides a paragraph with an attribute."""

    def plant(rng: random.Random, root: Any) -> bool:
        element = _pick(rng, _body(root))
        if element is not None:
            element.set(name, value)
        return element is not None

    return plant


def heading_became_paragraph(rng: random.Random, root: Any) -> bool:
    """Make a paragraph of a heading."""
    element = _pick(rng, _of(root, "text", "h1", "h2", "h3"))
    if element is not None:
        element.tag = element.tag[: -len(_name(element))] + "p"
    return element is not None


def call_dropped(rng: random.Random, root: Any) -> bool:
    """Drop the call of a note."""
    calls = [each for each in root.iter() if each.get("role") == "doc-noteref"]
    element = _pick(rng, calls)
    if element is not None:
        _remove(element)
    return element is not None


def call_altered(rng: random.Random, root: Any) -> bool:
    """Let a call lead to another note."""
    calls = [each for each in root.iter() if each.get("role") == "doc-noteref"]
    element = _pick(rng, calls)
    if element is None or len(calls) < 2:
        return False
    other = rng.choice([each for each in calls if each is not element])
    element.set("href", other.get("href"))
    element.text = other.text
    return bool(element.get("href"))


def index_link_changed(rng: random.Random, root: Any) -> bool:
    """Let a locator lead elsewhere."""
    found = [each for each in _of(root, "index", "a") if (each.text or "")[:1].isdigit()]
    element = _pick(rng, found)
    if element is not None:
        element.set("href", "#nowhere")
    return element is not None


def index_number_changed(rng: random.Random, root: Any) -> bool:
    """Print another number in the index."""
    found = [each for each in _of(root, "index", "a") if (each.text or "")[-1:].isdigit()]
    element = _pick(rng, found)
    if element is not None:
        element.text = element.text[:-1] + str((int(element.text[-1]) + 1) % 10)
    return element is not None


def digest_changed(rng: random.Random, root: Any) -> bool:
    """Change a digit of a source's digest in the colophon."""
    found = [
        each
        for each in _of(root, "colophon", "dd", "p", "td")
        if len((each.text or "").removeprefix("SHA-256 ")) >= 32
        and set((each.text or "").removeprefix("SHA-256 ")) <= set("0123456789abcdef")
    ]
    element = _pick(rng, found)
    if element is not None:
        last = element.text[-1]
        element.text = element.text[:-1] + ("0" if last != "0" else "1")
    return element is not None


TEXT: dict[str, Fault] = {
    "character lost": on_text(without_one),
    "character changed": on_text(with_another),
    "zero-width character": on_text(lambda rng, text: inserted(rng, text, "\u200b")),
    "joiner": on_text(lambda rng, text: inserted(rng, text, "\u2060")),
    "blank": on_text(lambda rng, text: inserted(rng, text, " ")),
    "ideographic space": on_text(lambda rng, text: inserted(rng, text, "\u3000")),
    "paragraph dropped": paragraph_dropped,
    "paragraph doubled": paragraph_doubled,
    "foreign paragraph": paragraph_foreign,
    "paragraphs swapped": paragraphs_swapped,
    "hidden attribute": hidden_by("hidden", "hidden"),
    "hidden by style": hidden_by("style", "display:none"),
    "white text": hidden_by("style", "color:#fff"),
    "heading a paragraph": heading_became_paragraph,
    "heading dropped": dropped("text", "h1", "h2", "h3"),
    "heading altered": on("text", "h1", "h2", "h3"),
    "call dropped": call_dropped,
    "call altered": call_altered,
}
INDEX: dict[str, Fault] = {
    "index entry altered": on("index", "li", "p", "span"),
    "index entry dropped": dropped("index", "li", "p"),
    "index emptied": emptied("index", "li", "p"),
    "index link": index_link_changed,
    "index number": index_number_changed,
}
COLOPHON: dict[str, Fault] = {
    "colophon altered": on("colophon", "dd", "td", "p"),
    "colophon row dropped": dropped("colophon", "dd", "tr"),
    "digest": digest_changed,
}
