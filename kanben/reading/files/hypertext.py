"""Undo what is left of HTML in a text that was saved from the web."""

import html
import re
from collections.abc import Iterator

from kanben.characters import has_han
from kanben.reading.files.sheet import Rewrite, Sheet

_LINES = (
    "p|br|div|h[1-6]|li|ul|ol|dl|dt|dd|tr|table|tbody|thead|hr|blockquote|center|section|article"
)
_WORDS = (
    "span|font|b|i|u|em|strong|a|sup|sub|small|big|img|td|th|pre|nobr|wbr|label|s|strike|ins|del"
    "|html|head|body|title|meta|link|header|footer|nav|main|script|style|o:p"
)
_TAG = re.compile(rf"</?({_LINES}|{_WORDS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINE_TAG = re.compile(_LINES, re.IGNORECASE)
_CELL = re.compile("td|th", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style|head)\b[^<>]*>.*?</\1\s*>|<!--.*?-->|<!doctype[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What a browser shows nothing of."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DOCUMENT = re.compile(r"\s*(<!doctype|<html|<head|<body)", re.IGNORECASE)
_SPEAKS_OF_IT = re.compile(
    "HTML|标签|標籤|标记语言|標記語言|网页代码|XML|CSS|JavaScript|源代码|原始碼"
)
"""A text that has these words may show tags to its readers."""


def undo_hypertext(sheet: Sheet) -> None:
    """Take tags and comments out and read entities, unless the text speaks of them.

    Where a tag begins a line on the screen (``<br>``, ``<p>``) a line of the text ends.
    """
    text = "\n".join(sheet.lines)
    if "<" not in text and "&" not in text:
        return
    if not _DOCUMENT.match(text) and (_SPEAKS_OF_IT.search(text) or not has_han(text)):
        return
    _hide(sheet, text)
    for place, line in enumerate(sheet.lines):
        if "<" in line:
            sheet.rewrite(place, _tags(line))
    for place, line in enumerate(sheet.lines):
        if "&" in line:
            sheet.rewrite(place, _entities(line))


def _hide(sheet: Sheet, text: str) -> None:
    """Take out comments, scripts and heads, which can run over many lines."""
    starts = [0]
    for line in sheet.lines:
        starts.append(starts[-1] + len(line) + 1)
    spans: dict[int, list[Rewrite]] = {}
    place = 0
    for found in _HIDDEN.finditer(text):
        while starts[place + 1] <= found.start():
            place += 1
        last = place
        while starts[last] < found.end():
            begin = max(found.start() - starts[last], 0)
            end = min(found.end() - starts[last], len(sheet.lines[last]))
            if end > begin:
                spans.setdefault(last, []).append(Rewrite(begin, end, "", "reading.markup"))
            last += 1
    for place, hidden in spans.items():
        sheet.rewrite(place, hidden)


def _tags(line: str) -> Iterator[Rewrite]:
    for found in _TAG.finditer(line):
        before, behind = line[: found.start()], line[found.end() :]
        inside = bool(_TAG.sub("", before).strip() and _TAG.sub("", behind).strip())
        read = ""
        if inside and _LINE_TAG.fullmatch(found[1]):
            read = "" if _ends_here(before) else "\n"
        elif inside and _CELL.fullmatch(found[1]) and found[0].startswith("</"):
            read = "\u3000"
        yield Rewrite(found.start(), found.end(), read, "reading.markup")


def _ends_here(before: str) -> bool:
    """Tell whether another tag right before has ended the line already: </p><p>."""
    tags = list(_TAG.finditer(before))
    return (
        bool(tags)
        and not before[tags[-1].end() :].strip()
        and bool(_LINE_TAG.fullmatch(tags[-1][1]))
    )


def _entities(line: str) -> Iterator[Rewrite]:
    for found in _ENTITY.finditer(line):
        read = html.unescape(found[0])
        if read != found[0]:
            yield Rewrite(found.start(), found.end(), read, "reading.entity")
