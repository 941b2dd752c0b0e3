"""Open documents in LibreOffice, bring their fields up to date, read what it shows."""

import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pypdfium2

_UPDATE = Path(__file__).with_name("libreoffice_update.py")
_PYTHON = "/usr/bin/python3"
"""Debian's Python: the one that has LibreOffice's bridge (package python3-uno)."""


class Shown(NamedTuple):
    """What LibreOffice shows when all fields are up to date.

    The document's lines; the same after *Combine identical entries* was ticked in the index; the
    text of each page by its folio; the folios on which the marks of each index entry stand.
    """

    lines: list[str]
    combined: list[str]
    pages: dict[str, str]
    marks: dict[str, list[str]]


def show(document: Path, folder: Path) -> Shown:
    """Open a document, update all its fields, lay it out."""
    target = folder / document.stem
    pipe = f"kanben-{uuid4().hex}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp",
            ]
        )
        try:
            command = [_PYTHON, str(_UPDATE), pipe, str(document), str(target)]
            subprocess.run(command, check=True, timeout=900)
        finally:
            office.terminate()
            office.wait()
    pages = _page_texts(Path(f"{target}.pdf"))
    folios = [words[-1] if words else "" for words in pages]
    marks = defaultdict(list)
    for heading, page in json.loads(Path(f"{target}.json").read_text(encoding="utf-8")):
        marks[heading].append(folios[page - 1])
    return Shown(
        _lines(Path(f"{target}.txt")),
        _lines(Path(f"{target}.combined.txt")),
        {words[-1]: "".join(words) for words in pages if words},
        dict(marks),
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


def _page_texts(path: Path) -> list[list[str]]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range().split() for page in pdf]


def index_pages(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the pages of each entry of an index: its heading, then a line or more with pages."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in lines:
        text, _, pages = line.partition("\t")
        heading = text or heading
        found.setdefault(heading, []).extend(pages.split(", ") if pages else ())
    return found
