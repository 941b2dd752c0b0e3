"""Find what the print, or its recognition, set twice.

A writer repeats whole words and whole clauses (讨论讨论, 前进！前进！). So only that goes which
nobody writes: words begun anew at a line end where the line end cut a word or a sentence, and
a caption that stands twice on one line. Whatever else looks doubled is left, and may be doubted.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from kanben.characters import CLOSING, OPENING, PAUSES, SENTENCE_END, has_han
from kanben.manuscript.blocks import BlockKind
from kanben.reading.mending.block_text import BlockText, Edit
from kanben.reading.mending.joints import Joints, joints_of
from kanben.words import tag

_CAPTION = re.compile(r"(?:^|(?<=[▲△▼■□◆●]))\s*([^\n]{6,80}?)[ \u3000]?\1(?=$|[ \u3000（(])")
_LONGEST = 80
"""More than two lines of a wide page: what is repeated from farther away is no slip of a line."""
_FARTHEST = 3 * _LONGEST
"""How far a run is followed on either side: a text that repeats one phrase has no end of it."""
_SHORT, _CLAUSE, _SENTENCE = 3, 6, 8
"""Up to three characters are a word, from six on they can be the torn part of a sentence."""
_CONTEXT = 8
"""Characters read on each side: the longest words of the dictionary."""
_COUNTED = ("第", "之", "条", "條")
_MARKS = OPENING | CLOSING | PAUSES | SENTENCE_END | frozenset("—－-~～·　 ")
_KINDS_OF_CUES = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.FOOTNOTE})
_UNFINISHED = frozenset({"d", "p", "c", "u", "uj", "uv", "ud", "ug"})
"""Parts of speech that end no phrase: adverbs, prepositions, conjunctions, particles."""
_UNBEGUN = frozenset({"uj", "ul", "uz", "ug", "k"})
"""Parts of speech that begin none."""
_HEADS = re.compile(
    "[\u4e00-\u9fff]{0,2}?(学院|大学|中学|小学|学校|医院|法院|检察院|科学院|研究院|研究所|出版社|委员会|政府|院|室)"
)
"""How an institution's name ends that has something in front of its first word (农业技术学院)."""
_OFFICES = re.compile("[\u4e00-\u9fff]{0,2}?(局|厅|所|馆|社|站|厂|公司|银行|协会|学会|集团)")
"""How one ends that can do without, but for the place where it is (省文化馆)."""
_UNITS = frozenset("国省市县区州乡镇村")
_RANKS = ("重点", "级", "联合", "综合", "职业", "专业", "示范")
"""What ranks an institution whose name begins with a word for an activity (重点中学)."""
_CRY = re.compile(".{0,2}的.{0,4}(声|口号|歌|喊|呼|叫|话|标语|诗)")
"""What follows words that somebody cries, sings or says."""


class Doubling(Struct, frozen=True):
    """Hold a run in which every character up to `end` - `period` is the one `period` farther on.

    `seam` is the line end within it. The words that stand twice can begin anywhere from `start`
    to `end` - 2 × `period`: from 的人来|的人来的 come both 的人来 and 人来的.
    """

    start: int
    end: int
    period: int
    seam: int

    @property
    def starts(self) -> range:
        """Return all places where the words that stand twice can begin."""
        return range(self.start, self.end - 2 * self.period + 1)


def find_doublings(passage: BlockText) -> Iterator[Edit]:
    """Find words begun anew at a line end (``图|书图书馆``), and captions printed twice."""
    if passage.kind == BlockKind.CAPTION:
        for twice in _CAPTION.finditer(passage.text[:1000]):
            if len(set(twice[1])) > _SHORT and has_han(twice[1]) and _is_one_line(passage, twice):
                yield Edit(twice.end(1), twice.end(), "", 0.95)
    for found in doublings_of(passage):
        if is_slip(passage.text, found):
            end = found.seam + found.period
            start = found.seam if end <= found.end else found.seam - found.period
            yield Edit(start, start + found.period, "", 0.9)


def _is_one_line(passage: BlockText, found: re.Match[str]) -> bool:
    return not any(found.start() < start < found.end() for start in passage.line_starts)


def doublings_of(passage: BlockText) -> Iterator[Doubling]:
    """Yield the words that stand twice around a line end of running text, once a line end."""
    if passage.kind not in _KINDS_OF_CUES or SENTENCE_END.isdisjoint(passage.text):
        return
    joined = zip(passage.line_starts, passage.adjoining, strict=True)
    for seam in [start for start, adjoins in joined if start and adjoins]:
        found = max(_around(passage.text, seam), key=lambda one: one.period, default=None)
        if found is not None:
            yield found


def _around(text: str, seam: int) -> Iterator[Doubling]:
    """Yield every doubling whose first or second words the line end at `seam` cuts or parts."""
    for place in _places(text, seam - 1, seam, seam + _LONGEST - 1):
        yield from _grown(text, seam - 1, place - seam + 1, seam)
    for place in _places(text, seam, max(0, seam - _LONGEST), seam):
        yield from _grown(text, place, seam - place, seam)


def _places(text: str, like: int, start: int, end: int) -> list[int]:
    """Return the places from `start` to `end` that agree with the one at `like` and beside it."""
    found = set()
    for step in (-1, 0):
        words = text[max(like + step, 0) : like + step + 2]
        if len(words) == 2:
            place = text.find(words, max(start + step, 0), end + step + 1)
            while place >= 0:
                found.add(place - step)
                place = text.find(words, place + 1, end + step + 1)
    return sorted(found)


def _grown(text: str, place: int, period: int, seam: int) -> Iterator[Doubling]:
    """Grow the run of `period` around `place` as far as the characters agree, within reason."""
    if period < 2:
        return
    start, end = place, place + period + 1
    first, last = max(0, place - _FARTHEST), min(len(text), end + _FARTHEST)
    while start > first and text[start - 1] == text[start - 1 + period]:
        start -= 1
    while end < last and text[end] == text[end - period]:
        end += 1
    words = text[start : start + period]
    if end - start >= 2 * period and start < seam < end and len(set(words)) > 1 and has_han(words):
        yield Doubling(start, end, period, seam)


def is_slip(text: str, found: Doubling) -> bool:
    """Tell whether nobody can have written the words twice, wherever they are taken to begin.

    More than a word is set twice by an eye that goes back too far from the end of the line: then
    the line begins with what the one before ended with. Elsewhere it is a writer's parallel.
    """
    if found.period > _SHORT and found.seam - found.period not in found.starts:
        return False
    return all(_is_torn(text, start, found.period) for start in found.starts)


def _is_torn(text: str, start: int, period: int) -> bool:
    words = text[start : start + period]
    before, behind = text[max(0, start - _CONTEXT) : start], text[start + 2 * period :][:_CONTEXT]
    joints = joints_of(before, words, behind)
    if joints.runs_on or words[-1] in _MARKS or not joints.behind or before[-1:] in _COUNTED:
        return False
    marked = not _MARKS.isdisjoint(words)
    if period <= _SHORT:
        torn = joints.cuts_before and joints.cuts_behind
        return not marked and (torn or _names_an_institution(joints))
    if len(set(words)) <= _SHORT:
        return False
    begins = joints.cuts_before or tag(joints.first) in _UNBEGUN
    ends = _ends_torn(joints, period)
    if words[0] in _MARKS or not before or before[-1] in _MARKS:
        return ends and period >= (_SENTENCE if marked else _CLAUSE)
    if marked:
        return begins + ends + (period >= _SENTENCE) > 1
    return begins or ends or (period > _CLAUSE and _CRY.match(joints.behind) is None)


def _ends_torn(joints: Joints, period: int) -> bool:
    """Tell whether the words end in half a word, or with one that wants another behind it."""
    if joints.cuts_behind and (joints.stump == 1 or period > _CLAUSE) and period > _SHORT + 1:
        return True
    return period >= _CLAUSE and tag(joints.last) in _UNFINISHED


def _names_an_institution(joints: Joints) -> bool:
    """Tell whether an institution's name begins anew within itself: 农业技术|技术学院.

    A word that can be a verb has itself for an object (我们研究研究所的问题), and a name that ends
    in its head may precede a word with the same beginning (北京大学大学生).
    """
    word, before, kind = joints.words, joints.before, tag(joints.words)
    if any(heads.fullmatch(word) for heads in (_HEADS, _OFFICES)):
        return False
    of_a_place = before[-1:] in _UNITS or tag(before) == "ns"
    if kind[:1] not in ("n", "j", "b") and not (kind == "vn" and before.endswith(_RANKS)):
        return False
    if _HEADS.match(joints.behind):
        return of_a_place or before.endswith(_RANKS) or tag(before)[:1] in ("n", "b", "j", "a")
    return of_a_place and _OFFICES.match(joints.behind) is not None
