"""A job is done again when something changes that it depends on, and only then."""

import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kanben.manuscript.formats import FORMATS
from kanben.manuscript.plan import Asked, Config
from kanben.workflow.engines import fonts, package_version, pango_version
from kanben.workflow.footing import PACKAGE, all_packages, footing
from kanben.workflow.orders import Order, survey

ROOT = PACKAGE.parent
NOTHING = Asked()
WORKFLOW = ("manuscript", "variant", "pdf", "epub", "docx", "audit", "catalogue")


def stands_on(verb: str) -> set[str]:
    addresses = [f"kanben.cli.{verb}"]
    if verb in FORMATS:
        addresses = ["kanben.cli.editions", FORMATS[verb].writer]
    return {path.relative_to(ROOT).as_posix() for path in footing(*addresses).files}


@pytest.mark.parametrize(
    ("module", "verbs"),
    [
        ("kanben/writing/pdf/edition.py", {"pdf"}),
        ("kanben/writing/epub/edition.py", {"epub"}),
        ("kanben/writing/docx/edition.py", {"docx"}),
        ("kanben/typesetting/composer.py", {"pdf"}),
        ("kanben/reading/judging/reflow.py", {"manuscript"}),
        ("kanben/indexing/marks/terms.py", {"manuscript"}),
        ("kanben/variants/convert.py", {"variant", "catalogue"}),
        ("kanben/indexing/order/entries.py", {"variant"}),
        ("kanben/proving/audit.py", {"audit"}),
        ("kanben/room/titles.py", {"catalogue"}),
        ("templates/print.css", {"pdf"}),
        ("templates/room/shelf.html", {"catalogue"}),
        ("templates/room/search.js", {"catalogue"}),
        ("kanben/messages.py", set(WORKFLOW)),
    ],
)
def test_an_edit_concerns_the_jobs_that_use_the_file(module: str, verbs: set[str]) -> None:
    assert (ROOT / module).is_file()
    assert {verb for verb in WORKFLOW if module in stands_on(verb)} == verbs


def test_the_version_of_every_engine_is_known() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]
    optional = {re.split(r"[<>=~ ]", need)[0] for needs in extras.values() for need in needs}
    unknown = {package for package in all_packages() if not package_version(package)}
    assert unknown <= optional, "only what is installed on request may be missing"
    assert pango_version().startswith("pango 1.")
    assert any(font.startswith("Noto Serif CJK") for font in fonts())


def collection(folder: Path) -> Path:
    seeds = folder / "seeds"
    (seeds / "山城").mkdir(parents=True)
    (seeds / "山城" / "1.txt").write_text("今天的山城，既坚持打基础。\n", encoding="utf-8")
    (seeds / "长街.txt").write_text("长街很长。\n", encoding="utf-8")
    return seeds


def digests(seeds: Path, config: Config | None = None) -> dict[str, str]:
    found = survey(config or Config(seeds=str(seeds)), NOTHING)
    return {
        key: value for order in found.orders.values() for key, value in digests_of(order).items()
    }


def digests_of(order: Order) -> dict[str, str]:
    variants = {f"{order.name}.{tag}": order.variant(tag) for tag in order.settings.variants}
    editions = {
        f"{order.name}.{tag}.{suffix}": order.edition(tag, suffix) for tag, suffix in order.editions
    }
    return {order.name: order.manuscript, **variants, **editions}


def edit_source(seeds: Path) -> None:
    source = seeds / "山城" / "1.txt"
    date = source.stat().st_mtime
    source.write_text("今日的山城，既坚持打基础。\n", encoding="utf-8")
    os.utime(source, (date, date))


def yaml(text: str) -> Callable[[Path], None]:
    def write(seeds: Path) -> None:
        (seeds / "山城" / "publication.yaml").write_text(text, encoding="utf-8")

    return write


ALL = {
    "山城",
    *(f"山城.{tag}" for tag in Config().variants),
    *(f"山城.{tag}.{suffix}" for tag in Config().variants for suffix in Config().formats),
}
TAIWAN = {name for name in ALL if name.startswith("山城.zh-Hant-TW")}


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        pytest.param(edit_source, ALL, id="a source, its date left as it was"),
        pytest.param(yaml("title: 山城纪事\n"), ALL, id="the title"),
        pytest.param(yaml("index: {add: [山城]}\n"), ALL, id="the index"),
        pytest.param(yaml("desing: wrong\n"), ALL, id="the YAML, so that it cannot be read"),
        pytest.param(yaml("glossary: {zh-Hant-TW: {山城: 山城市}}\n"), TAIWAN, id="a glossary"),
        pytest.param(yaml("style: {zh-Hant-TW: tw-moe}\n"), TAIWAN, id="a house style"),
        pytest.param(
            yaml("design: 32k\n"),
            {name for name in ALL if name.endswith((".pdf", ".epub", ".docx"))},
            id="the design: its pages are cited by EPUB and DOCX",
        ),
        pytest.param(yaml("variants: [zh-Hans-CN]\n"), set(), id="what is made, not how"),
    ],
)
def test_an_edit_of_a_publication_changes_the_digests_of(
    tmp_path: Path, edit: Callable[[Path], None], changed: set[str]
) -> None:
    seeds = collection(tmp_path)
    before = digests(seeds)
    edit(seeds)
    after = digests(seeds)
    assert {name for name in after if after[name] != before[name]} == changed


def test_an_edit_of_config_yaml_changes_what_follows_it(tmp_path: Path) -> None:
    seeds = collection(tmp_path)
    yaml("design: 32k\n")(seeds)
    before = digests(seeds)
    after = digests(seeds, Config(seeds=str(seeds), design="a4"))
    changed = {name for name in after if after[name] != before[name]}
    assert changed
    assert all(name.startswith("长街.") for name in changed)
