"""Write the objects of a PDF faster than pydyf does: numbers, names, references to pages."""

from collections.abc import Callable
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


def to_bytes(stock: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """Return what writes a member of an object: the commonest kinds at once, others by `stock`."""

    def _to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is int:
            return b"%d" % item
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        return stock(item)

    return _to_bytes
