"""Open documents in LibreOffice, bring their fields up to date, read what it shows."""

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pypdfium2

_UPDATE = Path(__file__).with_name("libreoffice_update.py")
_PYTHON = "/usr/bin/python3"
"""Debian's Python: the one that has LibreOffice's bridge (package python3-uno)."""


class Shown(NamedTuple):
    """What LibreOffice shows: the document's lines, and the text of each page by its folio."""

    lines: list[str]
    pages: dict[str, str]


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
            subprocess.run(command, check=True, timeout=180)
        finally:
            office.terminate()
            office.wait()
    lines = target.with_suffix(".txt").read_text(encoding="utf-8-sig").splitlines()
    return Shown(lines, _by_folio(target.with_suffix(".pdf")))


def _by_folio(path: Path) -> dict[str, str]:
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage().get_text_range().split() for page in pdf]
    return {words[-1]: "".join(words) for words in texts if words}
