"""The editor's verbs say what they find, in tables, lines and pages."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kanben.cli.new import command as new
from kanben.cli.review import command as review
from kanben.cli.witnesses import command as witnesses
from kanben.errors import ConfigError
from kanben.manuscript.publication import load_publication
from tests.desk import desk

FIRST = "去年春城茶社接待茶客180余人次，门前的古井至今不涸，井水清甜。\n"
SECOND = "去年春城茶社接待茶客80余人次，门前的古井至今不涸，井水<清甜/>。\n"


def run(command: click.Command, *args: object) -> str:
    result = CliRunner().invoke(command, [str(arg) for arg in args], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_variant_readings_come_as_a_table(tmp_path: Path) -> None:
    desk(tmp_path, {"甲.txt": FIRST, "乙.txt": SECOND}, "  []")
    header, figure, brackets = run(witnesses, tmp_path, "--tsv").splitlines()
    assert header == "source_a\tline_a\treading_a\tsource_b\tline_b\treading_b\tkind"
    assert figure == "甲.txt\t1\t180\t乙.txt\t1\t80\tfigure"
    assert brackets.startswith("甲.txt\t1\t清甜\t乙.txt\t1\t<清甜/>")


def test_variant_readings_come_as_lines_for_people(tmp_path: Path) -> None:
    desk(tmp_path, {"甲.txt": FIRST, "乙.txt": SECOND}, "  []")
    told = run(witnesses, tmp_path)
    assert "甲.txt:1  …去年春城茶社接待茶客【180】余人次" in told


def test_variant_readings_come_as_a_page_without_foreign_markup(tmp_path: Path) -> None:
    desk(tmp_path, {"甲.txt": FIRST, "乙.txt": SECOND}, "  []")
    page = run(witnesses, tmp_path, "--html")
    assert "<mark>180</mark>" in page
    assert "&lt;清甜/&gt;" in page


def test_a_collection_names_publication_and_source(tmp_path: Path) -> None:
    for name, text in (("茶经", FIRST), ("井谱", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    table = run(witnesses, tmp_path / "茶经.txt", tmp_path / "井谱.txt", "--tsv").splitlines()
    assert table[1].startswith("茶经/茶经.txt\t1\t180\t井谱/井谱.txt\t1\t80")


def test_a_new_publication_is_drafted_beside_its_texts(tmp_path: Path) -> None:
    for name in ("页1.txt", "页2.txt"):
        (tmp_path / name).write_text(f"{FIRST}\n文/林小满\n", encoding="utf-8")
    run(new, tmp_path / "页1.txt", tmp_path / "页2.txt")
    drafted = load_publication(tmp_path)
    assert drafted.source_names == ("页1.txt", "页2.txt")
    assert "林小满" in [creator.name for creator in drafted.plan.creators]
    with pytest.raises(ConfigError) as caught:
        run(new, tmp_path)
    assert caught.value.key == "new.exists"


def test_a_bare_text_has_its_yaml_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "茶经.txt").write_text(FIRST, encoding="utf-8")
    run(new, tmp_path / "茶经.txt")
    assert load_publication(tmp_path / "茶经.txt").yaml == tmp_path / "茶经.yaml"


def test_texts_of_two_folders_are_no_publication(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "页.txt").write_text(FIRST, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        run(new, tmp_path / "甲" / "页.txt", tmp_path / "乙" / "页.txt")
    assert caught.value.key == "new.apart"


def test_the_review_page_is_written_from_the_texts_alone(tmp_path: Path) -> None:
    desk(tmp_path, {"甲.txt": FIRST, "乙.txt": SECOND}, "  []")
    page = tmp_path / "review.html"
    run(review, tmp_path, "--out", page)
    assert "试印本" in page.read_text(encoding="utf-8")
