"""The colophon of an edition that pandoc writes."""

from kanben import __version__, pandoc
from kanben.messages import word
from kanben.writing.book.colophon import ColophonRow, colophon
from kanben.writing.book.structure import Volume
from kanben.writing.book.summary import summary_of


def imprint_of(volume: Volume) -> tuple[ColophonRow, ...]:
    """Return the colophon's rows.

    The sentence on machine repairs, which editions with an apparatus at their end print there,
    stands here.
    """
    manuscript = volume.manuscript
    rows = colophon(manuscript, {"Kanben": __version__, "pandoc": pandoc.version()}, [])
    repairs = summary_of(manuscript)
    if not volume.book.end_notes or not repairs:
        return rows
    return (*rows, ColophonRow(word("colophon-repairs", volume.language), (repairs,)))
