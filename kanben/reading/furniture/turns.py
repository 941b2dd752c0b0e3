"""Know the words that send the reader to another page: （下转第三版） … （上接第一版）."""

import re

from kanben.reading.numbers.grammar import HAN_NUMBER

_PAGE = rf"第?\s*(?:\d{{1,3}}|{HAN_NUMBER}|[A-Z]\d{{1,2}})\s*[版页頁]"
_OPENED, _CLOSED = r"[（(【\[]?+(?:(?<!\s)\s++)?+(?:[▶→]\s*+)?+", r"[^）)】\]]{0,6}[）)】\]]?"
TURNED = re.compile(rf"{_OPENED}下[转轉接]\s*{_PAGE}{_CLOSED}\s*[▶→]?$")
"""The words that send the reader on."""
TAKEN_UP = re.compile(rf"{_OPENED}(?:[上紧緊][接承])\s*{_PAGE}{_CLOSED}")
"""The words that take the text up again."""
