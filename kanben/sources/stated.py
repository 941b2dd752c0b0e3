"""Believe what a file's own data say of title and author where its first lines print it too.

Programs fill these fields with file names, the names of templates and of computers' users.
"""

from collections.abc import Sequence

from msgspec import structs

from kanben.characters import inked
from kanben.sources.printed import Printout

_FIRST = 80
"""Lines among which a title page's lie: title, imprint, and the contents behind them."""


def believed(printout: Printout) -> Printout:
    """Return the printout with such a title and such creators as its first lines print."""
    first = inked("".join(printout.lines[:_FIRST]))
    return structs.replace(
        printout,
        title=printout.title if _stands_in(printout.title, first) else "",
        creators=tuple(name for name in printout.creators if _stands_in(name, first)),
    )


def _stands_in(words: str, text: str) -> bool:
    return len(inked(words)) > 1 and inked(words) in text


def names_in(field: str) -> Sequence[str]:
    """Return the names that a file's field of authors holds."""
    for sign in ";；、，,":
        if sign in field:
            return [name.strip() for name in field.split(sign) if name.strip()]
    return [field.strip()] if field.strip() else []
