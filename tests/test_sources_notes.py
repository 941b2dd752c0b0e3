"""Notes of the print are tied to their calls, and set by every edition as notes."""

from pathlib import Path

import pytest

from kanben import pandoc
from kanben.manuscript.blocks import BlockKind, MarkKind
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript, NoteKind
from kanben.manuscript.publication import load_publication
from kanben.press import make_copy
from kanben.showing.reflowed import markdown, text
from kanben.sources.signs import plain_signs, sign_before, signs_in
from tests.test_sources_pdf import HEADS, INDENTED, read, typeset

CALLS = {
    "raised": "::footnote-call{content:counter(footnote);font-size:65%;vertical-align:super}"
    "::footnote-marker{content:counter(footnote) ' '}",
    "bracketed": "::footnote-call{content:'〔' counter(footnote) '〕';font-size:100%;"
    "vertical-align:baseline}::footnote-marker{content:'〔' counter(footnote) '〕'}",
    "circled": "@counter-style ring{system:fixed;symbols:'①' '②' '③' '④';suffix:''}"
    "@page{counter-reset:footnote}"
    "::footnote-call{content:counter(footnote,ring);font-size:70%;vertical-align:super}"
    "::footnote-marker{content:counter(footnote,ring) ' '}",
}
NOTE = "<span class='note'>%s</span>"
STORY = (
    "<p>渡口在镇子的东头，" + NOTE % "据《镇志》卷三，渡口设于光绪初年，民国时重修。" + "摆渡的老周"
    "今年七十二岁，他父亲也是摆渡的。从前没有桥，两岸的人来往，全靠这一条船，一年到头没有一天歇过。</p>"
    "<p>有人问他，" + NOTE % "问者为谁，今已不可考。" + "一天要过多少趟？他说没有数过，"
    "大约总有三十趟，逢集的日子还要多些，"
    + NOTE % "集期为逢三、逢八。"
    + "天黑了才能收工回家。</p>"
)
TIED = [
    ("头，", "据《镇志》卷三，渡口设于光绪初年，民国时重修。"),
    ("他，", "问者为谁，今已不可考。"),
    ("些，", "集期为逢三、逢八。"),
]


def tied(manuscript: Manuscript) -> list[tuple[str, str]]:
    """Return each note with the two characters before its call."""
    notes = {note.id: note for note in manuscript.notes if note.kind == NoteKind.AUTHOR}
    found, before = [], ""
    for block in manuscript.blocks:
        for piece in block.pieces:
            before += piece.text
            name = piece.target(MarkKind.NOTE)
            if name in notes:
                found.append((before[-2:], notes[name].text))
    return found


@pytest.mark.parametrize("calls", CALLS)
@pytest.mark.parametrize("columns", [1, 2])
def test_footnotes_are_tied_to_their_calls_however_these_are_written(
    calls: str, columns: int, tmp_path: Path
) -> None:
    css = f"{HEADS}{INDENTED}.note{{float:footnote;font-size:8pt;text-indent:0}}{CALLS[calls]}"
    css += f"body{{columns:{columns}}}@page{{size:{80 * columns}mm 95mm}}"
    assert tied(read(typeset(tmp_path / "story.pdf", css, STORY * 2))) == TIED * 2


def test_a_paragraph_goes_on_over_the_notes_between_its_halves(tmp_path: Path) -> None:
    css = f"{HEADS}{INDENTED}.note{{float:footnote;font-size:8pt;text-indent:0}}{CALLS['raised']}"
    manuscript = read(typeset(tmp_path / "story.pdf", css, STORY * 4))
    paragraphs = [b.text for b in manuscript.blocks if b.kind == BlockKind.PARAGRAPH]
    assert len(paragraphs) == 8


def test_a_raised_number_that_no_note_answers_stays_in_the_text(tmp_path: Path) -> None:
    body = "<p>渡口的水面约有三百 m<sup>2</sup>，深处两丈。</p>"
    manuscript = read(typeset(tmp_path / "story.pdf", HEADS + INDENTED, body))
    assert "m2" in "".join(block.text for block in manuscript.blocks)
    assert not manuscript.notes


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "html", "markdown"])
def test_notes_of_documents_are_notes_in_all_editions(form: str, tmp_path: Path) -> None:
    text = (
        "# 渡口\n\n渡口在镇子的东头，[^1]**摆渡**[^2]的老周七十二岁。\n\n"
        "| 年份 | 水位[^3] |\n|---|---|\n| 一九五四 | 七级 |\n\n"
        "[^1]: 据《镇志》。\n\n[^2]: 又作“摆度”。\n\n    一作“渡工”。\n\n[^3]: 汉口站。\n"
    )
    path = tmp_path / f"渡口.{'md' if form == 'markdown' else form}"
    options = ["--from=markdown", f"--to={form}", "-s", "--metadata=title:渡口", "-o", "-"]
    path.write_bytes(text.encode() if form == "markdown" else pandoc.run(options, text.encode()))
    copy = make_copy(load_publication(path))
    assert [note.text for note in copy.manuscript.notes] == [
        "据《镇志》。",
        "又作“摆度”。\u3000一作“渡工”。",
        "汉口站。",
    ]
    assert balance(copy.manuscript, copy.printed)
    assert not any("〔" in block.text for block in copy.manuscript.blocks)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 据镇志", 1),
        ("①据镇志", 1),
        ("〔十二〕据", 12),
        ("[3] 据", 3),
        ("＊据", "*"),
        ("注2：据", None),
    ],
)
def test_signs_before_notes_are_read(text: str, value: int | str | None) -> None:
    sign = sign_before(text)
    assert (sign.value if sign else None) == value


def test_several_signs_may_stand_together_and_a_year_is_none() -> None:
    assert [sign.value for sign in signs_in("云1,2", 1, 4)] == [1, 2]
    assert sign_before("1954年大水") is None
    assert signs_in("云1,甲", 1, 4) == []
    assert [sign.value for sign in plain_signs("①渡口②在〔3〕东")] == [1, 2, 3]


def test_a_reflowed_text_says_where_its_notes_are_called(tmp_path: Path) -> None:
    path = tmp_path / "渡口.md"
    path.write_text("渡口在镇子的东头，[^1]老周七十二岁。\n\n[^1]: 据《镇志》。\n", "utf-8")
    manuscript = make_copy(load_publication(path)).manuscript
    assert list(text(manuscript)) == ["渡口在镇子的东头，〔1〕老周七十二岁。", "〔1〕据《镇志》。"]
    assert "[^1]: 据《镇志》。" in list(markdown(manuscript))


def test_what_the_editor_says_of_a_note_is_a_note_of_the_text_that_calls_it(tmp_path: Path) -> None:
    (tmp_path / "渡口.md").write_text("渡口在镇东，[^1]老周七十二岁。\n\n[^1]: 据《镇志》。\n")
    (tmp_path / "publication.yaml").write_text(
        "parts: [{sources: [渡口.md]}]\n"
        "emendations:\n  - {at: 渡口.md:2, correct: 镇志, to: 县志, why: 书名误}\n"
    )
    manuscript = make_copy(load_publication(tmp_path)).manuscript
    authors = [note for note in manuscript.notes if note.kind == NoteKind.AUTHOR]
    assert [note.text for note in authors] == ["据《县志》。"]
    assert {note.anchor for note in manuscript.notes} == {"s1-1"}
