"""What a clever hand hides in an edition, covers, turns round or adds, is found."""

import random
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from bench.faults import PLANTS, Edition, editions_of
from bench.planting import manners, tei

KINDS = {
    "epub": tuple(manners.EPUB),
    "docx": tuple(manners.DOCX),
    "pdf": tuple(manners.PDF),
    "html": (*manners.STYLES, *manners.PAGES),
    "tei": tuple(name for name in tei.TEI if name != "page of the print"),
}
TEXT = (
    "江边\n\n江边的老人头发白了，他每天清早下到码头，数一\n数靠岸的船。\n\n"
    "他穿葛\U000e0100布的衣服，不是葛布的；己经七十岁了。\n\n"
    "江边的老人姓王。\n\n第一章　码头\n\n码头上的衣服晾了一天，到傍晚才有人来收。\n\n"
    "第二章　老人\n\n老人第二天没有来。\n"
)
PLAN = """
creators: [{name: 林一鸣}]
index: {add: [老人, 码头, 衣服]}
emendations:
  - {at: 1.txt:6, correct: 己经, to: 已经, why: 形近而误}
"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    folder = tmp_path_factory.mktemp("manners")
    place = folder / "江"
    place.mkdir()
    (place / "1.txt").write_text(TEXT, encoding="utf-8")
    (place / "publication.yaml").write_text(PLAN, encoding="utf-8")
    return {each.path.suffix[1:]: each for each in editions_of(place, "zh-Hant-TW", folder)}


def cases() -> Iterator[tuple[str, str]]:
    yield from ((suffix, name) for suffix, kinds in KINDS.items() for name in kinds)


@pytest.mark.parametrize(("suffix", "name"), list(cases()))
def test_no_edition_is_more_or_less_than_it_seems(
    editions: dict[str, Edition], tmp_path: Path, suffix: str, name: str
) -> None:
    edition = editions[suffix]
    altered = tmp_path / f"江.{suffix}"
    copyfile(edition.path, altered)
    assert PLANTS[suffix][name](random.Random(1), altered)
    assert altered.read_bytes() != edition.path.read_bytes()
    assert not edition.is_whole(altered, by_seal=False)
