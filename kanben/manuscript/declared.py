"""Hold what a writer declares of an edition beside the manuscript's text."""

from msgspec import Struct


class Statement(Struct, frozen=True):
    """State something in the colophon: a label, and what stands behind it.

    Where several `choices` are given, one of them stands there: the fonts of one face or another.
    An `optional` one may be missing; without values, what it says is known only to its writer.
    """

    label: str
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()
    optional: bool = False


class Declared(Struct, frozen=True):
    """Declare the language of an edition as BCP 47 names it, what names it for good, its colophon.

    `summary` is the sentence on machine repairs that may stand before the notes.
    """

    language: str
    identifier: str
    colophon: tuple[Statement, ...]
    summary: str
