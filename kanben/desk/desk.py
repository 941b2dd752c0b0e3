"""Hold what lies on the desk: the collection, the books that are open, the builds that run."""

from contextlib import suppress
from threading import Lock, Thread

from kanben.desk.book import OpenBook
from kanben.desk.building import Build
from kanben.desk.journal import Journal
from kanben.desk.shelf import Shelf, require_own_sources
from kanben.desk.workshop import Workshop
from kanben.errors import KanbenError
from kanben.manuscript.publication import load_publication

_OPEN = 4
"""Books that are kept open: one of 300,000 characters takes some 150 MB."""


class Desk:
    """Hold a collection while editors work on it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.builds: dict[str, Build] = {}
        self.workshop = Workshop()
        self._books: dict[str, OpenBook] = {}
        self._lock = Lock()

    def book(self, name: str) -> OpenBook:
        """Return an open book; raises PublicationError for one that is not on the shelf."""
        place = self.shelf.place(name)
        require_own_sources(load_publication(place))
        with self._lock:
            known = self._books.pop(name, None)
            if known is None or known.place != place:
                known = OpenBook(place, Journal(self.shelf.layout.journal(name)))
            book = known
            self._books[name] = book
            for oldest in list(self._books)[:-_OPEN]:
                del self._books[oldest]
        return book

    def open_ahead(self, name: str) -> None:
        """Begin to open a book whose page was asked for: its text will be asked for next."""
        Thread(target=self._opened, args=(name,), daemon=True).start()

    def _opened(self, name: str) -> None:
        with suppress(KanbenError):
            self.book(name).state()

    def build(self, name: str) -> Build:
        """Return the build of a publication, begun now unless one is running."""
        known = self.builds.get(name)
        if known is None or not known.progress().running:
            self.builds[name] = known = Build(self.shelf, name)
        return known

    def close(self) -> None:
        """End what still runs."""
        self.workshop.close()
        for build in self.builds.values():
            build.stop()
