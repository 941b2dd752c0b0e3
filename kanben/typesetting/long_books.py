"""Spare WeasyPrint the work that grows faster than a book does."""

from collections.abc import Callable
from typing import Any

_HEAD = 64
"""Characters in which a first line is looked for before more of a text is: a long word's."""


def remade(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's way of laying out a page, without its list of all anchors so far.

    WeasyPrint looks for each anchor in that list, for the sake of boxes that print the page of
    another. Where none does, nothing asks for it.
    """

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        found = stock(index, context, root_box, html)
        if not context.target_collector.counter_lookup_items:
            context.page_maker[index][-1]["anchors"] = []
        return found

    return remake_page


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
