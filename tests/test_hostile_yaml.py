"""Whatever an editor's YAML holds, it is read, or refused with file, line and remedy."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanben.errors import PublicationError
from kanben.manuscript.plan import Plan
from kanben.manuscript.publication import load_publication
from kanben.manuscript.yaml import read_yaml

FILE = Path("publication.yaml")


def refusal(text: str) -> tuple[str, int | None]:
    with pytest.raises(PublicationError) as found:
        read_yaml(FILE, Plan, text)
    assert found.value.file == str(FILE)
    return found.value.key, found.value.line


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("title: 山城\nrights: a\x07b\n", "yaml.character", 2),
        ("title: a\x00b\n", "yaml.character", 1),
        ("title: 山城\nrights: a\ud800b\n", "yaml.character", 2),
        ('title: 山城\nrights: "a\\0b"\n', "yaml.character", 2),
        ('title: "\\uD800"\n', "yaml.character", 1),
        ('title: "\\uFFFF"\n', "yaml.character", 1),
        ("title: 山城\n? [a, b]\n: c\n", "yaml.key", 2),
        ("? {a: b}\n: c\n", "yaml.key", 1),
        ("title: &a [*a]\n", "yaml.circle", 1),
        ("&a\ntitle: x\nindex: *a\n", "yaml.circle", 1),
        ("<<: &a {<<: *a}\n", "yaml.circle", 1),
        ("title: " + "[" * 1000 + "]" * 1000, "yaml.syntax", 1),
        ("title: " + "[" * 100_000, "yaml.syntax", 1),
        ("- " * 1000 + "a\n", "yaml.syntax", 1),
        ("title: 山城\nrights: !!python/object/apply:os.system [ls]\n", "yaml.syntax", 2),
        ("date: !!timestamp x\n", "yaml.syntax", 1),
        ("date: !!int x\n", "yaml.syntax", 1),
        ("apparatus: !!bool x\n", "yaml.syntax", 1),
        ("title: !山 城\n", "yaml.syntax", 1),
        ("<<: a\n", "yaml.syntax", 1),
        (f"emendations: [{{at: 'a:1', kind: note, level: {'9' * 10_000}}}]", "yaml.wrong_value", 1),
        ("emendations: [{at: 'a:1', kind: note, level: -5}]", "yaml.wrong_value", 1),
        ("title: [山城]\n", "yaml.wrong_value", 1),
        ("--- a\n--- b\n", "yaml.syntax", 2),
    ],
)
def test_yaml_that_no_plan_can_be_made_of_is_refused_with_its_line(
    text: str, key: str, line: int
) -> None:
    assert refusal(text) == (key, line)


def test_aliases_that_unfold_without_end_are_refused_at_once() -> None:
    lines = ["a0: &a0 [山, 城]\n"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)]
    assert refusal("".join(lines))[0] == "yaml.too_much"


def test_a_long_chain_of_aliases_is_refused_as_too_deep() -> None:
    lines = ["a0: &a0 [山]\n", *(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 400))]
    assert refusal("".join(lines))[0] == "yaml.circle"


def test_an_anchor_that_saves_an_editor_typing_is_welcome() -> None:
    text = "creators: &all [{name: 张静}]\ncontributors: *all\n"
    assert read_yaml(FILE, Plan, text).contributors[0].name == "张静"


@pytest.mark.parametrize("text", ["title: =\n", "title: 1_000\n", "title: 2021-07-01\n"])
def test_signs_and_numbers_stay_the_text_they_are(text: str) -> None:
    assert read_yaml(FILE, Plan, text).title == text[7:-1]


@given(st.text(st.characters() | st.sampled_from("[]{}:,&*!|>-?'\"#%@`\n \t"), max_size=60))
def test_no_text_at_all_breaks_the_reader_of_yaml(text: str) -> None:
    with suppress(PublicationError):
        read_yaml(FILE, Plan, text)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("长" * 200 + ".txt", "publication.source_missing"),
        ("a/" * 3000 + "1.txt", "publication.source_missing"),
        (".", "publication.source_missing"),
        ("./1.txt, 1.txt", "publication.source_twice"),
    ],
)
def test_a_source_that_no_file_can_be_is_refused(tmp_path: Path, source: str, key: str) -> None:
    (tmp_path / "1.txt").write_text("山城\n", encoding="utf-8")
    yaml = tmp_path / "publication.yaml"
    yaml.write_text(f"parts: [{{sources: [{source}]}}]\n", encoding="utf-8")
    with pytest.raises(PublicationError) as found:
        load_publication(tmp_path)
    assert found.value.key == key
