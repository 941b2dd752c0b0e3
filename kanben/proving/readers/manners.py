"""Find what no writer of Kanben writes: it may show, hide or do what a reader of text does not see.

A list of harmful things would never end. What the writers use is a short list, and everything
else is foreign.
"""

import re
from collections.abc import Iterator
from typing import Any

from kanben.proving.matter import Fault


def named(names: str) -> frozenset[str]:
    """Return names that are written one after another."""
    return frozenset(names.split())


_ELEMENTS = named(
    "html head meta title link style body header main footer nav section article aside "
    "div p span a h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tr th td img "
    "figure figcaption blockquote pre code ruby rb rt rp em strong b i u sup sub br hr small"
)
_ATTRIBUTES = named(
    "alt charset class colspan content href id name prefix rel role rowspan scope src "
    "start type value"
)
_ONLY_ON = {"hidden": ("nav",), "lang": ("html", "span", "p")}
"""Attributes that only these elements bear."""
_WESTERN = named("en de fr es it pt nl sv")
"""Languages whose paragraphs say so, to be divided by their dictionaries."""
_WORDS = ".//text()[not(ancestor::*[@class='calls' or local-name()='rt'])]"
"""What stands in a paragraph of its own words, without calls and readings."""
_CHINESE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_LINKS = frozenset({"stylesheet", "icon", "license"})
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_FONTS = re.compile(r"@font-face\s*\{[^}]*\}|font-family\s*:[^;}]*;?|\bsrc\s*:[^;}]*;?")
"""Declarations that name fonts, which hide nothing: a reading system has its own."""


def strange_in(root: Any) -> Iterator[Fault]:
    """Yield the elements and attributes of a page that no writer writes."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Fault("foreign", found=str(element)[:60])
            continue
        name = element.tag.rpartition("}")[2]
        if name not in _ELEMENTS or (name == "link" and element.get("rel") not in _LINKS):
            yield Fault("foreign", found=f"<{name}>")
        for attribute, value in element.attrib.items():
            ours = _is_ours(name, attribute.rpartition("}")[2], value)
            if not ours or (name == "p" and attribute == "lang" and not _is_western(element)):
                yield Fault("foreign", found=f"<{name} {attribute}={value[:40]!r}>")
        if name == "a" and not _leads_where_it_says(element):
            yield Fault("link", found=element.get("href", "")[:60])


def _is_ours(name: str, attribute: str, value: str) -> bool:
    if attribute in _ONLY_ON:
        return name in _ONLY_ON[attribute]
    if attribute.startswith("aria-"):
        return attribute.startswith(("aria-label", "aria-describedby", "aria-current"))
    if attribute == "href" and name == "link":
        return not _ADDRESS.match(value)
    return attribute in _ATTRIBUTES or attribute.startswith("data-") or attribute == "style"


def _is_western(paragraph: Any) -> bool:
    """Tell whether a paragraph may say its own language: one without Chinese, in a Western one."""
    words = "".join(paragraph.xpath(_WORDS))
    return paragraph.get("lang") in _WESTERN and not _CHINESE.search(words)


def _leads_where_it_says(link: Any) -> bool:
    """Tell whether a link out of the book shows the address that it leads to."""
    goal = link.get("href", "")
    return not _ADDRESS.match(goal) or "".join("".join(link.itertext()).split()) in goal


def strange_rules(style: str, known: str) -> Iterator[Fault]:
    """Yield the rules of a style sheet that are not those of a known one, whatever they do."""
    allowed = set(_rules(known))
    for rule in _rules(style):
        if rule not in allowed:
            yield Fault("hidden", found=rule[:80])


def _rules(style: str) -> Iterator[str]:
    """Yield rules and what stands between them, blanks, comments and fonts left out."""
    plain = _FONTS.sub("", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    plain = re.sub(r":lang\([^)]*\)", ":lang()", plain)
    for part in re.findall(r"[^{};]+[{};]|[^{};]+$", plain):
        yield " ".join(part.split())
