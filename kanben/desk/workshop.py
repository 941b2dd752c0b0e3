"""Do in a process of its own what takes seconds: terms, conversions, the page of an edition."""

import os
import re
import tempfile
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

import msgspec
from msgspec import Struct, structs

from kanben.desk.copy_file import read_copy
from kanben.desk.page_proof import PageProof, SetBook, draw_page, set_book
from kanben.desk.tongues import tongue_of
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import Config, settle
from kanben.manuscript.publication import load_publication, yaml_of
from kanben.messages import speaking
from kanben.press import Copy, make_copy, make_variant, unsettled
from kanben.showing.doubts import Doubt, gather

_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
"""What the preview leaves out, for its sandbox would not run it: the text has its ``<`` escaped."""
_PATIENT = 10
"""How far the process steps back behind an act, as `nice` counts."""


class WantedPage(Struct, frozen=True):
    """Name a page of an edition by its number from 1, or by the anchor of a block on it."""

    variant: str
    page: str


class Workshop:
    """Keep processes at work beside the desk, one that sets pages, so that no act waits for it."""

    def __init__(self) -> None:
        spawn = get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin)
        self._setting = ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin)

    def doubts(
        self, place: Path, version: str, config: Config, tongue: str
    ) -> "Future[tuple[Doubt, ...] | None]":
        """Find the doubts about conversion and index of a publication at a version."""
        return self._pool.submit(_doubts, place, version, config, tongue)

    def page(self, place: Path, version: str, config: Config, variant: str) -> "Future[str | None]":
        """Make the page of the Web of a publication at a version, in a script variant."""
        return self._pool.submit(_page, place, version, config, variant)

    def proof(
        self, place: Path, version: str, config: Config, wanted: WantedPage
    ) -> "Future[PageProof | None]":
        """Draw a page of the PDF of a publication at a version; to set a book takes longest."""
        return self._setting.submit(_proof, place, version, config, wanted)

    def close(self) -> None:
        """End the processes at once, whatever they are doing: nothing of it is kept."""
        for pool in (self._pool, self._setting):
            pool.shutdown(wait=False, cancel_futures=True)
        for worker in active_children():
            worker.terminate()


def _begin() -> None:
    """Step back behind the acts, and end with the desk even if that is killed."""
    os.nice(_PATIENT)
    desk = parent_process()
    if desk is not None:
        Thread(target=_end_with, args=(desk.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)


def _doubts(place: Path, version: str, config: Config, tongue: str) -> tuple[Doubt, ...] | None:
    if read_copy(yaml_of(place)).version != version:
        return None
    copy = _copy(place, version)
    settings = settle(copy.publication.plan, config)
    variants = [_variant(place, version, variant, config) for variant in settings.variants]
    candidates = unsettled(copy.manuscript, copy.publication.plan.index)
    with speaking(tongue_of(tongue)):
        bare = structs.replace(copy.manuscript, breaks=(), suspicions=(), moves=())
        return gather(bare, copy.printed, variants, candidates)


def _page(place: Path, version: str, config: Config, variant: str) -> str | None:
    from kanben.writing.web.page import write

    if read_copy(yaml_of(place)).version != version:
        return None
    manuscript = _variant(place, version, variant, config)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        write(manuscript, page, _copy(place, version).publication.folder)
        return _SCRIPT.sub("", page.read_text(encoding="utf-8"))


def _proof(place: Path, version: str, config: Config, wanted: WantedPage) -> PageProof | None:
    name = (str(place), version, wanted.variant, msgspec.json.encode(config))
    if name not in _set_books:
        if read_copy(yaml_of(place)).version != version:
            return None
        manuscript = _variant(place, version, wanted.variant, config)
        publication = _copy(place, version).publication
        design = settle(publication.plan, config).design
        _set_books.clear()
        _set_books[name] = set_book(manuscript, publication.folder, design)
    return draw_page(_set_books[name], wanted.page)


_set_books: dict[tuple[str, str, str, bytes], SetBook] = {}
"""The book that was set last: its pages are turned without setting it again."""


@lru_cache(maxsize=1)
def _copy(place: Path, version: str) -> Copy:
    """Make the copy of a publication; it is made once for each version of its YAML."""
    del version
    return make_copy(load_publication(place))


_converted: dict[tuple[str, bytes], Manuscript] = {}
"""Conversions of the version at work, by variant and by what the collection says."""


def _variant(place: Path, version: str, variant: str, config: Config) -> Manuscript:
    copy = _copy(place, version)
    name = (variant, msgspec.json.encode((str(place), version, config)))
    if name not in _converted:
        for known in [known for known in _converted if known[1] != name[1]]:
            del _converted[known]
        _converted[name] = make_variant(copy.manuscript, variant, copy.publication.plan, config)
    return _converted[name]
