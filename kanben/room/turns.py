"""Part a long list of titles among pages, and lead from one to the others."""

from collections.abc import Iterator

from msgspec import Struct

_AROUND = 2
"""Pages that are named on both sides of the one that is open."""


class Turn(Struct, frozen=True, array_like=True):
    """Lead to a page of the list; `href` is empty for pages that are left out."""

    label: str
    href: str
    here: bool

    def __iter__(self) -> Iterator[object]:
        """Yield what a template unpacks."""
        return iter((self.label, self.href, self.here))


def turns(here: int, count: int, above: str) -> tuple[Turn, ...]:
    """Return the way from page `here` to the first, the last, and those around it."""
    near = range(here - _AROUND, here + _AROUND + 1)
    shown = [n for n in range(1, count + 1) if n in (1, count) or n in near]
    found: list[Turn] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            found.append(Turn("…", "", here=False))
        href = above + ("index.html" if number == 1 else f"room/shelf/{number}.html")
        found.append(Turn(str(number), href, here=number == here))
    return tuple(found) if count > 1 else ()
