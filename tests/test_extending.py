"""The recipes of docs/extending.md, carried out on a copy of the project as they stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent
from zipfile import ZipFile

from tests.collection import ENVIRONMENT, ROOT

_STEP = re.compile(
    r"<!-- (?P<act>item|append|new) (?P<file>\S+)(?: after: (?P<line>.*?))? -->\n"
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
        item = indent(step["text"].rstrip(), "    ") + ",\n"
        lines.insert(place + 1, item)
        path.write_text("".join(lines), encoding="utf-8")

    def run(self, *arguments: str, program: tuple[str, ...] = ("-m", "kanben")) -> str:
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            cwd=self.folder,
            env={**ENVIRONMENT, "PYTHONPATH": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:]
        return done.stdout

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    @property
    def editions(self) -> list[str]:
        found = (self.folder / "build/editions").rglob("*.*")
        return sorted(path.name for path in found)


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
