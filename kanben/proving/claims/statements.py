"""Compare what a book says of itself: title page, colophon, running heads, metadata."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kanben.manuscript.declared import Statement
from kanben.manuscript.manuscript import Manuscript
from kanben.proving.matter import EditionLine, Fault, Region
from kanben.proving.normal import ink

_CODE_POINTS = r"(?:.U\+[0-9A-F]{4,6})+"
"""Characters that no font has, each with its code: the statement that only its writer knows."""
_STEPS = 20_000
"""Attempts to read a title page as its statements, in some order, before it is given up."""


def check_title_page(
    manuscript: Manuscript, lines: Sequence[EditionLine], optional: frozenset[str]
) -> Iterator[Fault]:
    """Yield what is wrong with the title page; its statements may stand in any order.

    `optional` names the fields that the format need not state there.
    """
    metadata = manuscript.metadata
    title = metadata.title or manuscript.name
    stated = [("title", title), ("half-title", title), ("subtitle", metadata.subtitle)]
    for person in metadata.creators:
        stated += [("creator", person.name), ("role", person.role)]
    stated += [("publisher", metadata.publisher), ("date", metadata.date)]
    needed = [ink(text) for name, text in stated if text and name not in optional]
    free = [ink(text) for name, text in stated if text and name in optional]
    said = ink("".join(line.text for line in lines))
    if not _is_made_of(said, needed, free):
        missing = [text for text in needed if text not in said]
        yield Fault("statement", Region.TITLE, "，".join(missing or needed), said[:80])


def _is_made_of(said: str, needed: list[str], free: list[str]) -> bool:
    """Tell whether a text is the needed statements, each once, with none but the free ones."""
    steps = _STEPS
    waiting = [(said, tuple(needed), tuple(free))]
    while waiting and steps:
        steps -= 1
        rest, must, may = waiting.pop()
        if not rest and not must:
            return True
        for pool in (may, must):
            for number, text in sorted(enumerate(pool), key=lambda item: len(item[1])):
                if text and rest.startswith(text):
                    left = (*pool[:number], *pool[number + 1 :])
                    pair = (left, may) if pool is must else (must, left)
                    waiting.append((rest[len(text) :], *pair))
    return False


def check_colophon(
    title: str, statements: Iterable[Statement], lines: Sequence[EditionLine]
) -> Iterator[Fault]:
    """Yield what is wrong with the colophon: its statements in order, each with its label."""
    said = ink("".join(line.text for line in lines))
    pattern = re.escape(ink(title))
    at = 0
    for statement in statements:
        choices = [ink("".join(values)) for values in statement.choices or (statement.values,)]
        said_there = "|".join(map(re.escape, filter(None, choices)))
        passage = f"{re.escape(ink(statement.label))}(?:{said_there or _CODE_POINTS})"
        pattern += f"(?:{passage})?" if statement.optional else passage
    if re.fullmatch(pattern, said):
        return
    for statement in statements:
        for value in (statement.label, *statement.values):
            found = said.find(ink(value), at)
            if found < 0 and not statement.optional:
                yield Fault("statement", Region.COLOPHON, value, said[at : at + 60])
                return
            at = max(found, at)
    yield Fault("statement", Region.COLOPHON, found=said[-80:])


def check_metadata(
    wanted: Mapping[str, tuple[str, ...]], found: Mapping[str, tuple[str, ...]]
) -> Iterator[Fault]:
    """Yield fields of the metadata that say something else than they should."""
    for name, values in wanted.items():
        said = found.get(name, ())
        if tuple(map(ink, said)) != tuple(map(ink, values)):
            yield Fault("metadata", name, "；".join(values), "；".join(said))


def check_margins(
    known: Iterable[str], lines: Sequence[EditionLine], labels: Sequence[str]
) -> Iterator[Fault]:
    """Yield running heads that name nothing in the book, and folios that are not their page's."""
    heads = {ink(text) for text in known}
    for line in lines:
        text = ink(line.text)
        folio = line.page >= 0 and text == labels[line.page]
        if not (text in heads or folio or (line.page < 0 and text.isdecimal())):
            expected = labels[line.page] if line.page >= 0 else ""
            yield Fault("margin", Region.MARGIN, expected, line.text[:80])
