"""Write a book of any length out of a small vocabulary."""

import random
from html import escape

import msgspec

_VOCABULARY = """
春天 山村 图书 馆藏 河流 桥梁 先生 学生 老人 孩子 清晨 黄昏 时候 地方 事情 道路 城市 乡间 书信 报纸
文章 编辑 印刷 纸张 铅字 排版 校对 出版 读者 作者 朋友 邻居 茶馆 车站 码头 船只 雨水 阳光 树木 田野
走过 看见 听说 记得 忘记 开始 结束 回来 离开 等待 发现 写下 读完 带来 送去 说明 讨论 决定 希望 以为
安静 明亮 遥远 古老 新鲜 缓慢 仔细 认真 简单 复杂 已经 仍然 常常 忽然 终于 几乎 一直 大约 当时 后来
的 了 在 是 和 与 也 就 都 又 从 到 向 把 被 给 对 为 有 不 这 那 他 她 我 们 一 两 三 几 个 条 座
"""
_WORDS = tuple(_VOCABULARY.split())
_LATIN = ("OCR", "PDF 2.0", "Unicode", "GB/T 15834", "ISBN", "A5", "Noto Serif")
_UNITS = ("年", "页", "公里", "个", "%", "℃", "人次")
_CHAPTER = 60
"""Paragraphs."""


class Book(msgspec.Struct, frozen=True):
    """A book: chapters of paragraphs."""

    chapters: tuple[tuple[str, ...], ...]

    def html(self, *, lang: str, font: str) -> str:
        """Return the book as HTML with the style of a plain A5 book."""
        body = "\n".join(
            f"<h1>第{number}章</h1>" + "".join(f"<p>{escape(text)}</p>\n" for text in chapter)
            for number, chapter in enumerate(self.chapters, 1)
        )
        return f"""<!DOCTYPE html><html lang="{lang}"><meta charset="utf-8"><title>书</title><style>
            @page {{ size: A5; margin: 20mm 18mm; @bottom-center {{ content: counter(page) }} }}
            html {{ font: 10.5pt/1.7 "{font}"; text-align: justify }}
            p {{ margin: 0; text-indent: 2em; orphans: 2; widows: 2 }}
            h1 {{ font-size: 16pt; break-before: page; string-set: title content() }}
            </style><body>{body}</body></html>"""

    def typst(self, *, lang: str, region: str, font: str) -> str:
        """Return the book in Typst's markup, with the same style."""
        body = "\n".join(
            f"= 第{number}章\n" + "\n\n".join(f"#{quoted(text)}" for text in chapter)
            for number, chapter in enumerate(self.chapters, 1)
        )
        return f"""#set page("a5", margin: (x: 18mm, y: 20mm), numbering: "1")
#set text(font: {quoted(font)}, size: 10.5pt, lang: "{lang}", region: "{region}", top-edge: 0.8em)
#set par(justify: true, leading: 0.9em, spacing: 0.9em,
  first-line-indent: (amount: 2em, all: true))
#show heading: it => {{ pagebreak(weak: true); text(16pt, it.body) }}
{body}
"""


def quoted(text: str) -> str:
    """Return a string literal of Typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_book(characters: int, *, lang: str) -> Book:
    """Return a book of about so many characters, the same one at every call.

    `lang` decides the quotation marks: “” for zh-Hans, 「」 for zh-Hant.
    """
    author = _Author(random.Random(characters), lang)
    paragraphs: list[str] = []
    written = 0
    while written < characters:
        paragraphs.append(author.paragraph())
        written += len(paragraphs[-1])
    chapters = [paragraphs[at : at + _CHAPTER] for at in range(0, len(paragraphs), _CHAPTER)]
    return Book(tuple(map(tuple, chapters)))


class _Author:
    def __init__(self, chance: random.Random, lang: str) -> None:
        self.chance = chance
        self.quotes = ("「", "」") if "hant" in lang.lower() else ("“", "”")

    def paragraph(self) -> str:
        return "".join(self._sentence() for _ in range(self.chance.randint(1, 8)))

    def _words(self, least: int, most: int) -> str:
        return "".join(self.chance.choices(_WORDS, k=self.chance.randint(least, most)))

    def _sentence(self) -> str:
        chance, (opening, closing) = self.chance, self.quotes
        text = "，".join(self._clause() for _ in range(chance.randint(1, 4)))
        end = chance.choice("。。。。。？！；")
        shape = chance.random()
        if shape < 0.12:
            return f"{opening}{text}{end.replace('；', '。')}{closing}"
        if shape < 0.2:
            return f"{self._words(1, 3)}说：{opening}{text}。{closing}"
        return text + end

    def _clause(self) -> str:
        chance = self.chance
        text = self._words(2, 7)
        shape = chance.random()
        if shape < 0.06:
            return f"{text}{chance.randint(1, 2030)}{chance.choice(_UNITS)}"
        if shape < 0.10:
            return f"{text}{chance.choice(_LATIN)}{self._words(1, 2)}"
        if shape < 0.13:
            return f"{text}——{self._words(1, 3)}"
        if shape < 0.16:
            return f"{text}《{self._words(2, 4)}》"
        if shape < 0.19:
            return f"{text}（{self._words(1, 4)}）"
        if shape < 0.21:
            return f"{text}、{self._words(1, 2)}、{self._words(1, 2)}"
        if shape < 0.22:
            return f"{text}·{self._words(1, 1)}"
        return f"{text}……" if shape < 0.23 else text
