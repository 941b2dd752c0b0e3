"""Find the printed contents 目录 of a book, and the headings that it names.

Entries lead to their pages by dots, dashes or blanks, or stand without pages; recognition may
have run them together. What follows the contents begins where an entry is said again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from kanben.reading.numbers.grammar import HAN_NUMBER, Rank
from kanben.reading.numbers.numerals import CHINESE
from kanben.reading.outline.chapters import ends_sentence
from kanben.reading.outline.dress import mark_of
from kanben.reading.page.lines import Lines

_HEAD = re.compile(
    r"[【〔\[《—\-·=*\s]*(?:.{0,10}?目\s*[录錄次]|(?i:table of contents|contents))"
    r"(?:\s*[(（].{1,10}[)）])?[】〕\]》—\-·=*\s:：]*"
)
_HEAD_BEFORE = re.compile(r"[【〔\[]?目\s*[录錄次][】〕\]]?[\s:：]+(?=\S)")
_PAGE = rf"[（(〔\[]?\s*(?P<page>\d{{1,4}}|[ivxlc]{{1,6}}|{HAN_NUMBER})\s*[页頁]?\s*[)）〕\]]?"
_LED = re.compile(rf"(?P<title>.*?\S)\s*(?:[.．·…‥・•。\-—_﹒]\s*){{3,}}.{{0,16}}?{_PAGE}\s*$")
"""An entry with a leader; between leader and page an author may stand."""
_LED_SHORT = re.compile(rf"(?P<title>.*?\S)\s*…{{1,2}}\s*.{{0,16}}?{_PAGE}\s*$")
_PAGED = re.compile(
    r"(?P<title>.*[^\s\d.．])(?:[\s/／]+[（(]?|[（(])(?P<page>\d{1,4})\s*[页頁]?[)）]?\s*$"
)
_PAGED_IN_HAN = re.compile(rf"(?P<title>.*\S)(?:\u3000+|\s{{2,}})(?P<page>{HAN_NUMBER})\s*[页頁]?$")
_RUN_TOGETHER = re.compile(
    r"\S[\s.．·…‥・\-—]*\s?[（(]?\d{1,4}[)）]?(?=\s|$|[^\d\s.．,，%％年月日])"
)
_FOLIO = re.compile(r"[—\-·\s]*(?:\d{1,3}|[ivxlcIVXLC]{1,6}|[·—\-]*\d{1,3}[·—\-]*)[—\-·\s]*")
_LEADERS = re.compile(r"[.．·…‥・•。\-—_﹒\s]+")
_LAST = frozenset(f"0123456789０１２３４５６７８９ivxlc{CHINESE})）〕]页頁")
"""What an entry with its page ends with."""
_FEWEST = 3
"""Entries with leaders in a row that make contents without a heading of their own."""
_LONGEST_TITLE = 30
"""Characters of the longest title: it fills a line."""
_BEYOND = 3
"""Lines of a long title that its page may stand behind."""


class PrintedEntry(Struct, frozen=True):
    """Hold an entry of the contents: its row, what it names, and how its number is printed."""

    row: int
    title: str
    rank: Rank | None


class Contents(Struct, frozen=True):
    """Hold the rows of the printed contents, their entries, and the rows that they name.

    `named` maps rows of headings to the rank that the entry's number has; `unmatched` are the
    entries whose heading was not found.
    """

    rows: tuple[int, ...] = ()
    entries: tuple[PrintedEntry, ...] = ()
    named: dict[int, Rank | None] = {}
    unmatched: tuple[PrintedEntry, ...] = ()


def find_contents(lines: Lines) -> Contents:
    """Find the printed contents of a text; without any, nothing."""
    rows: list[int] = []
    entries: list[PrintedEntry] = []
    row = 0
    while row < len(lines):
        if _begins(lines, row):
            own, found = _collect(lines, row)
            if _is_real(lines, own, found):
                rows += own
                entries += found
                row = own[-1]
        row += 1
    named, unmatched = _match(lines, frozenset(rows), entries)
    return Contents(tuple(rows), tuple(entries), named, tuple(unmatched))


def _begins(lines: Lines, row: int) -> bool:
    text = lines.texts[row]
    if len(text) < 20 and _HEAD.fullmatch(text):
        return True
    if _HEAD_BEFORE.match(text):
        return True
    texts = lines.texts[row : row + _FEWEST]
    if len(texts) < _FEWEST or any(one[-1] not in _LAST for one in texts):
        return False
    return all(_LED.match(one) and not _is_rule(one) for one in texts)


def _is_rule(text: str) -> bool:
    return not _LEADERS.sub("", text)


def _collect(lines: Lines, first: int) -> tuple[list[int], list[PrintedEntry]]:
    """Collect the rows of the contents that begin at `first`, and their entries."""
    rows, entries = [], []
    seen: set[str] = set()
    row = first
    if len(lines.texts[row]) < 20 and _HEAD.fullmatch(lines.texts[row]):
        rows.append(row)
        row += 1
    while row < len(lines):
        text = lines.texts[row]
        paged = _paged(text)
        is_head = len(text) < 20 and _HEAD.fullmatch(text) is not None
        if is_head or _FOLIO.fullmatch(text):
            rows.append(row)
        elif paged is None and _keys(text) & seen:
            break
        elif paged is not None or _is_bare_entry(lines, row) or _goes_on(lines, row):
            rows.append(row)
            for title in () if text.startswith(("—", "–")) else _titles(text, paged):
                entries.append(PrintedEntry(row, title, _rank(title)))
                seen |= _keys(title)
        else:
            break
        row += 1
    return _trimmed(lines, rows, entries)


def _paged(text: str) -> str | None:
    """Return the title of an entry with its page; None for another line."""
    if _is_rule(text):
        return None
    found = _LED.match(text) or _LED_SHORT.match(text)
    found = found or _PAGED.match(text) or _PAGED_IN_HAN.match(text)
    return found["title"] if found else None


def _is_bare_entry(lines: Lines, row: int) -> bool:
    """Tell whether a line may be an entry without a page: short, or numbered, and no sentence."""
    text = lines.texts[row]
    if len(_RUN_TOGETHER.findall(text)) > 2 or _many_labels(text):
        return True
    return len(text) <= _LONGEST_TITLE and text[-1] not in "。，；、：" and "。" not in text


def _many_labels(text: str) -> bool:
    labels = [
        part for part in re.split(r"\s+", text) if (mark := mark_of(part)) and mark.label.unit
    ]
    return len(labels) > 1


def _goes_on(lines: Lines, row: int) -> bool:
    """Tell whether a long title goes on, up to its page, on the next lines."""
    if ends_sentence(lines.texts[row]):
        return False
    after = lines.texts[row + 1 : row + _BEYOND]
    return any(_LED.match(text) for text in after)


def _titles(text: str, paged: str | None) -> list[str]:
    """Return the titles that a line holds: one, or several that recognition ran together."""
    head = _HEAD_BEFORE.match(text)
    text = text[head.end() :] if head else text
    places = [
        found.start() for found in re.finditer(r"(?:(?<=\s)|(?<=\d))(?=第)|(?<=\d\s)(?=\S)", text)
    ]
    if len(places) > 1 or (places and head):
        cuts = [0, *places, len(text)]
        parts = [text[one:two].strip() for one, two in pairwise(cuts)]
        return [_paged(part) or part for part in parts if part]
    return [paged if paged is not None else text]


def _rank(title: str) -> Rank | None:
    mark = mark_of(title)
    return mark.label.rank if mark else None


def _keys(text: str) -> set[str]:
    """Return what a heading may say of an entry: all of it, and its title without the number."""
    mark = mark_of(text)
    whole = _plain(mark.title if mark else text)
    keys = {whole}
    if mark is not None and len(_plain(mark.title[mark.label.end :])) > 1:
        keys.add(_plain(mark.title[mark.label.end :]))
    return {key for key in keys if len(key) > 1 or key in ("序", "跋")}


def _plain(text: str) -> str:
    return re.sub(r"[\s·.．、：:—\-_《》“”]+", "", text)


def _trimmed(
    lines: Lines, rows: list[int], entries: list[PrintedEntry]
) -> tuple[list[int], list[PrintedEntry]]:
    """Leave out the last lines that are no entries but the beginning of what follows."""
    paged = {entry.row for entry in entries if _paged(lines.texts[entry.row]) is not None}
    labelled = {entry.row for entry in entries if entry.rank is not None}
    most_paged = 2 * len(paged) > len({entry.row for entry in entries})
    certain = paged if most_paged else labelled or paged
    last = max((row for row in rows if row in certain), default=rows[0] if rows else 0)
    if not certain:
        return rows, entries
    kept = [row for row in rows if row <= last]
    return kept, [entry for entry in entries if entry.row <= last]


def _is_real(lines: Lines, rows: list[int], entries: list[PrintedEntry]) -> bool:
    """Tell whether lines are contents: their entries have pages, or are said again below."""
    if len(entries) < 2 or not rows:
        return False
    paged = sum(_paged(lines.texts[entry.row]) is not None for entry in entries)
    if 2 * paged >= len(entries):
        return True
    said = {key for text in _titles_below(lines, rows[-1]) for key in _keys(text)}
    return 2 * sum(bool(_keys(entry.title) & said) for entry in entries) >= len(entries)


def _titles_below(lines: Lines, last: int) -> Iterator[str]:
    return (text for text in lines.texts[last + 1 :] if len(text) <= 2 * _LONGEST_TITLE)


def _match(
    lines: Lines, rows: frozenset[int], entries: Sequence[PrintedEntry]
) -> tuple[dict[int, Rank | None], list[PrintedEntry]]:
    """Find the heading of each entry, in their order, below the contents."""
    places: dict[str, list[int]] = {}
    if entries:
        for row in range(min(rows), len(lines)):
            if row not in rows and len(lines.texts[row]) <= 2 * _LONGEST_TITLE:
                for key in _keys(lines.texts[row]):
                    places.setdefault(key, []).append(row)
    named: dict[int, Rank | None] = {}
    unmatched = []
    latest = min(rows, default=0)
    for entry in entries:
        found = [row for key in _keys(entry.title) for row in places.get(key, ()) if row > latest]
        if found:
            latest = min(found)
            named[latest] = entry.rank
        else:
            unmatched.append(entry)
    return named, unmatched
