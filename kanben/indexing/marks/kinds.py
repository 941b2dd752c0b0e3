"""Guess what a bare heading names."""

import re

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.order.readings import has_own_reading
from kanben.manuscript.index import TermKind
from kanben.names import COMPOUND_SURNAMES, surname_of

_NAME = re.compile(f"[{HAN_RANGES}]{{2,4}}")


def guess_kind(heading: str) -> TermKind:
    """Say what a heading, in simplified script, most likely names.

    Title marks make a work; a word that the dictionary lists as a place is one; a surname with
    one or two characters more is a person, unless the dictionary knows it as another word.
    """
    if heading.startswith("《"):
        return TermKind.WORK
    kind = words.tag(heading)
    if kind == "ns":
        return TermKind.PLACE
    surname = surname_of(heading)
    if not surname or not _NAME.fullmatch(heading):
        return TermKind.TERM
    given = len(heading) - len(surname)
    if given not in (1, 2) or (kind and not kind.startswith("nr")):
        return TermKind.TERM
    if len(heading) == 2 and has_own_reading(heading):
        return TermKind.TERM
    known = surname in COMPOUND_SURNAMES or kind or words.cut(heading) == [heading]
    return TermKind.PERSON if known or len(heading) <= 3 else TermKind.TERM
