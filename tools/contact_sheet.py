"""Show pages of PDF files side by side, as the pictures in the documentation do."""

from collections.abc import Iterator
from pathlib import Path

import click
import pypdfium2
from PIL import Image

_GAP = 14
_TABLE = "#8c8a86"


def pages(path: Path, chosen: str, height: int) -> Iterator[Image.Image]:
    """Yield the chosen pages (``3,8-10``, counted from 1) of a PDF, `height` pixels high."""
    document = pypdfium2.PdfDocument(path)
    for number in _numbers(chosen):
        page = document[number - 1]
        yield page.render(scale=height / page.get_height()).to_pil()


def _numbers(chosen: str) -> Iterator[int]:
    for span in chosen.split(","):
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)


def sheet(pictures: list[Image.Image], columns: int) -> Image.Image:
    """Lay pictures of one height out in rows."""
    rows = [pictures[first : first + columns] for first in range(0, len(pictures), columns)]
    widths = [sum(each.width + _GAP for each in row) + _GAP for row in rows]
    height = pictures[0].height
    whole = Image.new("RGB", (max(widths), len(rows) * (height + _GAP) + _GAP), _TABLE)
    for number, row in enumerate(rows):
        left = _GAP + (whole.width - widths[number]) // 2
        for each in row:
            whole.paste(each, (left, _GAP + number * (height + _GAP)))
            left += each.width + _GAP
    return whole


@click.command()
@click.argument("chosen", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--columns", default=6, show_default=True)
@click.option("--height", default=420, show_default=True, help="Height of a page in pixels.")
def main(chosen: tuple[str, ...], out: Path, columns: int, height: int) -> None:
    """Draw the pages CHOSEN, each as FILE.pdf:3,8-10, into one picture."""
    pictures = [
        picture
        for name, _, numbers in (each.rpartition(":") for each in chosen)
        for picture in pages(Path(name), numbers, height)
    ]
    shown = sheet(pictures, columns).quantize(64, dither=Image.Dither.NONE)
    shown.save(out, optimize=True)
    click.echo(out)


if __name__ == "__main__":
    main()
