"""Chinese lines are composed by the rules of CLREQ."""

import gc
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from kanben.errors import EngineError
from kanben.manuscript.formats import FORMATS, Commission
from kanben.messages import tell
from kanben.typesetting import hooks, seam
from kanben.typesetting.clreq import classify, may_break
from kanben.typesetting.composer import composed, install, uninstall
from kanben.typesetting.rules import Breaking, Hanging, Rules
from tests.manuscripts import seeds
from tests.typesetting_pages import SIZE, page, set_lines

DATA = Path(__file__).parent / "data" / "typesetting"
SENTENCES = (
    "他说：“这座桥建于1957年，全长约1.2公里。”",
    "《山水》（增订本）收文三十篇，附图十二幅；",
    "从东岸—西岸乘船，约需二十分钟……",
    "张·李二家相邻，往来甚密——至今如此。",
    "增幅为5.5%，比上年提高0.3个百分点，",
    "编者按：“‘旧’与‘新’之间，”先生写道，“没有墙。”",
)
NOT_AT_START = set("，。、；：！？”’》」』）〉】〕·～%％")
NOT_AT_END = set("“‘《「『（〈【〔")


def data_lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("marked", data_lines("breaks.txt"))
def test_a_line_ends_only_where_a_proofreader_would_let_it(marked: str) -> None:
    text = marked.replace("|", "")
    ends = []
    for ems in (1, 1.5, 2, 2.5, 3, 3.5, 4, 5):
        lines = [line.text for line in set_lines(page(text, ems=ems))]
        place = 0
        for line in lines[:-1]:
            place += len(line)
            ends.append(place)
    allowed = {len(marked[:at].replace("|", "")) for at, char in enumerate(marked) if char == "|"}
    assert set(ends) <= allowed
    assert len(set(ends)) >= len(allowed) / 2


@pytest.mark.parametrize("case", data_lines("widths.txt"))
def test_punctuation_takes_the_width_that_its_place_asks_for(case: str) -> None:
    lang, ems, text = case.split("\t")
    (line,) = set_lines(page(text, ems=40, lang=lang, css="html { text-align: left }"))
    assert line.width == float(ems)


def test_an_ascii_percent_stays_with_its_figures_and_a_full_one_too() -> None:
    assert may_break(classify("5")[0], classify("%")) is False
    assert may_break(classify("5")[0], classify("％")) is False


def test_han_and_western_text_stand_a_quarter_em_apart() -> None:
    plain, spaced = (
        set_lines(page("在2021年", ems=40, css="html { text-align: left }"), Rules(autospace=space))
        for space in (0, 0.25)
    )
    assert spaced[0].width - plain[0].width == pytest.approx(0.5)


def test_full_lines_fill_the_measure_and_the_last_one_does_not() -> None:
    *full, last = set_lines(page("".join(SENTENCES), ems=17))
    assert [line.width for line in full] == [17] * len(full)
    assert last.width < 17


def test_a_line_left_ragged_is_not_widened() -> None:
    lines = set_lines(page("".join(SENTENCES), ems=17, css="html { text-align: left }"))
    assert any(line.width < 17 for line in lines[:-1])


def test_a_heading_stays_in_the_middle() -> None:
    (line,) = set_lines(
        page("<h1>春晓</h1>", ems=10, css="h1 { font-size: 1em; text-align: center }")
    )
    assert (line.left, line.width) == (4, 2)


def test_a_stop_hangs_outside_the_measure_if_the_house_wants_it() -> None:
    text = "春眠不觉晓，处处闻啼鸟。"
    lines = set_lines(page(text, ems=5), Rules(hanging=Hanging.STOPS))
    assert [line.text for line in lines] == ["春眠不觉晓，", "处处闻啼鸟。"]
    assert [line.width for line in lines] == [5, 5]


def test_emphasis_links_and_notes_change_nothing_in_the_lines() -> None:
    text = "".join(SENTENCES)
    marked = text.replace("这座桥", "<em>这座桥</em>").replace("。”", "。<b>”</b>")
    marked = marked.replace("山水", '<a href="#x">山<i>水</i></a>')
    marked = marked.replace("往来", '<span id="x"></span>往来')
    plain = [line.text for line in set_lines(page(text, ems=17))]
    css = "em, i, b { font: inherit }"
    assert [line.text for line in set_lines(page(marked, ems=17, css=css))] == plain


@pytest.mark.parametrize(
    "text", ["机器人生产向企业集聚", "图为工人在车间装配。", "本报驻地记者周远行"]
)
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_no_character_ends_a_caption_or_a_byline_alone(text: str, align: str) -> None:
    for ems in (4, 5, 6, 7, 8, 9):
        css = f"html {{ text-align: {align} }}"
        lines = [line.text for line in set_lines(page(text, ems=ems, css=css))]
        assert "".join(lines) == text
        assert len(lines[-1].rstrip("。")) > 1, (ems, lines)


def test_the_lines_of_a_centred_title_are_even() -> None:
    css = "html { text-align: center }"
    lines = [line.text for line in set_lines(page("坚持创新驱动发展打造战略支点", ems=12, css=css))]
    assert [len(line) for line in lines] == [7, 7]


def test_a_note_call_never_begins_a_line() -> None:
    for ems in range(4, 12):
        html = "".join(f"春眠不觉晓处处闻啼鸟夜来<sup>{n}</sup>" for n in range(1, 20))
        lines = set_lines(page(html, ems=ems, css="sup { font-size: .6em }"))
        assert not any(line.text[0].isdigit() for line in lines)


def test_an_address_is_broken_at_its_joints_and_gets_no_spaces() -> None:
    address = "https://lists.example.org/archive/debian-mentors/2021/msg_00312.html"
    text = f"邮件列表归档见{address}，信箱是debian-mentors@lists.example.org。"
    lines = [line.text for line in set_lines(page(text, ems=14))]
    assert "".join(lines) == text
    broken = [line for line in lines if line[-1].isascii()]
    assert len(broken) >= 3
    assert all(line[-1] in "/._@?=&-" for line in broken)


def test_a_line_feed_ends_a_line_and_nothing_is_lost() -> None:
    lines = set_lines(page("春眠不觉晓，<br>处处<b>闻啼鸟</b>。<br>夜来", ems=30))
    assert [line.text.strip() for line in lines] == ["春眠不觉晓，", "处处闻啼鸟。", "夜来"]
    assert lines[0].width == 5.5


def test_a_name_that_must_not_be_broken_is_not() -> None:
    for ems in range(5, 12):
        html = "".join(SENTENCES).replace(
            "二十分钟", "<span style='white-space: nowrap'>二十分钟</span>"
        )
        lines = set_lines(page(html, ems=ems))
        assert any("二十分钟" in line.text for line in lines)


def test_text_that_must_stay_on_a_line_does_so_through_all_its_boxes() -> None:
    css = "u { white-space: nowrap; text-decoration: none }"
    for ems in range(6, 12):
        lines = set_lines(page("春<u>眠不<b>觉晓</b>处</u>" * 5, ems=ems, css=css))
        assert sum(line.text.count("眠不觉晓处") for line in lines) == 5
    (line,) = set_lines(page("春眠<b>不觉</b>晓处", ems=4, css="p, body { white-space: nowrap }"))
    assert line.text == "春眠不觉晓处"


def test_a_paragraph_is_broken_alike_wherever_a_page_cuts_it() -> None:
    text = "".join(SENTENCES) * 3
    whole = [line.text for line in set_lines(page(text, ems=15))]
    css = "p { widows: 3; orphans: 2 }"
    cut = set_lines(page(f"<p>{text}", ems=15, css=css, height=int(4.5 * SIZE * 1.5)))
    assert [line.text for line in cut] == whole
    assert len({line.page for line in cut}) > 2


def test_lines_beside_a_float_fill_what_room_there_is() -> None:
    html = "<div style='float: right; width: 6em; height: 4.5em'></div>" + "".join(SENTENCES)
    lines = [line for line in set_lines(page(html, ems=16)) if line.text]
    assert [line.width for line in lines[:3]] == [10, 10, 10]
    assert lines[3].width == 16
    assert "".join(line.text for line in lines) == "".join(SENTENCES)


def test_a_box_in_a_line_counts_as_a_character() -> None:
    box = "<span style='display: inline-block; width: 2em; height: 1em'></span>"
    *full, _ = set_lines(page(box.join(SENTENCES), ems=13))
    assert {line.width for line in full} == {13}


@pytest.mark.parametrize(
    "html",
    ["Only Western words stand here, and nothing else.", "שלום עולם", "<pre>  春  眠</pre>"],
)
def test_what_clreq_does_not_speak_of_is_left_to_weasyprint(html: str) -> None:
    whole = page(html, ems=12)
    stock = [page_.text for page_ in set_lines(whole)]
    assert stock
    with composed():
        HTML(string=whole).write_pdf()


def test_the_composer_can_be_installed_twice_and_taken_out() -> None:
    def in_place() -> list[object]:
        return [getattr(hook.module, hook.name) for hook in hooks.HOOKS]

    before = in_place()
    install()
    install(Rules(breaking=Breaking.GREEDY))
    assert not set(in_place()) & set(before)
    uninstall()
    assert in_place() == before


def test_weasyprint_still_has_the_functions_that_the_composer_stands_in_for() -> None:
    assert set(hooks.check()) == {hook.name for hook in hooks.HOOKS}


def test_a_weasyprint_with_other_functions_is_refused_in_plain_words() -> None:
    moved = hooks.Hook(hooks.HOOKS[0].module, "get_next_linebox", ("context", "line"))
    gone = hooks.Hook(hooks.HOOKS[0].module, "set_next_line", ())
    for hook in (moved, gone):
        with pytest.raises(EngineError) as raised:
            hooks.check((hook,))
        assert f"WeasyPrint {seam.KNOWN_TO_WORK} is known to work" in tell(raised.value, "en")
        assert hook.name in tell(raised.value, "zh")


def test_every_name_of_weasyprints_insides_is_looked_at_when_the_seam_is_loaded() -> None:
    for name in ("strut", "line_size", "get_first_linebox"):
        with pytest.raises(EngineError):
            seam._inner("text.line_break", name, "style", "line")
    with pytest.raises(EngineError) as raised:
        seam._members(seam.boxes.TextBox, "copy_with_text", "copy_with_ink")
    assert "boxes.TextBox" in tell(raised.value, "en")


def test_only_the_seam_and_the_hooks_know_weasyprints_insides() -> None:
    package = Path(seam.__file__).parent.parent
    inside = re.compile(
        r"\bweasyprint\.(?:layout|formatting_structure|draw|text\.(?!fonts))|(?<!self)\._(?:page_box|html|fonts|current_font)\b"
    )
    knowing = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if inside.search(path.read_text(encoding="utf-8"))
    }
    assert knowing == {"typesetting/seam.py", "typesetting/hooks.py"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12),
    st.integers(12, 40),
    st.sampled_from(Breaking),
)
def test_every_character_arrives_and_no_mark_stands_where_it_must_not(
    sentences: list[str], ems: int, breaking: Breaking
) -> None:
    text = "".join(sentences)
    *full, last = set_lines(page(text, ems=ems), Rules(breaking=breaking))
    lines = [*full, last]
    assert "".join(line.text for line in lines) == text
    assert not any(line.text[0] in NOT_AT_START for line in lines)
    assert not any(line.text[-1] in NOT_AT_END for line in lines)
    assert all(line.width == ems for line in full)
    assert last.width <= ems


def is_lone(line: str) -> bool:
    return sum(char not in NOT_AT_START for char in line) == 1


def test_no_character_is_left_alone_in_a_last_line_where_the_paragraph_can_give_way() -> None:
    alone = dict.fromkeys(Breaking, 0)
    for breaking in Breaking:
        for ems in range(14, 34):
            for count in range(2, len(SENTENCES)):
                text = "".join(SENTENCES[:count])
                alone[breaking] += is_lone(
                    set_lines(page(text, ems=ems), Rules(breaking=breaking))[-1].text
                )
    assert alone[Breaking.OPTIMAL] == 0
    assert alone[Breaking.GREEDY] > 0


def test_page_margins_have_the_styles_that_weasyprint_gives_them() -> None:
    css = """@page { @bottom-left { content: counter(page) } }
      @page :first { @top-left { content: '首页' } }
      @page :right { @top-right { content: string(part) } } h1 { string-set: part content() }"""
    html = page("<h1>甲</h1><p>" + "".join(SENTENCES) * 4, ems=12, css=css, height=200)
    with composed():
        ours = margins(HTML(string=html).render())
    assert ours[0][:2] == ["首页", "甲"]
    assert [texts[-1] for texts in ours] == [str(number + 1) for number in range(len(ours))]
    stock = margins(HTML(string=html).render())
    assert ours[: len(stock)] == stock[: len(ours)]


def margins(document: Document) -> list[list[str]]:
    return [
        [
            inner.text
            for box in laid_out._page_box.children
            if isinstance(box, boxes.MarginBox)
            for inner in box.descendants()
            if isinstance(inner, boxes.TextBox)
        ]
        for laid_out in document.pages
    ]


def test_a_reference_whose_page_is_learned_late_is_set_anew() -> None:
    css = "a::after { content: target-counter(attr(href), page) } h1 { break-before: page }"
    text = "".join(SENTENCES[:3])
    body = f"<p>{text}参见第<a href='#end'></a>页，{text}</p>" + "<h1>章</h1>" * 11
    html = page(f"{body}<h1 id='end'>末</h1>", ems=14, css=css, height=100)
    lines = set_lines(html)
    read = "".join(line.text for line in lines if line.text not in ("章", "末"))
    assert read == f"{text}参见第{lines[-1].page + 1}页，{text}"


def test_a_cell_is_as_wide_as_its_line_with_the_space_between_scripts() -> None:
    for text in ("第3章", "第<b>3</b>章", "《A》（3）"):
        html = f"<table><td>{text}</td></table>"
        (line,) = set_lines(page(html, ems=30, css="table { border-spacing: 0 } td { padding: 0 }"))
        assert line.text == text.replace("<b>", "").replace("</b>", "")
        (plain,) = set_lines(page(text, ems=30, css="html { text-align: left }"))
        assert line.width == plain.width


def test_a_word_too_long_for_a_line_is_cut_if_its_style_lets_it() -> None:
    text = "见" + "https" * 8 + "一文。"
    whole = set_lines(page(text, ems=6))
    assert whole[1].text == "https" * 8
    cut = set_lines(page(text, ems=6, css="html { overflow-wrap: anywhere }"))
    assert "".join(line.text for line in cut) == text
    assert all(line.width <= 6 for line in cut)


def test_a_wide_space_never_begins_a_line_and_hangs_at_its_end() -> None:
    text = "春眠　不觉　晓处　闻啼　鸟夜" * 4
    *full, _ = set_lines(page(text, ems=8))
    assert not any(line.text.startswith("　") for line in full)
    assert {line.width for line in full} == {8}


def test_a_footnote_call_stays_with_its_word_and_the_note_is_set() -> None:
    css = "i { float: footnote; font-style: normal }"
    for ems in range(6, 11):
        body = "春眠不觉晓处处闻啼<i>鸟名。</i>，夜来风雨声。" * 3
        lines = set_lines(page(body, ems=ems, css=css))
        body_lines = [line.text for line in lines if "鸟名" not in line.text]
        assert len(lines) - len(body_lines) == 3
        assert not any(text[0].isdigit() for text in body_lines)


@pytest.mark.parametrize(
    "css",
    [
        "html { text-decoration: underline }",
        "body { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }",
        "p { max-lines: 2; block-ellipsis: auto }",
        "p::first-letter { font-size: 2em }",
        "p::first-line { font-weight: bold }",
        "p { letter-spacing: 0.2em }",
        "p { columns: 2 }",
        "p { direction: rtl }",
    ],
)
def test_all_styles_of_text_can_be_drawn(css: str, tmp_path: Path) -> None:
    text = "".join(SENTENCES)
    with composed():
        HTML(string=page(f"<p>{text}</p>", ems=20, css=css)).write_pdf(tmp_path / "page.pdf")
    printed = PdfDocument(tmp_path / "page.pdf")[0].get_textpage().get_text_range()
    kept = {"max-lines", "nowrap"}
    if not any(word in css for word in kept) and "rtl" not in css:
        assert sorted("".join(printed.split())) == sorted("".join(text.split()))


def test_the_printed_text_can_be_copied_out_again(tmp_path: Path) -> None:
    text = "".join(SENTENCES) + "office fine “Quoted text” café PDF 2.0，A—B，𠮷野家。"
    with composed():
        HTML(string=page(f"<p>{text}</p>", ems=20)).write_pdf(tmp_path / "page.pdf")
    printed = PdfDocument(tmp_path / "page.pdf")[0].get_textpage().get_text_range()
    assert "".join(printed.split()) == "".join(text.split())


RUNS = (
    "春眠",
    "，",
    "“好",
    "”。",
    "——",
    "5.5%",
    "it’s",
    "·",
    "《",
    "》",
    "word ",
    "１９",
    "\u200b",
    "葛\U000e0100",
)
WRAPPINGS = (
    "{}",
    "<b>{}</b>",
    "<a href='#x'>{}</a>",
    "<sup>{}</sup>",
    "<span style='padding: 0 0.3em'>{}</span>",
    "<span style='white-space: nowrap'>{}</span>",
    "{}<br>",
    "{}<span id='x'></span>",
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(RUNS), min_size=1), st.sampled_from(WRAPPINGS)),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from((3, 8, 20)),
)
def test_every_character_arrives_whatever_boxes_it_lies_in(
    runs: list[tuple[list[str], str]], ems: int
) -> None:
    texts = ["".join(run) for run, _ in runs]
    body = "".join(wrapping.format(text) for text, (_, wrapping) in zip(texts, runs, strict=True))
    lines = set_lines(page(f"<p>{body}</p>", ems=ems, height=200))
    assert "".join("".join(line.text for line in lines).split()) == "".join("".join(texts).split())


def test_a_printed_book_leaves_nothing_in_memory(tmp_path: Path) -> None:
    def fonts_in_memory() -> int:
        gc.collect()
        return sum(isinstance(each, FontConfiguration) for each in gc.get_objects())

    FORMATS["pdf"].write(seeds("zh-Hant-TW"), tmp_path / "a.pdf", Commission())
    before = fonts_in_memory()
    FORMATS["pdf"].write(seeds("zh-Hant-TW"), tmp_path / "b.pdf", Commission())
    assert fonts_in_memory() == before
