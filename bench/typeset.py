"""Typeset texts whose blocks are known, by programs of many makers, for readers of PDFs to read.

Each maker takes blocks and writes one PDF: a browser's print, a word processor, a typesetting
program, style sheets in two columns, our own editions.
"""

import html
import lzma
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

HEADING, PARAGRAPH = "heading", "paragraph"
_CHAPTER = re.compile(
    r"^(?:第[〇零一二三四五六七八九十百两廿\d]+[章回节卷篇]|[【〔].{1,20}[】〕]$|[一二三四五六七八九十]+、.{1,24}$)"
)


class Text(Struct, frozen=True):
    """Hold a text of known blocks: its name, its title, kind and text of each block."""

    name: str
    title: str
    blocks: tuple[tuple[str, str], ...]


def texts_of(folder: Path, paragraphs: int) -> Iterator[Text]:
    """Yield a stretch of every ``.txt`` and ``.txt.xz`` in the folder: a paragraph a line."""
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")]):
        content = path.read_bytes()
        printed = (lzma.decompress(content) if path.suffix == ".xz" else content).decode("utf-8")
        name = path.name.split(".")[0]
        blocks = list(_blocks(printed.split("\n")))
        first = max((len(blocks) - paragraphs) // 2, 0)
        yield Text(name, name.partition("-")[2] or name, tuple(blocks[first : first + paragraphs]))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        text = "".join(line.split()) if not re.search("[A-Za-z]", line) else " ".join(line.split())
        if _CHAPTER.match(text) and len(text) < 40:
            yield HEADING, text
        elif len(text) > 4:
            yield PARAGRAPH, text


def _html(text: Text, css: str) -> str:
    tags = {HEADING: "h2", PARAGRAPH: "p"}
    body = "".join(
        f"<{tags[kind]}>{html.escape(content)}</{tags[kind]}>" for kind, content in text.blocks
    )
    return (
        f'<html lang="zh"><head><meta charset="utf-8"><title>{text.title}</title>'
        f"<style>{css}</style></head><body>{body}</body></html>"
    )


_BASE = "body{font-family:'Noto Serif CJK SC';margin:0} h2{font-family:'Noto Sans CJK SC'}"
_INDENTED = "p{text-indent:2em;margin:0;text-align:justify}"
_BOOK = (
    "@page{size:148mm 210mm;margin:20mm 18mm;@top-left{content:'%s';font-size:8pt}"
    "@top-right{content:string(head);font-size:8pt}@bottom-center{content:counter(page)}}"
    "h2{string-set:head content();font-size:15pt}body{font-size:10.5pt;line-height:1.6}"
)
_SHEET = (
    "@page{size:A4;margin:18mm 15mm;@bottom-right{content:'第 ' counter(page) ' 页'}"
    "@top-center{content:'%s  ' counter(page) ' / ' counter(pages);font-size:9pt}}"
    "body{columns:2;column-gap:8mm;font-size:10pt;line-height:1.45}h2{font-size:12pt}"
)
_SPACED = "p{margin:0 0 .8em;text-align:left}"


def _weasyprint(css: str) -> Callable[[Text, Path], None]:
    def write(text: Text, path: Path) -> None:
        from weasyprint import HTML

        HTML(string=_html(text, css.replace("%s", text.title))).write_pdf(path)

    return write


_BROWSER = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--no-pdf-header-footer"
)


def _chromium(css: str) -> Callable[[Text, Path], None]:
    def write(text: Text, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(_html(text, _BASE + _INDENTED + css), "utf-8")
            subprocess.run(
                ["chromium", *_BROWSER.split(), f"--user-data-dir={folder}/profile",
                 f"--print-to-pdf={path}", page.as_uri()],
                check=True, capture_output=True,
            )  # fmt: skip

    return write


def _libreoffice(text: Text, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"{path.stem}.html"
        css = "p{text-indent:0.9cm;margin:0;font-size:11pt}h2{font-size:16pt}"
        page.write_text(_html(text, css), "utf-8")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
             "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder, str(page)],
            check=True, capture_output=True,
        )  # fmt: skip
        (Path(folder) / f"{path.stem}.pdf").replace(path)


def _typst(columns: int) -> Callable[[Text, Path], None]:
    def write(text: Text, path: Path) -> None:
        import typst

        quote = re.compile(r"([\\#$*_`<>@\[\]~/=+\-'\"])")
        lines = [
            f'#set page(paper: "a5", columns: {columns}, numbering: "1", header: [{text.title}])',
            '#set text(font: "Noto Serif CJK SC", lang: "zh", size: 10pt)',
            "#set par(first-line-indent: (amount: 2em, all: true), justify: true, spacing: 0.65em)",
        ]
        for kind, content in text.blocks:
            safe = quote.sub(r"\\\1", content)
            lines += ["", f"= {safe}" if kind == HEADING else safe]
        path.write_bytes(typst.compile("\n".join(lines).encode()))

    return write


def _edition(design: str) -> Callable[[Text, Path], None]:
    def write(text: Text, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"{path.stem}.md"
            marks = {HEADING: "# ", PARAGRAPH: ""}
            source.write_text(
                "\n\n".join(marks[k] + content for k, content in text.blocks), "utf-8"
            )
            subprocess.run(
                ["kanben", "publish", str(source), "--out", folder, "--formats", "pdf",
                 "--variants", "as-printed", "--design", design],
                check=True, capture_output=True,
            )  # fmt: skip
            next(Path(folder).rglob("*.pdf")).replace(path)

    return write


MAKERS: dict[str, Callable[[Text, Path], None]] = {
    "css-book": _weasyprint(_BASE + _INDENTED + _BOOK),
    "css-columns": _weasyprint(_BASE + _INDENTED + _SHEET),
    "css-spaced": _weasyprint(_BASE + _SPACED + _BOOK),
    "browser": _chromium("body{font-size:11pt;line-height:1.7}@page{size:A5;margin:15mm}"),
    "word-processor": _libreoffice,
    "typst": _typst(1),
    "typst-columns": _typst(2),
}
"""Who writes PDFs, by name."""
VERTICAL = _chromium(
    "body{writing-mode:vertical-rl;font-size:11pt;line-height:1.8}h2{font-size:15pt}"
    "@page{size:A5;margin:15mm}"
)
"""Who writes PDFs in vertical lines 直排."""
