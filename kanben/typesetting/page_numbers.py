"""Number the pages of a PDF once, instead of for every paragraph that stands on one."""

from typing import Any
from weakref import WeakKeyDictionary

_NUMBERED: WeakKeyDictionary[Any, tuple[bytes, ...]] = WeakKeyDictionary()
_FIELDS = 3
"""Members of the list of pages to each: its number, its generation, the letter R."""


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    kids = pdf.pages["Kids"]
    found = _NUMBERED.get(pdf, ())
    if len(found) != len(kids) // _FIELDS:
        found = tuple(f"{number} 0 R".encode("ascii") for number in kids[::_FIELDS])
        _NUMBERED[pdf] = found
    return found


page_references = property(_page_references)
"""Stands in for a property of pydyf's PDF; pages are only ever added to it."""
