"""Print a small book in one of the house's own designs, and scan a page of it."""

import json
from pathlib import Path

import pypdfium2

from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish
from kanben.reading.files.source import read_source

STORY = """老渡口

　　老渡口在村东，石阶一直铺到水里。每逢赶集，船工老周总要比平日早起一个时辰，把缆绳理顺，把船板擦干，才去敲茶社的门。

　　“今天水急，”他说，“一趟只载十个人。

　　赶集的人挑着担子，站在石阶上等，谁也不着急。茶社的伙计提着壶，一路招呼过来。

　　对岸是县城的北门，城楼早就拆了，只剩下两段残墙，墙上长满了藤。
"""
_SCALE = 150 / 72
"""Pixels of a point: what a scan of 150 dots has."""


def print_story(folder: Path, design: str) -> Path:
    """Return a PDF of the story in a design."""
    place = folder / "旧事"
    place.mkdir(parents=True)
    (place / "旧事.txt").write_text(STORY, encoding="utf-8")
    layout = Layout(folder / "build")
    asked = Asked(variants=("zh-Hans-CN",), formats=("pdf",), design=design)
    list(publish([place], layout, Config(), asked))
    return layout.edition("旧事", "zh-Hans-CN", "pdf")


def scan_story(pdf: Path, folder: Path) -> None:
    """Scan the page of a PDF that has most lines, and leave beside it what an engine reads."""
    printout = read_source(pdf).printout
    assert printout is not None
    on = [place.page for place in printout.places if place is not None]
    number = max(set(on), key=on.count)
    lines = read_source(pdf).lines
    read = []
    for text, place in zip(lines, printout.places, strict=True):
        if place is not None and place.page == number:
            left, top, right, bottom = (
                round(side * _SCALE)
                for side in (place.box.left, place.box.top, place.box.right, place.box.bottom)
            )
            corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
            read.append({"box": corners, "text": text, "score": 0.9})
    page = pypdfium2.PdfDocument(pdf)[number]
    page.render(scale=_SCALE).to_pil().save(folder / "页一.png", dpi=(150, 150))
    (folder / "页一.json").write_text(json.dumps({"lines": read}), encoding="utf-8")
