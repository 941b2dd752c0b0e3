"""Model the index: terms found in the text, entries in a variant's order."""

from enum import StrEnum

from msgspec import Struct


class TermKind(StrEnum):
    """Sort what an index names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WORK = "work"
    PROJECT = "project"
    TERM = "term"


class Term(Struct, frozen=True, omit_defaults=True):
    """Name something the index lists, in the manuscript's own script.

    `id` is what marks in the text point to. `forms` are the spellings found in the text, the
    heading among them if it stands there. `reading` (toned pinyin, syllables parted by spaces)
    and `sort_key` are the editor's, where given. `see` is a heading this one only refers to;
    `parent` the id of the term this one is a subentry of.
    """

    id: str
    heading: str
    kind: TermKind
    forms: tuple[str, ...] = ()
    score: float = 1.0
    reading: str = ""
    sort_key: str = ""
    see: str = ""
    see_also: tuple[str, ...] = ()
    parent: str = ""


def is_division(term: str, parent: str) -> bool:
    """Tell whether a term is a part of the places of its parent, not a subject of its own."""
    return bool(parent) and term.startswith(f"{parent}.")


class Entry(Struct, frozen=True, omit_defaults=True):
    """Stand in the index: a heading with its readings, references and subentries.

    `term` is the term's id, empty for an entry that only refers elsewhere. `occurrences` are
    the anchors of the blocks that name it, in the text's order, one for each occurrence; `main`
    is the anchor of its main treatment.
    """

    heading: str
    term: str = ""
    kind: TermKind = TermKind.TERM
    reading: str = ""
    occurrences: tuple[str, ...] = ()
    main: str = ""
    see: str = ""
    see_also: tuple[str, ...] = ()
    subentries: tuple["Entry", ...] = ()

    @property
    def divisions(self) -> tuple["Entry", ...]:
        """Return the subentries that hold a part of the entry's own places."""
        return tuple(each for each in self.subentries if is_division(each.term, self.term))

    @property
    def places(self) -> tuple[str, ...]:
        """Return all occurrences, those under the divisions too."""
        below = (anchor for each in self.divisions for anchor in each.occurrences)
        return (*self.occurrences, *below)

    @property
    def headings(self) -> tuple["Entry", ...]:
        """Return the entry with the subentries that are subjects of their own."""
        divisions = self.divisions
        return (self, *(each for each in self.subentries if each not in divisions))


class Group(Struct, frozen=True):
    """Gather entries under one label: a letter, a number of strokes."""

    label: str
    entries: tuple[Entry, ...]
