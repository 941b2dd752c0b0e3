"""Hold what a writer declares of an edition beside the manuscript's text."""

from msgspec import Struct


class Statement(Struct, frozen=True):
    """State something in the colophon: a label, and what stands behind it.

    What an `open` statement says is known only where the edition was made, such as its fonts;
    an `optional` one may be missing.
    """

    label: str
    values: tuple[str, ...]
    open: bool = False
    optional: bool = False


class Declared(Struct, frozen=True):
    """Declare the language of an edition as BCP 47 names it, what names it for good, its colophon.

    `summary` is the sentence on machine repairs that may stand before the notes.
    """

    language: str
    identifier: str
    colophon: tuple[Statement, ...]
    summary: str
