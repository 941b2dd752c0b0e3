"""What is made of a collection: as the command line, the editor or the collection says."""

from pathlib import Path

import pytest

from kanben.errors import ConfigError, PublicationError
from kanben.manuscript.plan import Asked, Config
from kanben.messages import tell
from kanben.workflow.orders import Collection, survey
from kanben.workflow.schema import config_schema
from kanben.workflow.wishes import read_wishes
from tests.collection import put

ROOT = Path(__file__).parent.parent
NOTHING = Asked()


def ordered(seeds: Path, asked: Asked = NOTHING) -> Collection:
    return survey(Config(seeds=str(seeds), formats=("epub",), design="a4"), asked)


def test_the_command_line_goes_before_the_editor_and_the_editor_before_the_collection(
    tmp_path: Path,
) -> None:
    seeds = put(tmp_path, {"a.txt": "甲", "b.txt": "乙", "b.yaml": "design: 32k\nformats: [pdf]\n"})
    settings = {name: order.settings for name, order in ordered(seeds).orders.items()}
    assert [(made.design, made.formats) for made in settings.values()] == [
        ("a4", ("epub",)),
        ("32k", ("pdf",)),
    ]
    asked = ordered(seeds, Asked(design="16k")).orders["b"].settings
    assert (asked.design, asked.formats) == ("16k", ("pdf",))


def test_a_publication_with_broken_yaml_is_ordered_as_the_collection_says(tmp_path: Path) -> None:
    seeds = put(tmp_path, {"a.txt": "甲", "书/1.txt": "一", "书/publication.yaml": "titel: 书\n"})
    broken = ordered(seeds).orders["书"]
    assert broken.plan is None
    assert [path.name for path in broken.files] == ["1.txt"]
    assert set(broken.editions) == {(variant, "epub") for variant in Config().variants}


def test_places_that_cannot_have_editions_are_refused_and_the_others_ordered(
    tmp_path: Path,
) -> None:
    files = {
        "甲.txt": "甲",
        "甲/1.txt": "甲",
        "甲\\乙.txt": "乙",
        "book.v2.txt": "丁",
        "丙.txt": "丙",
    }
    found = ordered(put(tmp_path, files))
    assert sorted(found.orders) == ["book-v2", "丙"]
    assert {place.name for place in found.refused.values()} == {"甲.txt", "甲", "甲\\乙.txt"}


def test_a_folder_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublicationError) as caught:
        ordered(tmp_path)
    assert caught.value.key == "publication.no_publications"


def test_the_command_line_may_write_lists_with_commas() -> None:
    config, asked = read_wishes(
        None, {"seeds": "书", "formats": "epub,pdf", "variants": ["zh-Hans-CN"]}
    )
    assert config.seeds == "书"
    assert asked == Asked(formats=("epub", "pdf"), variants=("zh-Hans-CN",))


@pytest.mark.parametrize("given", [{"formats": "odt"}, {"glossary": {}}, {"desing": "a4"}])
def test_a_wish_that_cannot_be_met_is_told(given: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as caught:
        read_wishes(None, given)
    assert "config.yaml" in tell(caught.value, "en")


def test_a_mistake_in_config_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, {"config.yaml": "seeds: seeds\nformat: pdf\n"})
    with pytest.raises(PublicationError) as caught:
        read_wishes(tmp_path / "config.yaml", {})
    assert (caught.value.line, caught.value.key) == (2, "yaml.unknown_key")


def test_the_schema_of_config_yaml_is_that_of_the_code() -> None:
    assert (ROOT / "config.schema.yaml").read_text(encoding="utf-8") == config_schema()


def test_the_config_that_ships_says_what_holds_anyway() -> None:
    assert read_wishes(ROOT / "config.yaml", {}) == (Config(), Asked())
