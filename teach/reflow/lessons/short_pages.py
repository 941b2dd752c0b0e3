"""Design short pages: a tale, a letter, a thin book with its contents, a poem, minutes, a table."""

import random
import re
from collections.abc import Iterator, Sequence

from bench.reflow_gold import Document
from kanben.characters import is_han
from teach.reflow.lessons.dress import Tagged, chinese
from teach.reflow.lessons.pagination import cut_out
from teach.reflow.lessons.short_page import ShortPage, wrap

_FEWEST_SENTENCES = 20
_PIECES = re.compile(r"[一-龥]{3,12}")
_CLAUSE = re.compile(r"[一-龥]{5}(?=[，。！？；])|[一-龥]{7}(?=[，。！？；])")
_CHAPTERS = (
    "{title}",
    "第{cn}章　{title}",
    "第{cn}章 {title}",
    "{cn}、{title}",
    "{n} {title}",
    "{cn}",
)
_VOLUMES = ("卷之{volume}", "卷{cn}", "第{cn}卷", "{volume}編")
_LEADERS = ("……………", "..........", "　　", " ", "\t", "———")
_COUNTED = ("縣名", "產量", "人口", "上年", "本年", "增減", "項目", "數量", "單價", "合計")


def short_pages(name: str, group: str, text: Tagged, seeds: Sequence[int]) -> Iterator[Document]:
    """Yield short pages made of a text's sentences, half of them cut off at random."""
    for place, seed in enumerate(seeds):
        rng = random.Random(seed)
        page = ShortPage(text, rng)
        if len(page.sentences) < _FEWEST_SENTENCES:
            return
        _DESIGNS[place % len(_DESIGNS)](page)
        whole = page.document(f"{name}-short-{seed}", group)
        if rng.random() < 0.5:
            yield whole
            continue
        first = rng.choice([0, 0, rng.randrange(len(whole.lines))])
        yield cut_out(whole, first, first + rng.randint(4, 30))


def _tale(page: ShortPage) -> None:
    """Set a title and a few paragraphs."""
    rng = page.rng
    if rng.random() < 0.7:
        page.heading(page.title(), rng.choice(["headline", "heading"]))
    if rng.random() < 0.4:
        page.emit("byline", page.setting.heading + page.name() + rng.choice(["", " 著", "　作"]))
        page.space(page.setting.below)
    page.paragraphs(rng.randint(1, 7))


def _thin_book(page: ShortPage) -> None:
    """Set a title page, the contents, and chapters of few paragraphs."""
    rng = page.rng
    form, titles = rng.choice(_CHAPTERS), [page.title() for _ in range(rng.randint(2, 5))]
    heads = [form.format(n=n, cn=chinese(n), title=title) for n, title in enumerate(titles, 1)]
    page.heading(page.title(), "headline")
    if rng.random() < 0.6:
        page.emit("byline", page.name() + rng.choice(["", " 著", "　編"]))
    if rng.random() < 0.7:
        page.heading(rng.choice(["目录", "目　录", "目錄", "目次"]))
        leader, folio = rng.choice(_LEADERS), 1
        for head in heads:
            page.emit("list", f"{head}{leader}{folio}")
            folio += rng.randint(2, 30)
    for head in heads:
        page.heading(head)
        page.paragraphs(rng.randint(1, 3))


def _quoted_poem(page: ShortPage) -> None:
    """Set a poem, four lines or eight, between paragraphs; its source below it."""
    rng = page.rng
    page.paragraphs(rng.randint(1, 3))
    clauses = _CLAUSE.findall(page.words)
    length = rng.choice([5, 7])
    found = [clause for clause in clauses if len(clause) == length] or clauses or ["江上清風明"]
    page.space(page.setting.gap)
    indent = "\u3000" * rng.choice([2, 3, 4, 6])
    for number in range(rng.choice([2, 4, 4, 8])):
        page.emit("verse", indent + rng.choice(found) + "，。"[number % 2])
    if rng.random() < 0.5:
        page.emit("byline", indent * 2 + f"——{page.name()}《{page.title()}》")
    page.space(page.setting.gap)
    page.paragraphs(rng.randint(1, 4))


def _table(page: ShortPage) -> None:
    """Set a table with its caption and its note between paragraphs."""
    rng = page.rng
    page.paragraphs(rng.randint(1, 2))
    page.space(page.setting.gap)
    if rng.random() < 0.6:
        page.emit("caption", f"表{rng.randint(1, 9)} {page.title()}")
    columns, between = rng.randint(3, 5), rng.choice([" ", "  ", "\t", "　"])
    rows = [between.join(rng.sample(_COUNTED, columns))]
    for _ in range(rng.randint(3, 6)):
        figures = (f"{rng.randrange(1, 99_000):,}" for _ in range(columns - 1))
        rows.append(between.join((page.title()[:2], *figures)))
    page.emit("table", *rows)
    if rng.random() < 0.5:
        page.emit("paragraph", *wrap("注：" + page.prose(), page.setting._replace(indent="")))
    page.space(page.setting.gap)
    page.paragraphs(rng.randint(1, 3))


def _tales(page: ShortPage) -> None:
    """Set short tales under titles of a few characters, in volumes or without."""
    rng = page.rng
    form, volume = rng.choice(_VOLUMES), rng.random() < 0.6
    for number in range(rng.randint(1, 2)):
        if volume:
            page.heading(form.format(volume="上下"[number], cn=chinese(number + 1)))
        for _ in range(rng.randint(1, 4)):
            page.heading(page.title())
            page.paragraphs(rng.choice([1, 1, 2]))


def _notice(page: ShortPage) -> None:
    """Set a letter or a notice: whom it speaks to, what it says, who signs it."""
    rng = page.rng
    page.heading(rng.choice(["通知", "启事", "公告", "致讀者", page.title()]), "headline")
    if rng.random() < 0.6:
        page.emit("paragraph", page.name() + rng.choice(["先生：", "同志：", "兄：", "："]))
    page.paragraphs(rng.randint(1, 4))
    if rng.random() < 0.5:
        page.emit("byline", "\u3000" * rng.randint(6, 12) + page.name())


def _letter(page: ShortPage) -> None:
    """Set a letter with its wishes, the name and the day below it."""
    rng, setting = page.rng, page.setting
    page.emit("paragraph", page.name() + rng.choice(["先生：", "吾兄：", "大人：", "："]))
    page.paragraphs(rng.randint(1, 5))
    wishes = rng.choice([("此致", "敬礼！"), ("敬祝", "安康！"), ("即頌", "近安"), ("祝好！",)])
    for place, words in enumerate(wishes):
        page.emit("paragraph", ("" if place else setting.indent) + words)
    right = "\u3000" * rng.randint(6, 16)
    page.emit("byline", right + rng.choice(["", "弟　", "學生　", "兒　"]) + page.name())
    if rng.random() < 0.7:
        year, month, day = rng.randint(1900, 2020), rng.randint(1, 12), rng.randint(1, 28)
        han = f"{''.join('〇一二三四五六七八九'[int(one)] for one in str(year))}年"
        date = f"{han}{chinese(month)}月{chinese(day)}日"
        page.emit("byline", right + rng.choice([date, f"{year}年{month}月{day}日"]))


def _free_verse(page: ShortPage) -> None:
    """Set a poem of our time: short lines without marks, in stanzas."""
    rng = page.rng
    pieces = _PIECES.findall(page.words)
    page.heading(page.title(), rng.choice(["headline", "heading"]))
    if rng.random() < 0.4:
        page.emit("byline", page.name())
        page.space(1)
    indent = rng.choice(["", "", "\u3000\u3000", "    "])
    for _ in range(rng.randint(2, 5)):
        for _ in range(rng.choice([2, 3, 4, 4, 5])):
            line = "".join(rng.sample(pieces, rng.choice([1, 1, 2])))[: rng.randint(2, 16)]
            page.emit("verse", indent + line + rng.choice(["", "", "", "，", "。"]))
        page.space(1)
    if rng.random() < 0.4:
        page.emit("byline", "\u3000" * 8 + f"——{page.name()}")


def _minutes(page: ShortPage) -> None:
    """Set minutes: what each said begins with the name, and runs over some lines or none."""
    rng = page.rng
    names = [page.name() + rng.choice(["", "", "之"]) for _ in range(rng.randint(2, 5))]
    between = rng.choice(["：", "：", "　", " "])
    page.heading(page.title() + rng.choice(["會議記錄", "座谈会纪要", "討論"]), "headline")
    for label in rng.sample(["时间", "地点", "主持人", "記錄", "出席"], rng.randint(0, 4)):
        page.emit("list", f"{label}{between}{rng.choice(names)}")
    for number in range(rng.randint(1, 3)):
        if rng.random() < 0.6:
            page.heading(f"{chinese(number + 1)}、{page.title()}")
        for _ in range(rng.randint(1, 4)):
            spoken = f"{rng.choice(names)}{between}{page.prose()}"
            page.emit("paragraph", *wrap(spoken, page.setting))


def _explained(page: ShortPage) -> None:
    """Set a poem with what explains it: words of a line each, and a paragraph or two."""
    rng = page.rng
    page.heading(page.title(), "headline")
    if rng.random() < 0.7:
        page.emit("byline", rng.choice(["唐代：", "宋·", "作者：", ""]) + page.name())
    clauses = _CLAUSE.findall(page.words) or ["江上清風明"]
    for _ in range(rng.choice([2, 4])):
        page.emit("verse", f"{rng.choice(clauses)}，{rng.choice(clauses)}。")
    flush = page.setting._replace(indent="", measure=page.setting.measure or 36)
    for label in rng.sample(["译文", "注释", "賞析", "簡介"], rng.randint(1, 3)):
        page.heading(label)
        if label == "注释":
            for _ in range(rng.randint(2, 5)):
                page.emit("paragraph", f"{page.title()[:4]}：{rng.choice(clauses)}。")
        else:
            page.emit("paragraph", *wrap(page.prose() + page.prose(), flush))


def _old_page(page: ShortPage) -> None:
    """Set unpunctuated prose in columns, under titles."""
    rng = page.rng
    words = "".join(filter(is_han, page.words))
    measure = rng.randint(16, 24)
    at = 0
    if rng.random() < 0.5:
        page.emit("heading", f"{words[:4]}卷{chinese(rng.randint(1, 20))}")
    if rng.random() < 0.4:
        page.emit(
            "byline", "\u3000" * rng.randint(3, 9) + f"{rng.choice('唐宋明清')}　{page.name()}撰"
        )
    indent = "\u3000" * rng.choice([0, 1, 2, 3])
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.6:
            page.emit("heading", indent + words[at : at + rng.randint(2, 6)])
        for _ in range(rng.randint(1, 3)):
            length = rng.randint(8, 6 * measure)
            prose = words[at : at + length]
            page.emit("paragraph", *wrap(prose, page.setting._replace(indent="", measure=measure)))
            at = (at + length) % max(1, len(words) - 7 * measure)


_DESIGNS = (
    _tale,
    _thin_book,
    _quoted_poem,
    _tale,
    _letter,
    _tales,
    _free_verse,
    _thin_book,
    _minutes,
    _table,
    _explained,
    _tale,
    _old_page,
    _notice,
)
