"""What the desk writes into an editor's YAML stands at its place; all the rest stays as it was."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kanben.desk.yaml_text import YamlText

SEEDS = Path(__file__).parents[1] / "seeds" / "qijiang-2021"
CASES = Path(__file__).parent / "data" / "desk_yaml"


def parsed(text: YamlText) -> object:
    return yaml.safe_load(text.text)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda case: case.stem)
def test_an_editors_file_changes_as_a_proofreader_would_change_it(case: Path) -> None:
    """A case: the file, then what is done to it as JSON, then the file that should result."""
    before, asked, after = case.read_text(encoding="utf-8").split("=====\n")
    text = YamlText(before)
    for verb, *arguments in map(json.loads, asked.splitlines()):
        text = getattr(text, verb)(*arguments)
    assert text.text == after


def test_the_seeds_keep_every_comment_when_an_act_comes_and_goes() -> None:
    text = YamlText((SEEDS / "publication.yaml").read_text(encoding="utf-8"))
    count = len(yaml.safe_load(text.text)["emendations"])
    more = text.append(["emendations"], "{at: a.txt:1, keep: 茶}")
    assert len(yaml.safe_load(more.text)["emendations"]) == count + 1
    assert more.take_out(["emendations"], count).text == text.text


def test_every_act_of_the_seeds_can_be_taken_out_by_itself() -> None:
    text = YamlText((SEEDS / "publication.yaml").read_text(encoding="utf-8"))
    acts = yaml.safe_load(text.text)["emendations"]
    for number in range(len(acts)):
        left = yaml.safe_load(text.take_out(["emendations"], number).text)["emendations"]
        assert left == acts[:number] + acts[number + 1 :]


WORDS = st.text("茶社井水甲乙", min_size=1, max_size=4)
FORMS = st.sampled_from(["flow", "block"])


@given(st.lists(WORDS, min_size=1, max_size=5), st.dictionaries(WORDS, WORDS, max_size=4), FORMS)
def test_lists_and_maps_of_any_form_take_and_lose_entries(
    items: list[str], pairs: dict[str, str], form: str
) -> None:
    data = {"title": "旧闻", "list": items, "map": pairs, "end": "完"}
    plain = yaml.safe_dump(data, allow_unicode=True, default_flow_style=form == "flow")
    text = YamlText(f"# 头\n{plain}")
    added = text.append(["list"], "新").put(["map"], "键", "值").put([], "title", "新闻")
    expected = {**data, "list": [*items, "新"], "map": {**pairs, "键": "值"}, "title": "新闻"}
    assert parsed(added) == expected
    back = added.take_out(["list"], len(items)).remove(["map"], "键").put([], "title", "旧闻")
    assert parsed(back) == {key: value for key, value in data.items() if value}
    assert back.text.startswith("# 头\n")


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(0, 3))
def test_an_item_is_taken_out_wherever_it_stands(items: list[str], number: int) -> None:
    number %= len(items)
    for flow in (True, False):
        plain = yaml.safe_dump({"list": items}, allow_unicode=True, default_flow_style=flow)
        left = parsed(YamlText(plain).take_out(["list"], number))
        rest = items[:number] + items[number + 1 :]
        assert left == ({"list": rest} if rest else ({} if flow else None))
