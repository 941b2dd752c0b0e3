"""Spare WeasyPrint the work that grows faster than a book does."""

from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

_HEAD = 64
"""Characters in which a first line is looked for before more of a text is: a long word's."""


class _Margins:
    """The margin boxes that a document's style sheets name, by kind of page."""

    def __init__(self) -> None:
        self.seen = 0
        self.of: defaultdict[Any, list[str]] = defaultdict(list)


_MARGINS: WeakKeyDictionary[Any, _Margins] = WeakKeyDictionary()


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Compute the styles of a page and its margin boxes.

    WeasyPrint looks for a page's margin boxes among the styles of the whole document, on every
    page. Styles only ever get added, so here each is looked at once.
    """
    style_for.add_page_declarations(page_type)
    root = html.etree_element
    style_for.set_computed_styles(page_type, root=root, parent=root, base_url=html.base_url)
    margins = _MARGINS.setdefault(style_for, _Margins())
    cascaded = style_for.get_cascaded_styles()
    for element, pseudo_type in islice(reversed(cascaded), len(cascaded) - margins.seen):
        if pseudo_type:
            margins.of[element].append(pseudo_type)
    margins.seen = len(cascaded)
    for pseudo_type in margins.of.get(page_type, ()):
        style_for.set_computed_styles(
            page_type, pseudo_type=pseudo_type, root=root, parent=page_type, base_url=html.base_url
        )


def split_head(text: str, split: Callable[[str], Any]) -> Any:
    """Split off a text's shortest first line by looking at its beginning alone.

    WeasyPrint lays the whole rest of a text out for each line that it could have at least: a
    cell of a table costs the square of its length. A line that ends in the first half of what
    was looked at ends there whatever follows.
    """
    length = _HEAD
    while length < len(text):
        found = split(text[:length])
        resume = found[2]
        if resume is not None and resume <= len(text[: length // 2].encode()):
            return found
        length *= 4
    return split(text)
