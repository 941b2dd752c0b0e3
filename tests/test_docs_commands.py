"""Every command that the documentation names, in either language, runs as it stands there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kanben.cli.verbs import kanben_command
from kanben.errors import PublicationError
from kanben.manuscript.plan import Config, Plan
from kanben.manuscript.yaml import read_yaml
from tests.collection import ENVIRONMENT, PROGRAMS, put
from tests.documented import ROOT, Command, commands, forms, parser_of, settings

COMMANDS = commands()
FIRST = (
    "kanben publish seeds/qijiang-2021 --out build",
    "kanben publish seeds/mybook --out build",
    "kanben catalogue --seeds seeds --build build",
)
"""The commands that make what the others work on."""
ONLY_READ = frozenset({"desk", "serve", "recognise", "facsimile", "shelf"})
"""Verbs that serve until they are ended, recognise scans, or make everything again: other tests
run them."""
PAGE1 = """山城大桥通车

本报讯　五月四日，山城大桥通车，两岸的人扶老携幼，都到
江边来看。桥长四百丈，自二十三年动工，至此整整两年。

老人的头发白了，他说，从前过江要等渡船，一等就是半天。
山城大桥旁边的茶馆里，里里外外坐满了人。
"""
PAGE2 = """渡口的船夫把船系在岸边，也上桥走了一趟。他说山城大桥好
是好，只是往后没有人坐船了。

山城县的学生唱着歌过桥，后面跟着挑担子的、推车的、牵牛
的，一直走到天黑。
"""


def of(*programs: str) -> list[Command]:
    return [command for command in COMMANDS if command.program in programs]


def verbs() -> list[list[str]]:
    """Return the calls of kanben that are whole; what a page only mentions is looked at apart."""
    found = {tuple(form): form for command in whole() for form in forms(command.text)}
    return list(found.values())


def whole() -> list[Command]:
    return [
        command
        for command in of("kanben")
        if command.page != "docs/extending.md" and not is_mention(command)
    ]


def is_mention(command: Command) -> bool:
    """Tell whether running text names a verb, or an option of it, without what it needs."""
    if not command.mention:
        return False
    words = forms(command.text)[0][2:]
    needed = [word for word in words if not word.startswith("-")]
    return not needed or needed == ["archive"]


def verb(name: str) -> click.Command:
    found = kanben_command.get_command(click.Context(kanben_command), name)
    assert found is not None, name
    return found


def named(word: str) -> list[str]:
    """Return the places that a word names, as a shell finds them."""
    if "*" in word:
        return [str(place) for place in sorted(Path().glob(word))]
    return [str(Path(word).expanduser()) if word.startswith("~") else word]


def run(words: list[str]) -> Result:
    """Run a verb where we are, with what a shell would do to its words before."""
    said = "山城大桥通车了，老人的头发白了。\n"
    called: list[str] = []
    for sign, word in zip(["", *words], words, strict=False):
        if sign == "<":
            said = Path(word).read_text("utf-8")
        elif word not in ("<", ">") and sign != ">":
            called += named(word)
    return CliRunner().invoke(kanben_command, called[1:], input=said)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a collection with all that the pages speak of, published by their commands."""
    books = tmp_path_factory.mktemp("documented")
    texts = ("page.txt", "page1.txt", "mybook.txt", "简体.txt", "我的小说.txt", "seeds/a.txt")
    parts = ("seeds/mybook/page1.txt", "seeds/县志/1.txt", "seeds/某书/甲.txt")
    put(books, dict.fromkeys((*texts, *parts), PAGE1))
    put(books, dict.fromkeys(("page2.txt", "seeds/mybook/page2.txt"), PAGE2))
    put(books, {"seeds/某书/乙.txt": PAGE1.replace("四百丈", "三百丈")})
    put(books, {"scans/1.png": "", "home/books/config.yaml": ""})
    shutil.copy(ROOT / "config.yaml", books)
    shutil.copytree(ROOT / "seeds/qijiang-2021", books / "seeds/qijiang-2021")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(books)
        for command in ("kanben publish seeds/a.txt --out build", *FIRST):
            told = run(shlex.split(command))
            assert told.exit_code == 0, told.output
    build = books / "build"
    for name in ("editions", "proofs"):
        shutil.copytree(build / name / "a", build / "drafts/a", dirs_exist_ok=True)
        shutil.copytree(build / name / "mybook", books / "some/folder", dirs_exist_ok=True)
    edition = "mybook/mybook.zh-Hant-TW.epub"
    shutil.copy(build / "editions" / edition, books / "book.zh-Hant-TW.epub")
    shutil.copy(build / "proofs" / f"{edition}.json", books / "book.zh-Hant-TW.epub.json")
    shutil.copy(build / "editions/mybook/mybook.zh-Hans-CN.docx", books / "back.docx")
    for name in ("returned.docx", "返回.docx"):
        returned = build / "editions/qijiang-2021/qijiang-2021.zh-Hans-CN.docx"
        shutil.copy(returned, books / name)
    return books


@pytest.fixture
def here(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a copy of the collection."""
    books = tmp_path / "books"
    shutil.copytree(published, books)
    (books / "made").mkdir()
    monkeypatch.chdir(books)
    monkeypatch.setenv("HOME", str(books / "home"))
    return books


def test_the_pages_name_many_commands_and_the_first_ones_among_them() -> None:
    assert len(verbs()) > 50
    assert set(FIRST) <= {command.text for command in COMMANDS}


@pytest.mark.parametrize("words", verbs(), ids=" ".join)
def test_a_verb_does_what_the_page_asks_of_it(here: Path, words: list[str]) -> None:
    name = words[1]
    if name in ONLY_READ:
        verb(name).make_context(name, [place for word in words[2:] for place in named(word)])
    elif " ".join(words) not in FIRST:
        told = run(words)
        assert told.exit_code == 0, told.output[-3000:]
        for before, place in pairwise(words):
            assert before != "--out" or Path(place).exists(), place


@pytest.mark.parametrize(
    "command", [each for each in of("kanben") if is_mention(each)], ids=lambda each: each.text
)
def test_a_verb_that_is_only_mentioned_is_there_with_its_options(command: Command) -> None:
    name, *words = forms(command.text)[0][1:]
    with click.Context(verb(name), help_option_names=["--help"]) as context:
        known = verb(name).get_params(context)
    options = {option for each in known for option in (*each.opts, *each.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("command", of("make"), ids=lambda each: each.text)
def test_make_knows_the_target(command: Command) -> None:
    words = [*shlex.split(command.text), "--dry-run"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout


@pytest.mark.parametrize("command", of("snakemake"), ids=lambda each: each.text)
def test_the_workflow_understands_the_call(here: Path, command: Command) -> None:
    """Plan what the call would make; a mention of an option gets what the option needs.

    A profile is looked for and left out, since its executor is a package of its own.
    """
    words = shlex.split(command.text)[1:]
    if "--workflow-profile" in words:
        at = words.index("--workflow-profile")
        assert list((ROOT / words[at + 1]).glob("config*.yaml"))
        del words[at : at + 2]
    if words[-1] == "--directory":
        words.append(str(here))
    program = [str(PROGRAMS / "snakemake"), "--snakefile", str(ROOT / "Snakefile"), *words]
    program.append("--dry-run")
    told = subprocess.run(program, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("command", of("python", "OMP_NUM_THREADS=1"), ids=lambda each: each.text)
def test_a_program_that_measures_or_teaches_takes_what_the_page_gives_it(
    command: Command,
) -> None:
    """The list of lines (`LINES.py`) and the schema's writer stand elsewhere in this module."""
    words = forms(command.text.removeprefix("OMP_NUM_THREADS=1 "))[0][1:]
    if words[0] == "-m":
        place, words = f"{words[1].replace('.', '/')}.py", words[2:]
    else:
        place, words = words[0], words[1:]
    if not place.startswith(("kanben/", "LINES")) and "--help" not in words:
        parser_of(ROOT / place).parse_args(words)


def test_the_schema_of_the_settings_is_what_its_command_writes() -> None:
    (command,) = [each.text for each in of("python") if "kanben.workflow.schema" in each.text]
    words = [sys.executable, *shlex.split(command)[1:3]]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == (ROOT / "config.schema.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", of("cp", "eval", "sha256sum", "pytest", "node"), ids=lambda each: each.text
)
def test_a_shell_does_what_the_page_asks_of_it(here: Path, command: Command) -> None:
    """Checksums are compared where they lie; of tests and of node only the files are looked for."""
    if command.program in ("pytest", "node"):
        assert (ROOT / command.text.split()[1]).is_file()
        return
    place = here / "build" if command.program == "sha256sum" else here
    environment = {**ENVIRONMENT, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}
    words = ["bash", "-ec", command.text]
    told = subprocess.run(words, cwd=place, env=environment, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr


def read_settings(text: str, folder: Path) -> None:
    """Read settings as a publication's or, if they are a collection's, as those."""
    put(folder, {"publication.yaml": text, "config.yaml": text, "1.txt": PAGE1})
    try:
        read_yaml(folder / "publication.yaml", Plan)
    except PublicationError:
        read_yaml(folder / "config.yaml", Config)


@pytest.mark.parametrize("text", settings(), ids=lambda text: " ".join(text.split())[:60])
def test_every_example_of_settings_is_read(tmp_path: Path, text: str) -> None:
    read_settings(text, tmp_path)


@pytest.mark.parametrize("page", ["docs/publication.md", "docs/zh/publication.md"])
def test_the_table_of_keys_names_all_keys_and_no_other(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE)
    named = {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}
    assert named == set(Plan.__struct_fields__)
    collection = re.search(r"^`config\.yaml`.*$", text, re.MULTILINE)
    assert collection is not None
    told = set(re.findall(r"`(\w+)`", collection[0]))
    assert set(Config.__struct_fields__) <= told


@pytest.mark.parametrize("command", of("podman"), ids=lambda each: each.text)
def test_the_page_builds_the_image_as_its_recipe_says(command: Command) -> None:
    recipe = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert re.search(rf"^#   {re.escape(command.text)}", recipe, re.MULTILINE)
