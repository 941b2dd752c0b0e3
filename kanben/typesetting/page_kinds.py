"""Compute the styles of a page once for all pages of its kind.

WeasyPrint computes them, and those of sixteen margin boxes, anew for every page of a book.
"""

from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

PageKind = tuple[bool, ...]
"""Which of the selectors for pages in a document's style sheets a page is meant by."""


class _Known(Struct, frozen=True):
    """Hold a page of a kind, and the parts of pages that have styles of their own."""

    page_type: Any
    parts: tuple[str | None, ...]


_KINDS: WeakKeyDictionary[Any, dict[PageKind, _Known]] = WeakKeyDictionary()


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Give a page and its margin boxes the styles of the pages of its kind."""
    known = _KINDS.setdefault(style_for, {})
    kind = _kind(page_type, style_for)
    if kind not in known:
        known[kind] = _computed(page_type, html, style_for)
    computed = style_for.get_computed_styles()
    for part in known[kind].parts:
        computed[page_type, part] = computed[known[kind].page_type, part]


def _kind(page_type: Any, style_for: Any) -> PageKind:
    return tuple(
        style_for._page_type_match(selector[2], page_type)
        for sheet, _, _ in style_for._sheets
        for _, selectors, _ in sheet.page_rules
        for selector in selectors
    )


def _computed(page_type: Any, html: Any, style_for: Any) -> _Known:
    style_for.add_page_declarations(page_type)
    root = html.etree_element
    style_for.set_computed_styles(page_type, root=root, parent=root, base_url=html.base_url)
    parts = [
        part for element, part in style_for.get_cascaded_styles() if part and element == page_type
    ]
    for part in parts:
        style_for.set_computed_styles(
            page_type, pseudo_type=part, root=root, parent=page_type, base_url=html.base_url
        )
    return _Known(page_type, (None, *parts))
