"""Read title and authors out of the lines that open a book: 《渡口》, ［清］沈復 著."""

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from kanben.characters import HAN_RANGES
from kanben.credits import ROLES, ROLES_BEHIND, alternatives
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.metadata import Person
from kanben.reading.numbers.grammar import label_of
from kanben.reading.outline.chapters import ends_sentence
from kanben.reading.outline.persons import is_person
from kanben.reading.page.lines import Lines

_LINES = 30
"""So many lines from the beginning are looked at, notices and contents not counted."""
_PROSE = 24.0
"""Cells of a line that ends a sentence from which the book itself has begun."""
_EDITION = (
    r"(?:[\s_\-—]*[（(【\[〔]?(?:全集|全本|全文|完结|完結|完本|完整|精校|校对|校對|典藏|修订|修訂|全\S{1,2}册|"
    r"繁体|繁體|简体|簡體|TXT|txt|小说|小說)[^（(【\[]{0,12}[)）】\]〕]?)*"
)
_TITLED = re.compile(rf"[【\[]?《(?P<title>[^》]{{1,40}})》[】\]]?{_EDITION}\s*(?P<rest>.*)")
_CALLED = re.compile(
    r"[【\[〔]?(?:书\s*名|書\s*名|作品名称|作品名|小说名|小說名|题\s*名|題\s*名|标题|標題|篇名|(?i:title))"
    rf"(?:[】\]〕]\s*[:：]?|\s*[:：])\s*《?(?P<title>[^》]+?)》?{_EDITION}\s*$"
)
_BEFORE_ROLES = alternatives(
    (*ROLES, "作\u3000者", "作 者", "原 著", "作　家", "作家", "原著作者", "笔名")
)
_SIGNED = re.compile(
    rf"(?:^|[\s（(【\[〔/／|])(?P<role>{_BEFORE_ROLES})[】\]〕]?\s*[:：/／﹕]\s*(?P<name>[^\s:：/／|,，;；）)】\]].*?)"
    rf"(?=$|[\s]+(?:{_BEFORE_ROLES})[】\]〕]?\s*[:：/／]|[)）】\]]\s*$|[|／/])"
)
_PERIOD = r"(?P<period>[\[［【（(〔]\s*[\u4e00-\u9fffA-Za-z]{1,6}\s*[\]］】）)〕])?\s*"
_BEHIND = re.compile(
    rf"{_PERIOD}(?P<name>[{HAN_RANGES}·•．.‧・A-Za-z]{{1,24}}?(?:[、，,\s][{HAN_RANGES}·•]{{2,12}}?)*?)"
    rf"(?P<gap>\s*)(?P<role>{alternatives(ROLES_BEHIND)})(?=$|[\s;；,，、/／])[\s;；,，、/／]*"
)
_BY = re.compile(r"(?P<title>.{1,40}?)\s+(?i:by)\s*[:：]?\s*(?P<name>\S.{1,30})")
_BODY = re.compile(
    r"(?:委员会|委員會|编委会|編委會|编写组|編寫組|编辑部|編輯部|办公室|研究[所室院会]|局|馆|館|社|组|組)$"
)
"""Bodies that sign books: editorial committees, offices, institutes."""
_NAMES_PART = re.compile(r"[、，,;；\u3000]+|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff]{2})")
_SPACED = re.compile(r"\s{2,}|\u3000+")
_NOTE_ROLES = frozenset(
    [
        "注",
        "註",
        "校",
        "辑",
        "輯",
        "点校",
        "點校",
        "整理",
        "校点",
        "校點",
        "校对",
        "校對",
        "编辑",
        "編輯",
        "责编",
        "責編",
        "责任编辑",
        "責任編輯",
    ]
)


_SIGNED_WITHIN = 4
"""The author's bare name is one of the first lines: behind title and publisher."""


class Opening(Struct, frozen=True):
    """Hold what the opening lines tell: title, persons, and the kinds of the lines that do."""

    title: str = ""
    creators: tuple[Person, ...] = ()
    kinds: dict[int, BlockKind] = {}


def read_opening(lines: Lines, passed: Collection[int], first_mark: int) -> Opening:
    """Read the lines before `first_mark`, and before prose begins; `passed` are no part of it."""
    title, creators = "", []
    kinds: dict[int, BlockKind] = {}
    for row in _opening_rows(lines, passed, first_mark):
        text = lines.texts[row].strip("=*—-~#＊☆★ \u3000")
        named, rest = _title_in(text) if not title else ("", text)
        people = list(_persons_in(rest))
        if named:
            title = named
            kinds[row] = (
                BlockKind.HEADLINE if _TITLED.match(text) and not rest else BlockKind.BYLINE
            )
        elif people and not ends_sentence(text):
            kinds[row] = BlockKind.BYLINE
        creators += [person for person in people if person not in creators]
    if not creators:
        creators = _signed_alone(lines, passed, first_mark, kinds)
    return Opening(title, tuple(creators), kinds)


def _opening_rows(lines: Lines, passed: Collection[int], first_mark: int) -> Iterator[int]:
    looked = 0
    for row in range(min(first_mark, len(lines))):
        if row in passed:
            continue
        text = lines.texts[row]
        looked += 1
        long = lines.widths[row] >= _PROSE
        told = _CALLED.match(text) or _SIGNED.search(text) or _TITLED.match(text)
        if looked > _LINES or (long and not told):
            return
        yield row


def _title_in(text: str) -> tuple[str, str]:
    """Return the title that a line states, and what else stands on the line."""
    called = _CALLED.match(text)
    if called:
        return called["title"].strip(), ""
    titled = _TITLED.fullmatch(text)
    if titled and (not titled["rest"] or _is_signature(titled["rest"])):
        return titled["title"].strip(), titled["rest"]
    by = _BY.fullmatch(text)
    if by:
        return by["title"].strip("《》 "), f"作者：{by['name']}"
    signed = _SIGNED.search(text)
    if signed and 0 < signed.start() <= 40 and "：" not in text[: signed.start()]:
        return text[: signed.start()].strip(" \u3000《》（(【[/／|-—"), text[signed.start() :]
    return "", text


def _is_signature(rest: str) -> bool:
    return any(True for _ in _persons_in(rest)) or is_person(rest.strip("（()） "))


def _persons_in(text: str) -> Iterator[Person]:
    """Yield the persons that a line of the opening names."""
    signed = list(_SIGNED.finditer(text))
    if signed:
        for found in signed:
            role = "".join(found["role"].split())
            for name in _NAMES_PART.split(found["name"]):
                behind = _BEHIND.fullmatch(name.strip())
                clean = name.strip(" \u3000）)】《》-—")
                if behind and not is_person(clean):
                    clean = f"{behind['period'] or ''}{behind['name']}"
                if clean and role not in _NOTE_ROLES and len(clean) <= 30:
                    yield Person(
                        clean, "著" if role in ("作者", "原著", "著者", "作家", "笔名") else role
                    )
        return
    yield from _behind(text)


def _behind(text: str) -> Iterator[Person]:
    """Yield the persons with their role behind the name, if the whole line is such."""
    place, found = 0, []
    text = text.strip()
    while place < len(text):
        match = _BEHIND.match(text, place)
        if match is None:
            return
        name = match["name"].strip()
        sure = match["period"] or match["gap"] or is_person(name)
        if not sure or (not match["period"] and not _could_be(name)):
            return
        found.append(Person(f"{_period(match['period'])}{name}", match["role"]))
        place = match.end()
    yield from found


def _could_be(name: str) -> bool:
    parts = [part for part in re.split(r"[、，,\s]", name) if part]
    return all(is_person(part) or 1 < len(part) <= 4 or _BODY.search(part) for part in parts)


def _period(printed: str | None) -> str:
    """Return a dynasty or a country as Chinese title pages set it: ［清］."""
    return f"［{printed[1:-1].strip()}］" if printed else ""


def _signed_alone(
    lines: Lines, passed: Collection[int], first_mark: int, kinds: dict[int, BlockKind]
) -> list[Person]:
    """Return the author whose bare name stands below the title, or beside it."""
    rows = list(_opening_rows(lines, passed, first_mark))
    for place, row in enumerate(rows[:_SIGNED_WITHIN]):
        text = lines.texts[row].strip()
        parts = [part for part in _SPACED.split(text) if part]
        below_title = place == 1 or (place == 2 and lines.texts[rows[1]][0] in "（([【")
        if below_title and is_person(text) and label_of(text) is None:
            kinds.setdefault(row, BlockKind.BYLINE)
            return [Person(text, "著")]
        if len(parts) == 2 and place == 0 and is_person(parts[1]) and not is_person(parts[0]):
            return [Person(parts[1], "著")]
    return []
