"""Find known text in an edition's running text, across note calls and page margins."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kanben.characters import has_han, inked

CALL_INK = 8
"""Inked characters that a note call or a reading may put between two runs of a block."""
MARGIN_INK = 600
"""Inked characters between two pages of a paragraph: running heads, folios, footnotes."""
_HEAD = 4
_OVERRUN = 3


class RunningText:
    """Hold the inked text of an edition, and where its pages end.

    `margins` are the words that may stand in the margins: running heads, notes. Figures and
    Latin letters (folios) always may; any other Han character between two pages is foreign.
    """

    def __init__(self, pages: Sequence[str], margins: Iterable[str] = ()) -> None:
        self._margins = sorted({inked(words) for words in margins} - {""}, key=len, reverse=True)
        inks = [inked(page) for page in pages]
        self.text = "".join(inks)
        self._ends: list[int] = []
        for ink in inks:
            self._ends.append((self._ends[-1] if self._ends else 0) + len(ink))

    def seek(self, runs: Sequence[str], cursor: int) -> int | None:
        """Return where the runs of a block end, at or after `cursor`; None if they are not there.

        Between two runs stands at most a note call; a run may go over to the next page.
        """
        end = self._first(runs[0], cursor)
        for run in runs[1:]:
            if end is None:
                return None
            end = self._next(run, end)
        return end

    def _first(self, run: str, cursor: int) -> int | None:
        """Find a run anywhere; its first characters may already stand on two pages."""
        for length in range(min(_HEAD, len(run)), 0, -1):
            at = self.text.find(run[:length], cursor)
            while at >= 0:
                end = self._read(run, at)
                if end is not None:
                    return end
                at = self.text.find(run[:length], at + 1)
                if length < _HEAD and at - cursor > MARGIN_INK:
                    break
        return None

    def _next(self, run: str, at: int) -> int | None:
        """Find a run behind a note call; its first characters may be the last of their page."""
        for length in range(min(_HEAD, len(run)), 0, -1):
            begin = self.text.find(run[:length], at, at + CALL_INK + length)
            end = None if begin < 0 else self._read(run, begin)
            if end is not None:
                return end
        return self._read(run, at)

    def _read(self, run: str, at: int) -> int | None:
        """Read a run that begins at `at`, on to the next page where this one ends."""
        if self.text.startswith(run, at):
            return at + len(run)
        done = 0
        while done < len(run):
            agreed = self._agree(run, done, at)
            done, at = done + agreed, at + agreed
            if done == len(run):
                return at
            turned = self._turn(run, done, at)
            if turned is None:
                return None
            done, at = turned
        return at

    def _agree(self, run: str, done: int, at: int) -> int:
        """Return how many characters agree from `run[done]` and `text[at]` on."""
        low, high = 0, min(len(self.text) - at, len(run) - done)
        while low < high:
            middle = (low + high + 1) // 2
            if self.text.startswith(run[done : done + middle], at):
                low = middle
            else:
                high = middle - 1
        return low

    def _turn(self, run: str, done: int, at: int) -> tuple[int, int] | None:
        """Turn the page: find where the run goes on behind the margins.

        The margin may begin like the rest of the run, so a few signs are given back.
        """
        page = bisect_left(self._ends, at)
        if page == len(self._ends) or self._ends[page] - at > MARGIN_INK:
            return None
        boundary = self._ends[page]
        for back in range(min(done, _OVERRUN, at) + 1):
            rest = run[done - back :][: 3 * _HEAD]
            found = self.text.find(rest, boundary, boundary + MARGIN_INK + len(rest))
            if found >= 0 and self._is_margin(self.text[at - back : found]):
                return done - back, found
        return None

    def _is_margin(self, skipped: str) -> bool:
        for words in self._margins:
            skipped = skipped.replace(words, "")
        return not has_han(skipped)
