"""Make the same books by Kanben and by other programs, and set what each costs side by side.

    python -m bench.speed.peers --book seeds/qijiang-2021/004_50cfcea65c9d9663.txt \
        --characters 100000 --rounds 3 --out docs/benchmarks/peers.md

Each makes EPUB, PDF and DOCX of one plain text: Kanben in one variant, Calibre with its
heuristics, pandoc with WeasyPrint, pandoc with typst. Costs are of whole process trees, medians
of rounds that take turns. What is not installed is left out, and said to be.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from bench.speed.books import printed_book
from bench.speed.trees import Cost, cost_of

_STYLE = """
@page { size: 148mm 210mm; margin: 20mm 18mm; @bottom-center { content: counter(page) } }
html { font: 10.5pt/1.7 "Noto Serif CJK SC"; text-align: justify }
p { margin: 0; text-indent: 2em }
"""
_TYPST = """#set page("a5", margin: (x: 18mm, y: 20mm), numbering: "1")
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh")
#set par(justify: true, first-line-indent: 2em)
"""
_SET = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_MARKDOWN = "markdown+east_asian_line_breaks"

Command = tuple[str, ...]


class Peer(Struct, frozen=True):
    """Name a program, and the commands by which it makes its editions of a text."""

    name: str
    needs: str
    commands: Callable[[str], Sequence[Command]]


def _kanben(text: str) -> Sequence[Command]:
    formats = [word for suffix in ("epub", "pdf", "docx") for word in ("--format", suffix)]
    return [("kanben", "publish", text, "--out", "build", "--variant", "zh-Hant-TW", *formats)]


def _calibre(text: str) -> Sequence[Command]:
    return [
        ("ebook-convert", text, f"calibre.{suffix}", "--enable-heuristics")
        for suffix in ("epub", "pdf", "docx")
    ]


def _pandoc_to(text: str, *outputs: str) -> list[Command]:
    return [
        ("pandoc", "--from", _MARKDOWN, text, "--standalone", "--output", output, "-M", "title=书")
        for output in outputs
    ]


def _weasyprint(text: str) -> Sequence[Command]:
    made = _pandoc_to(text, "bare.epub", "bare.docx", "bare.html")
    return [*made, ("weasyprint", "--stylesheet", "bare.css", "bare.html", "bare.pdf")]


def _typst(text: str) -> Sequence[Command]:
    made = _pandoc_to(text, "bare.epub", "bare.docx")
    body = ("pandoc", "--from", _MARKDOWN, text, "--to", "typst", "--output", "body.typ")
    return [*made, body, (sys.executable, "-c", _SET, "book.typ", "typst.pdf")]


PEERS = (
    Peer("Kanben", "kanben", _kanben),
    Peer("Calibre, --enable-heuristics", "ebook-convert", _calibre),
    Peer("pandoc + WeasyPrint", "weasyprint", _weasyprint),
    Peer("pandoc + typst", "", _typst),
)


def _prepared(folder: Path, text: str) -> None:
    """Lay out a folder: the text, the styles, pandoc by its plain name."""
    import pypandoc

    (folder / "book.txt").write_text(text, encoding="utf-8")
    (folder / "bare.css").write_text(_STYLE, encoding="utf-8")
    (folder / "book.typ").write_text(f'{_TYPST}#include "body.typ"\n', encoding="utf-8")
    bin_ = Path(sys.executable).parent
    if shutil.which("pandoc", path=str(bin_)) is None:
        (bin_ / "pandoc").symlink_to(pypandoc.get_pandoc_path())


def measure(text: str, rounds: int) -> dict[str, Cost | None]:
    """Return the median costs of each program; None for what cannot be had, or fails."""
    costs: dict[str, list[Cost]] = {peer.name: [] for peer in PEERS}
    for _ in range(rounds):
        for peer in PEERS:
            if peer.needs and not _is_there(peer.needs):
                continue
            with TemporaryDirectory() as scratch:
                _prepared(Path(scratch), text)
                try:
                    costs[peer.name].append(
                        cost_of(*peer.commands("book.txt"), folder=Path(scratch))
                    )
                except subprocess.CalledProcessError as error:
                    print(f"{peer.name}: {error}\n{error.output}", file=sys.stderr)
    return {name: _median(found) for name, found in costs.items()}


def _is_there(program: str) -> bool:
    return any(
        shutil.which(program, path=path) for path in (None, str(Path(sys.executable).parent))
    )


def _median(costs: Sequence[Cost]) -> Cost | None:
    if not costs:
        return None
    return Cost(*(statistics.median(axis) for axis in zip(*map(_axes, costs), strict=True)))


def _axes(cost: Cost) -> tuple[float, float, float]:
    return cost.cpu, cost.wall, cost.memory


def table(label: str, costs: dict[str, Cost | None]) -> list[str]:
    """Return the rows of a table: each program beside Kanben."""
    ours = costs[PEERS[0].name]
    rows = [f"\n### {label}\n", "| program | CPU s | wall s | memory, MB | Kanben's CPU to it |"]
    rows.append("|---|---:|---:|---:|---:|")
    for name, cost in costs.items():
        if cost is None:
            rows.append(f"| {name} | – | – | – | – |")
            continue
        ratio = f"{ours.cpu / cost.cpu:.2f}" if ours else "–"
        rows.append(f"| {name} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.memory:.0f} | {ratio} |")
    return rows


def plot(found: dict[str, dict[str, Cost | None]]) -> str:
    """Draw the CPU seconds as bars, each book scaled by its dearest."""
    parts, top = [], 10
    for label, costs in found.items():
        parts.append(f'<text x="10" y="{top + 12}" font-weight="bold">{label}</text>')
        most = max(cost.cpu for cost in costs.values() if cost)
        for name, cost in costs.items():
            top += 20
            if cost:
                width = 300 * cost.cpu / most
                parts.append(f'<rect x="210" y="{top}" width="{width:.1f}" height="14"/>')
                parts.append(f'<text x="{width + 216:.1f}" y="{top + 12}">{cost.cpu:.1f} s</text>')
            parts.append(f'<text x="200" y="{top + 12}" text-anchor="end">{name}</text>')
        top += 34
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 {top}" '
        f'font-family="sans-serif" font-size="12">{"".join(parts)}</svg>\n'
    )


def main() -> None:
    """Print the tables, or put them and the plot where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--book", type=Path, action="append", default=[], help="a plain text")
    parser.add_argument("--characters", type=int, action="append", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    # Calibre prints by Chromium, which root may only run without its sandbox.
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")
    texts = {path.stem.partition("_")[0]: path.read_text("utf-8") for path in asked.book}
    texts |= {f"{size:,} characters": printed_book(size) for size in asked.characters}
    found = {label: measure(text, asked.rounds) for label, text in texts.items()}
    lines = [line for label, costs in found.items() for line in table(label, costs)]
    print(*lines, sep="\n")
    if asked.out:
        command = " ".join(["python -m bench.speed.peers", *sys.argv[1:]])
        head = ["# Figures: beside other programs\n", f"    {command}\n", "![](peers.svg)"]
        asked.out.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
        asked.out.with_suffix(".svg").write_text(plot(found), encoding="utf-8")


if __name__ == "__main__":
    main()
