"""Find speeches and entries: lines that begin with who speaks, what is listed, or a headword."""

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from kanben.characters import CLOSING, HAN_RANGES, SENTENCE_END
from kanben.manuscript.blocks import BlockKind
from kanben.reading.looks.shapes import Shapes
from kanben.reading.numbers.grammar import HAN_NUMBER
from kanben.reading.page.lines import Lines

_SPEAKER = re.compile(rf"([{HAN_RANGES}]{{1,5}})(?:[ \u3000\xa0]+(?=[^\s])|[：:](?=.)|$)")
_HEADWORD = re.compile(rf"【(?!第)([{HAN_RANGES}]{{1,8}})】(?=.)")
_CAST = ("人物", "登场人物", "登場人物")
_NAME = re.compile(f"[{HAN_RANGES}]{{1,5}}")
_DIRECTION = re.compile(r"[〔［\[（(]")
_WORDS = (
    "人物 登场人物 登場人物 时间 時間 地点 地點 布景 佈景 场景 場景 出席 缺席 请假 請假 列席 "
    "记录 記錄 纪录 紀錄 主持 主持人 主席 出席人 列席人 参加人 參加人 出席人员 列席人员 缺席人员 "
    "参加人员 会议时间 会议地点 地址 电话 電話 邮编 责任编辑 責任編輯 编辑 編輯 校对 校對 版式 "
    "主办 主办单位 主辦單位 协办 承办 出版 发行 發行 印刷 定价 定價 "
)
_LABELS = frozenset(_WORDS.split())
"""What heads a list of names, a place or a time in minutes, plays and imprints."""
_HEAD = re.compile(rf"([{HAN_RANGES}]{{2,5}})(?:[ \u3000\xa0]+|[：:][ \u3000\xa0]*)\S")
_LINES, _SPEAKERS, _SHARE = 4, 2, 0.1
"""A dialogue has so many speeches and speakers at least, and such a share of the lines."""
_PLAYED = 0.5
"""Share of the lines of a scene that begin a speech or a direction."""
_ARTICLE = re.compile(
    rf"第{HAN_NUMBER}[条條](?:之{HAN_NUMBER})?[ \u3000\xa0]+(?![（(【][^）)】]*[）)】]?$)\S{{9}}"
)
_ARTICLES = 2
"""Articles of a law, each with words behind its number, from which they begin paragraphs."""
_ENTRIES = 3
"""Headwords from which a text is a list of entries: two can be chance."""
_AROUND = 20
"""Lines on each side of which the widest shows the measure."""
_END = SENTENCE_END | CLOSING


def find_speeches(lines: Lines) -> Shapes:
    """Return where speeches, listed things and entries begin, and that they are paragraphs."""
    speakers = _speakers(lines)
    entries = [
        row for row, text in enumerate(lines.texts) if text[0] == "【" and _HEADWORD.match(text)
    ]
    starts: dict[int, str] = {}
    if len(entries) >= _ENTRIES:
        starts |= dict.fromkeys(entries, "evidence.entry")
    articles = [row for row, text in enumerate(lines.texts) if _ARTICLE.match(text)]
    if len(articles) >= _ARTICLES:
        starts |= dict.fromkeys(articles, "evidence.entry")
    for row, text in enumerate(lines.texts) if speakers else ():
        found = _SPEAKER.match(text)
        speaks = found and found[1] in speakers and _may_begin(lines, row, text[found.end(1) :])
        if speaks or (speakers and _DIRECTION.match(text) and _ended(lines, row - 1)):
            starts[row] = "evidence.speech"
    joins: dict[int, bool] = {}
    for row in _running(lines, starts):
        joins[row] = True
    shapes = _begun(starts, BlockKind.PARAGRAPH)
    labelled = _labelled(lines)
    listed = _begun(dict.fromkeys(labelled, "evidence.label"), BlockKind.LIST)
    alone = {row: False for row in labelled if row + 1 < len(lines) and _is_short(lines, row)}
    reasons = dict.fromkeys(joins, "evidence.speech")
    ends = Shapes(alone, {}, dict.fromkeys(alone, "evidence.label"))
    return shapes.over(Shapes(joins, {}, reasons)).over(listed.over(ends))


def _speakers(lines: Lines) -> frozenset[str]:
    """Return who speaks: words that lines begin with again and again, before a space or colon.

    Where some do, so do those who speak once, and whom the list of characters names.
    """
    spaced: Counter[str] = Counter()
    colons: Counter[str] = Counter()
    for row, text in enumerate(lines.texts):
        found = _SPEAKER.match(text)
        if found and found.end() > found.end(1) and _ended(lines, row - 1):
            (colons if found[0][-1] in "：:" else spaced)[found[1]] += 1
    speakers: set[str] = set()
    for counts in (spaced, colons):
        several = [word for word, count in counts.items() if count > 1 and word not in _LABELS]
        total = sum(counts[word] for word in several)
        is_dialogue = len(several) >= _SPEAKERS and total >= max(_LINES, _SHARE * len(lines))
        if is_dialogue or (counts is spaced and several and _is_scene(lines, counts)):
            speakers.update(several)
            if counts is spaced:
                speakers.update(counts)
    return frozenset((speakers | _characters(lines) if speakers else speakers) - _LABELS)


def _is_scene(lines: Lines, counts: Counter[str]) -> bool:
    """Tell whether so short a piece is of a play: directions in brackets stand between speeches."""
    directions = sum(text[0] in "〔［" for text in lines.texts)
    names = [word for word in counts if word not in _LABELS]
    spoken = sum(counts[name] for name in names)
    most = spoken + directions >= _PLAYED * len(lines)
    return directions > 1 and len(names) >= _SPEAKERS and spoken >= _LINES and most


def _characters(lines: Lines) -> set[str]:
    """Return the names that a list of characters gives (人物 罗伯、校长、船客甲)."""
    lists = (text for text in lines.texts if text.startswith(_CAST))
    return {name for text in lists for name in _NAME.findall(text)[1:]}


def _may_begin(lines: Lines, row: int, rest: str) -> bool:
    """Tell whether a speech can begin here: behind a colon only where a sentence has ended."""
    return rest[:1] not in ("：", ":") or _ended(lines, row - 1) or _is_short(lines, row - 1)


def _ended(lines: Lines, row: int) -> bool:
    return row < 0 or lines.texts[row][-1] in _END or bool(lines.blanks[row + 1])


def _is_short(lines: Lines, row: int) -> bool:
    return row >= 0 and not _is_full(lines, row, 4)


def _running(lines: Lines, starts: dict[int, str]) -> Iterator[int]:
    """Yield the rows after which a speech goes on: it has not ended, nothing begins below."""
    inside = False
    for row in range(len(lines) - 1):
        inside = row in starts or (inside and not _ended(lines, row - 1))
        if inside and not _ended(lines, row) and row + 1 not in starts and _is_full(lines, row, 2):
            yield row


def _is_full(lines: Lines, row: int, slack: float) -> bool:
    """Tell whether a line is about as wide as the widest around it."""
    around = lines.widths[max(0, row - _AROUND) : row + _AROUND]
    return bool(lines.widths[row] + slack >= np.max(around))


def _labelled(lines: Lines) -> list[int]:
    """Return lines of a label and what it lists, with no other text: 出席 王小明 李红."""
    rows = []
    for row, text in enumerate(lines.texts):
        found = _HEAD.match(text)
        if found and found[1] in _LABELS and not _is_wrapped(lines, row):
            rows.append(row)
    return rows


def _is_wrapped(lines: Lines, row: int) -> bool:
    """Tell whether the line before runs on into this one, as far as its end shows."""
    if row == 0 or _ended(lines, row - 1):
        return False
    return _is_full(lines, row - 1, 1) and _HEAD.match(lines.texts[row - 1]) is None


def _begun(starts: dict[int, str], kind: BlockKind) -> Shapes:
    """Return the shapes of blocks that begin at rows."""
    before = {row - 1: reason for row, reason in starts.items() if row}
    return Shapes(dict.fromkeys(before, False), dict.fromkeys(starts, kind), before)
