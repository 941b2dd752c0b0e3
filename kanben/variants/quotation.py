"""Set quotation marks by their depth: “ ‘ ’ ” and 「 『 』 」 into one another.

Chinese print nests “ ‘ ’ ” on the mainland and 「 『 』 」 in Taiwan (CLREQ 3.1.1; GB/T 15834-2011,
4.8; 教育部《重訂標點符號手冊》修訂版, 引號). A curly mark keeps the level its writer gave it; every
other mark takes the level that follows from how many quotations are open.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kanben.characters import CLOSING, OPENING, PAUSES, SENTENCE_END, has_han, is_blank


class Quotes(Struct, frozen=True):
    """Hold the marks of a house: each text has the outer mark, then the inner one."""

    openers: str
    closers: str


CORNER = Quotes("「『", "」』")
CURLY = Quotes("“‘", "”’")


class QuoteSetting(Struct, frozen=True):
    """Say what becomes of the quotation marks of one text.

    `marks` gives the new mark for every offset where one stands; `doubtful` are the offsets of
    marks without a partner or with the wrong direction. `open` are the families of quotations
    that are still open at the end, outermost first, and `unclosed` the offsets of their openers.
    `continued` tells that the text began by taking up the quotations left open before it.
    """

    marks: dict[int, str]
    doubtful: tuple[int, ...]
    open: tuple[str, ...]
    unclosed: tuple[int, ...]
    continued: bool


_OPENERS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSERS = {close: open_ for open_, close in _OPENERS.items()}
_STRAIGHT = frozenset("\"'")
_MARK = re.compile("[“”‘’「」『』\"']")
_SINGLE = frozenset("‘’'")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_DECADE = re.compile(r"[‘’']\d\d(?!\d)")
_PARAGRAPH_START = re.compile(r"(?:^|\n|\\n)[\s\u3000]*\Z")
_BEFORE_OPENER = OPENING | PAUSES


class _Setter:
    """Walk through one text with the stack of open quotations."""

    def __init__(
        self, text: str, kept: Sequence[int], quotes: Quotes, carried: tuple[str, ...]
    ) -> None:
        self.text = text
        self.quotes = quotes
        self.places = [m.start() for m in _MARK.finditer(text) if not kept[m.start()]]
        self.stack: list[tuple[str, int]] = []
        self.carried = carried
        self.continued = False
        self.marks: dict[int, str] = {}
        self.doubtful: set[int] = set()

    def run(self) -> QuoteSetting:
        if self.carried:
            self._take_up()
        for order, place in enumerate(self.places):
            if place not in self.marks and not self._is_no_quotation_mark(order):
                self._set(order)
        return QuoteSetting(
            self.marks,
            tuple(sorted(self.doubtful)),
            tuple(family for family, _ in self.stack),
            tuple(place for _, place in self.stack),
            self.continued,
        )

    def _take_up(self) -> None:
        """Repeat the openers of the quotations that the paragraph before left open."""
        start = len(self.text) - len(self.text.lstrip())
        for depth, family in enumerate(self.carried):
            place = start + depth
            if self.text[place : place + 1] != family or place not in self.places:
                break
            self._open(place, family)
            self.continued = True

    def _char(self, place: int) -> str:
        return self.text[place] if 0 <= place < len(self.text) else ""

    def _is_no_quotation_mark(self, order: int) -> bool:
        """Tell apostrophes, primes and signs of decades from quotation marks."""
        place = self.places[order]
        mark, before, after = self.text[place], self._char(place - 1), self._char(place + 1)
        if mark in _SINGLE and mark != "‘":
            is_open = self._is_open("'" if mark == "'" else "‘")
            if _LATIN.match(before) and (_LATIN.match(after) or not is_open):
                return True
        if mark in _SINGLE and not self._is_open("‘") and _DECADE.match(self.text, place):
            return True
        if before.isdigit() and not self._is_open(_CLOSERS.get(mark, mark)):
            return mark in _CLOSERS or (mark in _STRAIGHT and self._left(order) % 2 == 1)
        return False

    def _left(self, order: int) -> int:
        mark = self.text[self.places[order]]
        return sum(self.text[place] == mark for place in self.places[order:])

    def _is_open(self, family: str) -> bool:
        return any(family == open_ for open_, _ in self.stack)

    def _set(self, order: int) -> None:
        place = self.places[order]
        mark = self.text[place]
        if mark in _STRAIGHT:
            if self._is_open(mark):
                self._close(place, mark)
            else:
                self._open(place, mark)
        elif mark in _OPENERS:
            self._set_opener(order, mark)
        elif self._is_open(_CLOSERS[mark]):
            self._close(place, _CLOSERS[mark])
        elif self._opens_after_all(order):
            self.doubtful.add(place)
            self._open(place, _CLOSERS[mark])
        else:
            self.doubtful.add(place)
            self.marks[place] = self.quotes.closers[self._level(place, _CLOSERS[mark])]

    def _set_opener(self, order: int, mark: str) -> None:
        place = self.places[order]
        if self._is_open(mark):
            if _PARAGRAPH_START.search(self.text, 0, place):
                opener = next(place for family, place in self.stack if family == mark)
                self.marks[place] = self.marks[opener]
                return
            if self._next_of_family(order, mark) != _OPENERS[mark]:
                self.doubtful.add(place)
                self._close(place, mark)
                return
        self._open(place, mark)

    def _next_of_family(self, order: int, opener: str) -> str:
        family = {opener, _OPENERS[opener]}
        later = (self.text[place] for place in self.places[order + 1 :])
        return next((mark for mark in later if mark in family), "")

    def _opens_after_all(self, order: int) -> bool:
        """Tell whether a closing mark stands where a quotation opens, as OCR confuses them."""
        place = self.places[order]
        mark, before, after = self.text[place], self._char(place - 1), self._char(place + 1)
        if before and before not in _BEFORE_OPENER:
            return False
        follows = after and not is_blank(after) and after not in CLOSING | PAUSES | SENTENCE_END
        if not follows:
            return False
        partner = self._next_of_family(order, _CLOSERS[mark])
        return partner == mark or (partner != "" and self._is_exchanged(order, partner))

    def _is_exchanged(self, order: int, opener: str) -> bool:
        """Tell whether the next opening mark stands where a quotation closes: ”来了“他说."""
        place = next(at for at in self.places[order + 1 :] if self.text[at] == opener)
        return self._char(place - 1) not in _BEFORE_OPENER

    def _open(self, place: int, family: str) -> None:
        self.marks[place] = self.quotes.openers[self._level(place, family)]
        self.stack.append((family, place))

    def _level(self, place: int, family: str) -> int:
        """Return 0 for the outer marks, 1 for the inner ones."""
        depth = len(self.stack) % 2
        written = CURLY.openers.find(family)
        if written < 0 or written == depth:
            return depth
        self.doubtful.add(place)
        return depth if self._nests(place, family) else written

    def _nests(self, place: int, family: str) -> bool:
        """Tell whether a mark opens inside its like, as in “说了“好”。”, and both are closed."""
        opened = sum(family == open_ for open_, _ in self.stack)
        later = [self.text[at] for at in self.places if at > place]
        closed = later.count(_OPENERS[family]) - later.count(family)
        return opened > 0 and closed > opened

    def _close(self, place: int, family: str) -> None:
        while self.stack[-1][0] != family:
            self.doubtful.add(self.stack.pop()[1])
        opener = self.stack.pop()[1]
        level = self.quotes.openers.index(self.marks[opener])
        self.marks[place] = self.quotes.closers[level]
        if self._is_latin(opener, place):
            self.marks = {at: mark for at, mark in self.marks.items() if at < opener}

    def _is_latin(self, opener: int, closer: int) -> bool:
        """Tell a quotation inside Latin text: no Han in it, a Latin word a space away."""
        if has_han(self.text[opener:closer]):
            return False
        before, after = self.text[:opener], self.text[closer + 1 :]
        follows = before.endswith(" ") and _LATIN.match(before.rstrip()[-1:])
        leads = after.startswith(" ") and _LATIN.match(after.lstrip()[:1])
        return bool(follows or leads)


def set_quotes(
    text: str, kept: Sequence[int], quotes: Quotes, carried: tuple[str, ...] = ()
) -> QuoteSetting:
    """Find the new quotation marks of a text.

    `kept` tells for every character whether it stays as it is; `carried` are the families left
    open by the paragraph before (`Setting.open`). A quotation over several paragraphs has its
    opener at the head of each and its closer at the end of the last.

    “他问：‘走吗？’” becomes 「他問：『走嗎？』」 with CORNER. Apostrophes, primes and quotations
    inside Latin text are not touched.
    """
    if not has_han(text) and not carried:
        return QuoteSetting({}, (), (), (), continued=False)
    return _Setter(text, kept, quotes, carried).run()


def doubtful_marks(
    setting: QuoteSetting, quotes: Quotes
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield offset, mark and candidates of the marks whose direction or partner is in doubt."""
    for place in setting.doubtful:
        mark = setting.marks.get(place)
        if mark:
            depth = (quotes.openers + quotes.closers).index(mark) % 2
            yield place, mark, (quotes.openers[depth], quotes.closers[depth])
