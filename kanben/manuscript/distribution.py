"""Model a figure: how often the leading terms of an index come up along the publication."""

from msgspec import Struct

from kanben.manuscript.index import TermKind


class TermRow(Struct, frozen=True):
    """Count one heading's occurrences in every column."""

    heading: str
    kind: TermKind
    counts: tuple[int, ...]


class Distribution(Struct, frozen=True):
    """Hold the columns' titles in the text's order, and a row for each leading term."""

    columns: tuple[str, ...]
    rows: tuple[TermRow, ...]
