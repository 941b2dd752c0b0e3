"""See the dress of a chapter's title: ☆、第1章, ===第1章===, 【第一章】, 正文 第一章."""

import re

from msgspec import Struct, structs

from kanben.characters import HAN_RANGES
from kanben.reading.numbers.grammar import HAN_NUMBER, Label, Rank, label_of
from kanben.reading.numbers.numerals import number_of

_ORNAMENTS = r"\s☆★◎●○◆◇■□※▲△▼♠♣♥♦=—~～*＊#＃_+|｜、，,.．·•\-"
_BEFORE = re.compile(f"[{_ORNAMENTS}]*")
_BULLETS = frozenset("•·-*—+.●○■◆▪")
"""One of these before a number makes an item of a list, unless it closes the line too."""
_VOLUME = re.compile(rf"[{HAN_RANGES}]{{2,12}}([卷巻](?:第?{HAN_NUMBER}|[上中下]))")
_COUNTED = re.compile(rf"[{HAN_RANGES}]{{1,12}}第({HAN_NUMBER})(?:[\s　]+\S.{{0,14}})?")
_AFTER = re.compile(rf"[{_ORNAMENTS}]*$")
_BRACKETS = {
    "【": "】",
    "〖": "〗",
    "〔": "〕",
    "[": "]",
    "「": "」",
    "『": "』",
    "<": ">",
    "〈": "〉",
}
_SECTION_OF_SITE = re.compile(
    r"(?:正文|VIP(?:卷|章节)?|公众章节|作品正文|章节正文|最新章节|分卷阅读)(?:卷)?[\s:：_\-]*"
)
"""What sites set before every chapter's number."""


class ChapterMark(Struct, frozen=True):
    """Hold a chapter's title: its label, where label and title begin and end, their dress.

    `label_at` is where the label begins, `title` what is left when the dress is taken off.
    """

    label: Label
    label_at: int
    title: str
    is_dressed: bool


def mark_of(text: str, prefix: str = "") -> ChapterMark | None:
    """Return the chapter's title that a line holds, None without a label.

    `prefix` is what the text is known to set before its chapters: the book's name.
    """
    start = _start(text, prefix)
    inside = text[start:]
    closer = _BRACKETS.get(inside[:1], "")
    label = label_of(inside[1:].replace(closer, " ", 1).rstrip() if closer else inside)
    if label is None:
        return None
    at = start + bool(closer)
    end = _AFTER.search(text)
    stop = end.start() if end and start else len(text)
    body = text[at:stop]
    if closer:
        if closer not in body:
            return None
        body = body.replace(closer, " ", 1)
    title = body.rstrip()
    label = _innermost(title, label)
    if start and not title[label.end :].strip() and label.rank is Rank.BARE and stop == len(text):
        return None
    return ChapterMark(label, at, title, bool(start or closer))


def volume_of(text: str) -> Label | None:
    """Return the label of a volume that stands behind its book's name: 某縣志卷一."""
    found = _VOLUME.fullmatch(text)
    label = label_of(found[1].replace("巻", "卷").replace("第", "")) if found else None
    return None if label is None else structs.replace(label, end=len(text))


def counted_title(text: str) -> Label | None:
    """Return the label of a title that is counted behind its words: 學而第一, 五帝本紀第一."""
    found = _COUNTED.fullmatch(text)
    return Label(Rank.CHAPTER, "第", (number_of(found[1]),), len(text)) if found else None


def _innermost(title: str, label: Label) -> Label:
    """Return the label of the chapter where its volume's stands before it: 第二卷 第一章."""
    if label.rank > Rank.SUBDIVISION or not label.unit:
        return label
    rest = title[label.end :]
    place = re.search(r"\s第", f" {rest}")
    inner = label_of(rest[place.start() :]) if place else None
    if place is None or inner is None or inner.rank <= label.rank or not inner.unit:
        return label
    return structs.replace(inner, end=label.end + place.start() + inner.end)


def _start(text: str, prefix: str) -> int:
    """Return where the label or its bracket begins, behind ornaments and what sites prefix."""
    ornaments = _BEFORE.match(text)
    start = ornaments.end() if ornaments else 0
    if text[:start].strip() in _BULLETS and not text.endswith(text[0]):
        start = 0
    if prefix:
        named = re.compile(rf"[《【\[]?{re.escape(prefix)}[》】\]]?").match(text, start)
        after = _BEFORE.match(text, named.end()) if named else None
        start = after.end() if after else start
    section = _SECTION_OF_SITE.match(text, start)
    return section.end() if section else start


def dress_of_title(text: str, prefix: str = "") -> list[tuple[int, int, str]]:
    """Return what must be replaced to free a title: start, end, and what comes instead."""
    mark = mark_of(text, prefix)
    if mark is None or not mark.is_dressed:
        return []
    edits = [(0, mark.label_at, "")] if mark.label_at else []
    closer = _BRACKETS.get(text[mark.label_at - 1], "") if mark.label_at else ""
    stop = len(text)
    if mark.label_at:
        end = _AFTER.search(text)
        stop = end.start() if end else stop
    place = text.find(closer, mark.label_at) if closer else -1
    if 0 <= place < stop:
        rest = text[place + 1 : stop].strip()
        if rest:
            edits.append((place, place + 1, "" if text[place + 1].isspace() else "\u3000"))
        else:
            stop = place
    if stop < len(text):
        edits.append((stop, len(text), ""))
    return edits
