"""Leave out the pages and the edges that an editor does not want read."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kanben.manuscript.plan import Margins
from kanben.sources.order.furniture import LineOfPage
from kanben.sources.printed import Box, PrintedPage

_SPAN = re.compile(r"(\d+)\s*(-?)\s*(\d*)")


class Area(Struct, frozen=True):
    """Say which pages of a source are read, counted from 1, and how much of their edges is not.

    `pages` is as in publication.yaml: ``5-120, 130, 140-``; empty for all.
    """

    pages: str = ""
    margins: Margins = Margins()

    def holds(self, page: int) -> bool:
        """Tell whether a page, counted from 1, is read."""
        spans = [found.groups() for found in _SPAN.finditer(self.pages)]
        return not spans or any(
            int(first) <= page <= (int(last) if last else page if dash else int(first))
            for first, dash, last in spans
        )

    def outside(self, pages: Sequence[PrintedPage]) -> Iterator[LineOfPage]:
        """Yield the lines whose middle lies in the margins: they are page furniture."""
        if self.margins == Margins():
            return
        for number, page in enumerate(pages):
            for row, line in enumerate(page.lines):
                if self._is_outside(line.box, page):
                    yield number, row

    def _is_outside(self, box: Box, page: PrintedPage) -> bool:
        across, down = (box.left + box.right) / 2, box.middle
        if page.vertical:
            across, down = -down, across
        x, y = 100 * across / max(page.width, 1.0), 100 * down / max(page.height, 1.0)
        edges = self.margins
        return x < edges.left or x > 100 - edges.right or y < edges.top or y > 100 - edges.bottom


WHOLE = Area()
"""All pages, to their edges."""
