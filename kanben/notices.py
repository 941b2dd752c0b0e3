"""Notice what an editor should know about a publication, and what is no error."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from kanben.manuscript.acts import Printed
from kanben.manuscript.publication import Publication, unread_in
from kanben.messages import say

_NAMED = 8
"""How many files are named that were not read."""


class Noticed(Struct, frozen=True):
    """Tell the editor something about a publication that is no error, in a message with values."""

    place: Path
    key: str
    found: dict[str, object]

    def __str__(self) -> str:
        """Return the place and the message, in the reader's language."""
        return f"{self.place}: {say(self.key, language_=None, **self.found)}"


def notices(place: Path, publication: Publication, printed: Printed) -> Iterator[Noticed]:
    """Yield what the editor should know: files that were not read, a text in two scripts."""
    from kanben.reading.page.script import mixture_of

    unread = unread_in(place, publication)
    if unread:
        names = ", ".join(unread[:_NAMED]) + (" …" if len(unread) > _NAMED else "")
        yield Noticed(place, "notice.unread", {"count": len(unread), "names": names})
    mixture = mixture_of([line for lines in printed for line in lines])
    if mixture is not None:
        name, line = _nth_line(publication, printed, mixture.line)
        found = {"script": mixture.script, "lines": mixture.others, "source": name, "line": line}
        yield Noticed(place, "notice.mixed", {**found, "words": mixture.words})


def _nth_line(publication: Publication, printed: Printed, number: int) -> tuple[str, int]:
    """Return the source, and the line in it, of a line counted over all sources from 0."""
    for name, lines in zip(publication.source_names, printed, strict=True):
        if number < len(lines):
            return name, number + 1
        number -= len(lines)
    raise IndexError(number)
