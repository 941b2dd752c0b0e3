"""Bring runs that are distinguished from the rest to one form: neighbours of one manner are one."""

from collections.abc import Iterable

from kanben.proving.matter import Distinction


def joined(found: Iterable[Distinction]) -> tuple[Distinction, ...]:
    """Return distinctions in order, those of one manner that touch as one, empty ones left out."""
    whole: list[Distinction] = []
    for each in sorted(found, key=lambda one: (one.manner, one.start)):
        if each.start == each.end:
            continue
        last = whole[-1] if whole else None
        if last is not None and last.manner == each.manner and each.start <= last.end:
            whole[-1] = Distinction(last.start, max(last.end, each.end), each.manner)
        else:
            whole.append(each)
    return tuple(sorted(whole))


def are_shown(claimed: tuple[Distinction, ...], found: tuple[Distinction, ...]) -> bool:
    """Tell whether what is claimed is found, and nothing else.

    Where several manners are claimed of one run, one of them is enough: Word knows one style a run.
    """
    places = ((each.start, each.end) for each in found)
    shown = {place for start, end in places for place in range(start, end)}
    wanted = {place for each in claimed for place in range(each.start, each.end)}
    return shown == wanted and all(any(_holds(one, each) for one in claimed) for each in found)


def _holds(one: Distinction, other: Distinction) -> bool:
    within = one.start <= other.start and other.end <= one.end
    return within and one.manner == other.manner


def moved(found: Iterable[Distinction], offset: int) -> list[Distinction]:
    """Return distinctions of a line that begins so many inked characters later."""
    return [Distinction(each.start + offset, each.end + offset, each.manner) for each in found]
