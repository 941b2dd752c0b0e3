"""Publish a small book as DOCX, and change it as a word processor does that tracks changes."""

import zipfile
from pathlib import Path

from kanben.manuscript.archive import load
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish

TEXT = """江边的早晨

天还没有亮,江上起了雾，挑水的人己经沿着石阶走下去了。

卖菜的人来了，卖鱼的人也来了，码头上渐渐热闹起来。
"""
MARK = 'w:id="9{n}" w:author="林编辑" w:date="2026-05-04T09:30:00Z"'


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def gone(text: str) -> str:
    return f"<w:del {MARK.format(n=1)}>{run(text, 'delText')}</w:del>"


def come(text: str) -> str:
    return f"<w:ins {MARK.format(n=2)}>{run(text)}</w:ins>"


def published(place: Path) -> tuple[Layout, str]:
    layout = Layout(place.parent / "build")
    list(publish([place], layout, Config(), Asked(variants=("zh-Hans-CN",), formats=("docx",))))
    manuscript = load(layout.variant("江", "zh-Hans-CN"))
    return layout, "\n".join(block.text for block in manuscript.blocks)


def sent_back(layout: Layout, before: str, after: str) -> Path:
    """Change the book's own document."""
    edition = layout.edition("江", "zh-Hans-CN", "docx")
    return change_in(edition, layout.folder / "back.docx", before, after)


def change_in(edition: Path, changed: Path, before: str, after: str) -> Path:
    """Change a document as a word processor does that tracks changes."""
    with zipfile.ZipFile(edition) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = content.decode("utf-8")
                start = text.index(before)
                begin, end = text.rindex("<w:r>", 0, start), text.index("</w:r>", start) + 6
                whole = text[begin:end]
                words = whole[whole.index(">", whole.index("<w:t")) + 1 : whole.index("</w:t>")]
                left, _, right = words.partition(before)
                content = (text[:begin] + run(left) + after + run(right) + text[end:]).encode()
            new.writestr(name, content)
    return changed
