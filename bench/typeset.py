"""Typeset texts whose blocks are known, by programs of many makers, for readers of PDFs to read.

Each maker takes blocks and writes one PDF: a browser's print, a word processor, typesetting
programs, style sheets in two columns, a formatter of DocBook, our own editions.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from bench.made_texts import HEADING, TABLE, MadeBlock, Text
from kanben import pandoc

Maker = Callable[[Text, Path], None]


def _called(block: MadeBlock, quoted: Callable[[str], str], note: Callable[[str], str]) -> str:
    """Return a block's text with its notes in their places."""
    written, done = "", 0
    for each in block.notes:
        written += quoted(block.text[done : each.at]) + note(quoted(each.text))
        done = each.at
    return written + quoted(block.text[done:])


def _html(text: Text, css: str, *, at_foot: bool = True) -> str:
    """Write a text as HTML; notes in spans, or, for browsers, behind the text with links."""
    notes: list[str] = []

    def note(words: str) -> str:
        if at_foot:
            return f'<span class="note">{words}</span>'
        notes.append(words)
        number = len(notes)
        return f'<sup><a id="c{number}" href="#n{number}">{number}</a></sup>'

    body = "".join(_element(block, note) for block in text.blocks)
    if notes:
        body += "<h2>注释</h2>" + "".join(
            f'<p class="end" id="n{number}"><a href="#c{number}">[{number}]</a> {words}</p>'
            for number, words in enumerate(notes, 1)
        )
    return (
        f'<html lang="zh"><head><meta charset="utf-8"><title>{text.title}</title>'
        f"<style>{css}</style></head><body>{body}</body></html>"
    )


def _element(block: MadeBlock, note: Callable[[str], str]) -> str:
    if block.kind == TABLE:
        rows = (
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in block.rows
        )
        return f"<table>{''.join(rows)}</table>"
    tag = "h2" if block.kind == HEADING else "p"
    return f"<{tag}>{_called(block, escape, note)}</{tag}>"


_BASE = (
    "body{font-family:'Noto Serif CJK SC';margin:0} h2{font-family:'Noto Sans CJK SC'}"
    "table{border-collapse:collapse;margin:1em auto}td{border:.5pt solid;padding:2pt 8pt}"
)
_FOOT = (
    ".note{float:footnote;font-size:8pt;text-indent:0}"
    "::footnote-call{content:counter(footnote);font-size:65%;vertical-align:super;line-height:0}"
    "::footnote-marker{content:counter(footnote) ' ';list-style-position:inside}"
)
_BRACKETED = (
    ".note{float:footnote;font-size:7.5pt;text-indent:0}"
    "::footnote-call{content:'〔' counter(footnote) '〕';font-size:100%;vertical-align:baseline}"
    "::footnote-marker{content:'〔' counter(footnote) '〕'}"
)
_CIRCLED = (
    "@counter-style ring{system:fixed;symbols:'①' '②' '③' '④' '⑤' '⑥' '⑦' '⑧' '⑨' '⑩';suffix:''}"
    "@page{counter-reset:footnote}.note{float:footnote;font-size:8pt;text-indent:0}"
    "::footnote-call{content:counter(footnote,ring);font-size:70%;vertical-align:super;line-height:0}"
    "::footnote-marker{content:counter(footnote,ring) ' '}"
)
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


def _weasyprint(css: str) -> Maker:
    def write(text: Text, path: Path) -> None:
        from weasyprint import HTML

        HTML(string=_html(text, css.replace("%s", text.title))).write_pdf(path)

    return write


_BROWSER = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--no-pdf-header-footer"
)


def _chromium(css: str) -> Maker:
    def write(text: Text, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(_html(text, _BASE + _INDENTED + css, at_foot=False), "utf-8")
            subprocess.run(
                ["chromium", *_BROWSER.split(), f"--user-data-dir={folder}/profile",
                 f"--print-to-pdf={path}", page.as_uri()],
                check=True, capture_output=True,
            )  # fmt: skip

    return write


_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$@\"'=:])")


def _markdown(text: Text) -> str:
    """Write a text as pandoc's Markdown."""

    def quoted(words: str) -> str:
        return _SIGNS.sub(r"\\\1", words)

    lines = []
    for block in text.blocks:
        if block.kind == TABLE:
            head, *rows = (" | ".join(map(quoted, row)) for row in block.rows)
            lines.append("\n".join((head, " | ".join("---" for _ in block.rows[0]), *rows)))
        else:
            mark = "# " if block.kind == HEADING else ""
            lines.append(mark + _called(block, quoted, lambda words: f"^[{words}]"))
    return "\n\n".join(lines) + "\n"


def _pandoc(text: Text, to: str, *options: str) -> bytes:
    return pandoc.run([f"--to={to}", "--from=markdown", *options], _markdown(text).encode())


def _word_processor(text: Text, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / f"{path.stem}.docx"
        document.write_bytes(_pandoc(text, "docx", "--output=-"))
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
             "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, str(document)],
            check=True, capture_output=True,
        )  # fmt: skip
        document.with_suffix(".pdf").replace(path)


_TYPST = re.compile(r"([\\#$*_`<>@\[\]~/=+\-'\"])")


def _typst(columns: int) -> Maker:
    def quoted(words: str) -> str:
        return _TYPST.sub(r"\\\1", words)

    def write(text: Text, path: Path) -> None:
        import typst

        lines = [
            f'#set page(paper: "a5", columns: {columns}, numbering: "1", header: [{text.title}])',
            '#set text(font: "Noto Serif CJK SC", lang: "zh", size: 10pt)',
            "#set par(first-line-indent: (amount: 2em, all: true), justify: true, spacing: 0.65em)",
        ]
        for block in text.blocks:
            if block.kind == TABLE:
                cells = ", ".join(f"[{quoted(cell)}]" for row in block.rows for cell in row)
                lines += ["", f"#table(columns: {len(block.rows[0])}, {cells})"]
            else:
                mark = "= " if block.kind == HEADING else ""
                body = _called(block, quoted, lambda words: f"#footnote[{words}]")
                lines += ["", mark + body]
        path.write_bytes(typst.compile("\n".join(lines).encode()))

    return write


def _latex(*options: str, circled: bool = False) -> Maker:
    signs = r"\or ".join("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
    ring = r"\usepackage{perpage}\MakePerPage{footnote}\xeCJKDeclareCharClass{CJK}{`① -> `⑳}"
    ring += rf"\renewcommand{{\thefootnote}}{{\ifcase\value{{footnote}}\or {signs}\fi}}"

    def write(text: Text, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.tex"
            head = [f"--variable=header-includes:{ring}"] if circled else []
            page.write_bytes(_pandoc(text, "latex", "--standalone", *options, *head))
            for _ in range(2):
                subprocess.run(
                    ["xelatex", "-interaction=nonstopmode", page.name],
                    cwd=folder, check=False, capture_output=True,
                )  # fmt: skip
            page.with_suffix(".pdf").replace(path)

    return write


_FOP_FONTS = (
    '<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>'
    '<font kerning="no" embed-url="/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf">'
    '<font-triplet name="Song" style="normal" weight="normal"/>'
    '<font-triplet name="Song" style="italic" weight="normal"/></font>'
    '<font kerning="no" embed-url="/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf">'
    '<font-triplet name="Kai" style="normal" weight="normal"/>'
    '<font-triplet name="Kai" style="normal" weight="bold"/>'
    '<font-triplet name="Song" style="normal" weight="bold"/></font>'
    "</fonts></renderer></renderers></fop>"
)
_DOCBOOK = {
    "body.font.family": "Song",
    "title.font.family": "Kai",
    "symbol.font.family": "Song",
    "paper.type": "A4",
    "body.start.indent": "0pt",
    "generate.toc": "",
    "section.autolabel": "0",
}


def _docbook(text: Text, path: Path) -> None:
    styles = "/usr/share/xml/docbook/stylesheet/docbook-xsl/fo/docbook.xsl"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        meta = f"--metadata=title:{text.title}"
        (place / "book.xml").write_bytes(_pandoc(text, "docbook4", "--standalone", meta))
        (place / "fop.xml").write_text(_FOP_FONTS, "utf-8")
        chosen = [word for name in _DOCBOOK.items() for word in ("--stringparam", *name)]
        commands: Sequence[Sequence[str]] = (
            ["xsltproc", *chosen, "--output", "book.fo", styles, "book.xml"],
            ["fop", "-c", "fop.xml", "-fo", "book.fo", "-pdf", "book.pdf"],
        )
        for command in commands:
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
        (place / "book.pdf").replace(path)


def _calibre(text: Text, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.epub"
        book.write_bytes(_pandoc(text, "epub", "--output=-", f"--metadata=title:{text.title}"))
        subprocess.run(
            ["ebook-convert", str(book), str(path), "--pdf-page-numbers", "--paper-size", "a5"],
            check=True, capture_output=True,
            env={**os.environ, "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"},
        )  # fmt: skip


def _edition(design: str) -> Maker:
    def write(text: Text, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"{text.name}.md"
            source.write_text(_markdown(text), "utf-8")
            subprocess.run(
                ["kanben", "publish", str(source), "--out", folder, "--format", "pdf",
                 "--variant", "as-printed", "--design", design],
                check=True, capture_output=True,
            )  # fmt: skip
            next((Path(folder) / "editions").rglob("*.pdf")).replace(path)

    return write


_CTEX = ("--variable=documentclass:ctexart", "--variable=classoption:fontset=none")
_CTEX_FONTS = (
    "--variable=CJKmainfont:Noto Serif CJK SC",
    "--variable=CJKsansfont:Noto Sans CJK SC",
    "--variable=geometry:margin=3cm",
)
MAKERS: dict[str, Maker] = {
    "css-book": _weasyprint(_BASE + _INDENTED + _BOOK + _FOOT),
    "css-columns": _weasyprint(_BASE + _INDENTED + _SHEET + _BRACKETED),
    "css-spaced": _weasyprint(_BASE + _SPACED + _BOOK + _CIRCLED),
    "browser": _chromium("body{font-size:11pt;line-height:1.7}@page{size:A5;margin:15mm}"),
    "word-processor": _word_processor,
    "typst": _typst(1),
    "typst-columns": _typst(2),
    "latex": _latex(*_CTEX, *_CTEX_FONTS),
    "latex-columns": _latex(*_CTEX, "--variable=classoption:twocolumn", *_CTEX_FONTS, circled=True),
    "docbook": _docbook,
    "calibre": _calibre,
    "edition-book": _edition("book-a5"),
    "edition-a4": _edition("a4"),
}
"""Who writes PDFs, by name."""
VERTICAL = _chromium(
    "body{writing-mode:vertical-rl;font-size:11pt;line-height:1.8}h2{font-size:15pt}"
    "@page{size:A5;margin:15mm}"
)
"""Who writes PDFs in vertical lines 直排."""
