"""Find the lines of a form: 时间：…, 地点：…, 出席 …, as minutes, plays and notices open with."""

import re

from kanben.reading.page.lines import Lines

_NAMES = (
    "时间|時間|地点|地點|地址|主持|主持人|出席|出席人|出席人员|出席者|列席|列席人员|请假|請假|缺席|"
    "缺席人员|未出席|记录|記錄|记录人|記錄人|记录员|参加|参加人员|参会人员|与会人员|與會人員|到会|议题|"
    "議題|议程|議程|内容|人物|登场人物|布景|场景|景|邮编|郵編|电话|電話|传真|傳真|联系人|聯絡人|联系电话|"
    "网址|邮箱|主送|抄送|抄报|印发|签发|整理|审核|校对|责任编辑|发文字号|收文|日期|单位|姓名|年龄|籍贯|"
    "职务|性别|民族|病历号|案由|原告|被告|审判长|书记员"
)
_FIELD = re.compile(rf"(?:{_NAMES})(?:\s*[:：]\s*|\s+|[:：]$)\S?")
_FEWEST = 2
"""Lines from one field to the next: a form has them one below the other."""
_FULL = 0.8
"""Part of the text's longest lines from which a field's words may go on below."""


def find_fields(lines: Lines) -> tuple[frozenset[int], frozenset[int]]:
    """Return the rows of forms, two and more together; and those that may go on below."""
    named = [row for row, text in enumerate(lines.texts) if _FIELD.match(text)]
    rows = {
        row for row in named if any(other != row and abs(other - row) < _FEWEST for other in named)
    }
    most = float(max(lines.widths)) if len(lines) else 0.0
    open_ = {row for row in rows if lines.widths[row] >= _FULL * most and row + 1 not in rows}
    return frozenset(rows), frozenset(open_)
