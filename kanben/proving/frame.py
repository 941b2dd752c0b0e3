"""State what must stand where in the editions of a format."""

from msgspec import Struct

from kanben.proving.matter import Region


class Frame(Struct, frozen=True):
    """Describe a format.

    `orders` are the orders in which its matters may follow each other. `runs_on` says that a
    block may go on over a page. `slack` is how many characters beside its place a call may
    stand. `optional` are the statements that its title page need not make. `depth` is that of
    headings in its contents, `tables` are the tables of contents that it has. `cites_pages` says
    that contents and index name the pages of the PDF, if one was made. `listed` are the matters
    beside the text that contents must list, if there are any. `summarises` says that a sentence
    on machine repairs stands before the notes. `distinguishes` says that emphasis and the like
    can be read in it, `manners` are those of the writer beside the text. `varies` says that it
    holds the apparatus and the pages of the print.
    """

    orders: tuple[tuple[Region, ...], ...]
    runs_on: bool = False
    slack: int = 0
    optional: frozenset[str] = frozenset({"half-title"})
    depth: int = 6
    tables: tuple[str, ...] = ("contents",)
    listed: tuple[Region, ...] = (Region.INDEX,)
    cites_pages: bool = False
    summarises: bool = False
    distinguishes: bool = True
    manners: frozenset[str] = frozenset()
    varies: bool = False
