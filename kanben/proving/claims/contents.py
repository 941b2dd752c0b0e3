"""Compare tables of contents: every heading that belongs there, in order, leading to its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from kanben.proving.claims.body import Standing
from kanben.proving.matter import ContentsEntry, Fault, Kind
from kanben.proving.normal import folio_number, ink, is_roman

_LEADERS = "·.…‧・"


class Goal(Struct, frozen=True):
    """Say what an entry of the contents must be: its words, the standing that it leads to."""

    words: str
    standing: Standing
    level: int
    needed: bool


class Matter(Struct, frozen=True):
    """Say of a matter beside the text how contents name it, whether they must, where it is."""

    words: str
    needed: bool
    leads: Callable[[str], bool]


class Addresses(Struct, frozen=True):
    """Know where things stand: whether an address leads to a standing, and the page's label.

    The label is None if the format does not know it.
    """

    leads: Callable[[str, Standing], bool]
    label: Callable[[Standing], str | None]


class ContentsTable(Struct, frozen=True):
    """Hold a table of contents as an edition has it: its name, its entries."""

    name: str
    entries: Sequence[ContentsEntry]


def goals_of(standings: Sequence[Standing], book: str, depth: int) -> list[Goal]:
    """Return the entries that contents must have, down to a depth of headings; 0 is titles alone.

    A part without a title may be listed by the `book`'s.
    """
    goals = []
    part = -1
    for standing in standings:
        claim = standing.claim
        first = claim.part != part
        part = claim.part
        if first and not any(each.claim.title for each in standings if each.claim.part == part):
            goals.append(Goal(ink(book), standing, 1, needed=False))
        if claim.kind == Kind.HEADING:
            needed = claim.title if not depth else standing.level <= depth
            goals.append(Goal(claim.ink, standing, standing.level or 1, needed))
    return goals


def check_contents(
    table: ContentsTable, goals: Iterable[Goal], matters: Sequence[Matter], addresses: Addresses
) -> Iterator[Fault]:
    """Yield what is wrong with a table of contents; `matters` are those beside the text."""
    name, entries = table.name, table.entries
    waiting = list(goals)
    said = [ink(entry.text) for entry in entries]
    for matter in matters:
        if matter.needed and not any(_names(words, matter.words) for words in said):
            yield Fault("contents", name, expected=matter.words)
    place = 0
    for entry in entries:
        words = ink(entry.text)
        at = _goal_of(entry, waiting, place, addresses)
        if at is None or any(goal.needed for goal in waiting[place:at]):
            at = place if place < len(waiting) and _says(words, waiting[place]) else at
        if at is None:
            named = next((each for each in matters if _names(words, each.words)), None)
            if named is None:
                yield Fault("contents", name, found=entry.text[:80])
            elif not named.leads(entry.target):
                yield Fault("link", name, named.words, entry.target)
            continue
        for goal in waiting[place:at]:
            if goal.needed:
                yield Fault("contents", name, expected=goal.words[:80])
        yield from _check_entry(name, entry, waiting[at], addresses)
        place = at + 1
    for goal in waiting[place:]:
        if goal.needed:
            yield Fault("contents", name, expected=goal.words[:80])


def _goal_of(
    entry: ContentsEntry, waiting: Sequence[Goal], place: int, addresses: Addresses
) -> int | None:
    """Return which of the goals from `place` on an entry is for: the first with its words.

    A part without a title may be listed by the book's, and a heading in it may have the same
    words: then the entry is for the one that it leads to.
    """
    words = ink(entry.text)
    named = [n for n in range(place, len(waiting)) if _says(words, waiting[n])]
    if not named or waiting[named[0]].needed:
        return named[0] if named else None
    return next((n for n in named if addresses.leads(entry.target, waiting[n].standing)), named[0])


def _says(words: str, goal: Goal) -> bool:
    rest = words.removeprefix(goal.words)
    return words.startswith(goal.words) and _page(rest) is not None


def _page(rest: str) -> str | None:
    """Return the page behind an entry's words; None for what is none."""
    page = rest.strip(_LEADERS)
    return page if not page or folio_number(page) is not None or is_roman(page) else None


def _names(words: str, matter: str) -> bool:
    return words.startswith(matter) and _page(words.removeprefix(matter)) is not None


def _check_entry(
    name: str, entry: ContentsEntry, goal: Goal, addresses: Addresses
) -> Iterator[Fault]:
    page = _page(ink(entry.text).removeprefix(goal.words))
    wanted = addresses.label(goal.standing)
    if page and wanted is not None and page != wanted:
        yield Fault("page", name, f"{goal.words[:60]} {wanted}", entry.text[-20:])
    if not addresses.leads(entry.target, goal.standing):
        yield Fault("link", name, goal.words[:80], entry.target)
    if entry.level and goal.standing.level and entry.level > goal.level + 1:
        yield Fault("level", name, goal.words[:80], str(entry.level))
