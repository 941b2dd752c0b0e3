"""The recipes of docs/extending.md, carried out on a copy of the project as they stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent
from zipfile import ZipFile

from lxml import etree

from tests.collection import ENVIRONMENT, ROOT

_STEP = re.compile(
    r"<!-- (?P<act>item|line|top|append|new) (?P<file>\S+)(?: after: (?P<line>.*?))? -->\n"
    r"```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_PARTS = ("kanben", "templates", "rules", "profiles", "Snakefile", "pyproject.toml")

HANS = "渡口\n\n“船来了。”老人说。他从新加坡回来，头发已经白了，里面穿着一件旧衣。\n"
HANT = "渡口\n\n「船來了。」老人說。他從新加坡回來，頭髮已經白了，裡面穿著一件舊衣。\n"


class Copy:
    """A copy of the project, a recipe carried out on it."""

    def __init__(self, folder: Path, title: str):
        self.folder = folder
        for part in _PARTS:
            source = ROOT / part
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, folder / part, ignore=ignored)
            else:
                shutil.copy(source, folder / part)
        self.files = {step["file"] for step in self._steps(title)}
        for step in self._steps(title):
            self._carry_out(step)

    def _steps(self, title: str) -> list[re.Match[str]]:
        recipes = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
        section = re.search(
            rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", recipes, re.MULTILINE | re.DOTALL
        )
        assert section, f"no recipe for {title}"
        return list(_STEP.finditer(section[1]))

    def _carry_out(self, step: re.Match[str]) -> None:
        path = self.folder / step["file"]
        if step["act"] == "new":
            assert not path.exists()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], encoding="utf-8")
            return
        text = path.read_text(encoding="utf-8")
        if step["act"] == "append":
            path.write_text(text + step["text"], encoding="utf-8")
            return
        lines = text.splitlines(keepends=True)
        (place,) = [number for number, line in enumerate(lines) if line.rstrip() == step["line"]]
        margin, end = {"item": ("    ", ","), "line": ("    ", ""), "top": ("", "")}[step["act"]]
        lines.insert(place + 1, indent(step["text"].rstrip(), margin) + end + "\n")
        path.write_text("".join(lines), encoding="utf-8")

    def run(
        self, *arguments: str, program: tuple[str, ...] = ("-m", "kanben"), code: int = 0
    ) -> str:
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            cwd=self.folder,
            env={**ENVIRONMENT, "PYTHONPATH": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout[-3000:]
        return done.stdout

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    @property
    def editions(self) -> list[str]:
        found = (self.folder / "build/editions").rglob("*.*")
        return sorted(path.name for path in found)


DJVU = """\
<?xml version="1.0" encoding="UTF-8"?>
<DjVuXML><BODY><OBJECT type="image/x.djvu" width="1200" height="1800"><HIDDENTEXT>
<PAGECOLUMN><REGION>
<PARAGRAPH><LINE><WORD coords="500,260,700,200">渡口</WORD></LINE></PARAGRAPH>
<PARAGRAPH>
<LINE><WORD coords="260,460,680,400">天还没有亮，江上起了</WORD>
<WORD coords="690,460,1000,400">雾，挑水的人</WORD></LINE>
<LINE><WORD coords="200,540,1000,480">已经沿着石阶走下去了。码头上的灯</WORD></LINE>
<LINE><WORD coords="200,620,720,560">一盏一盏灭了，船来了。</WORD></LINE>
</PARAGRAPH>
</REGION></PAGECOLUMN></HIDDENTEXT></OBJECT></BODY></DjVuXML>
"""


def test_an_input_format_takes_three_files(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "An input format")
    assert len(copy.files) <= 4
    copy.write("渡口/渡口_djvu.xml", DJVU)
    copy.run("publish", "渡口", "--out", "build", "--variant", "zh-Hant-TW", "--format", "html")
    page = (copy.folder / "build/editions/渡口/渡口.zh-Hant-TW.html").read_text(encoding="utf-8")
    text = "天還沒有亮，江上起了霧，挑水的人已經沿著石階走下去了。碼頭上的燈一盞一盞滅了，船來了。"
    assert text in page


def test_a_script_variant_takes_two_files(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "A script variant")
    assert len(copy.files) <= 3
    copy.write("seeds/简.txt", HANS)
    copy.write("seeds/繁.txt", HANT)
    copy.write("config.yaml", "variants: [zh-Hans-MY]\nformats: [epub, docx, pdf]\n")
    copy.run("--cores", "2", program=("-m", "snakemake"))
    assert copy.editions == [
        f"{name}.zh-Hans-MY.{suffix}" for name in ("简", "繁") for suffix in ("docx", "epub", "pdf")
    ]
    with ZipFile(copy.folder / "build/editions/繁/繁.zh-Hans-MY.epub") as book:
        text = "".join(
            book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")
        )
    assert "“船来了。”老人说。他从新嘉坡回来，头发已经白了，里面穿着一件旧衣。" in text
    assert "简体 · 马来西亚" in (copy.folder / "build/index.html").read_text(encoding="utf-8")


def test_an_output_format_takes_four_files(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "An output format")
    assert len(copy.files) <= 4
    copy.write("seeds/简.txt", HANS)
    copy.write("config.yaml", "variants: [zh-Hant-TW]\nformats: [xhtml, epub]\n")
    copy.run("--cores", "2", program=("-m", "snakemake"))
    assert copy.editions == ["简.zh-Hant-TW.epub", "简.zh-Hant-TW.xhtml"]
    page = etree.parse(copy.folder / "build/editions/简/简.zh-Hant-TW.xhtml")
    assert "頭髮已經白了" in "".join(map(str, page.getroot().itertext()))
    catalogue = (copy.folder / "build/index.html").read_text(encoding="utf-8")
    assert 'type="application/xhtml+xml"' in catalogue
    assert "XHTML" in copy.run("xhtml", "--help")
    manuscript = "build/manuscripts/简.zh-Hant-TW.json"
    edition = "build/editions/简/简.zh-Hant-TW.xhtml"
    copy.run("audit", manuscript, edition, "--out", "proof.json")


def test_the_proof_of_the_new_format_finds_what_is_missing(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "An output format")
    copy.write("简.txt", HANS)
    copy.run("publish", "简.txt", "--out", "build", "--variant", "zh-Hans-CN", "--format", "xhtml")
    edition = copy.folder / "build/editions/简/简.zh-Hans-CN.xhtml"
    edition.write_text(edition.read_text(encoding="utf-8").replace("头发", ""), encoding="utf-8")
    said = copy.run(
        *("audit", "build/manuscripts/简.zh-Hans-CN.json", str(edition), "--out", "proof.json"),
        code=70,
    )
    assert "头发" in said
