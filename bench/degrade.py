"""Make scans of PDFs: pages drawn, turned, blurred, flecked, and saved with losses."""

import random
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter

_DOTS = 300
"""Dots per inch, as libraries scan."""
_TURN = 0.8
"""Degrees to which a page lies askew at the most."""
_BLUR = (0.5, 1.1)
"""Dots over which ink spreads."""
_FLECKS = 0.00002
"""Share of dots that dirt blackens, in spots of three dots."""
_QUALITY = (55, 80)
"""Quality of the JPEG files."""
_PAPER = (238, 250)
"""Grey of the paper; 255 is white."""


def scanned(pdf: Path, folder: Path) -> Iterator[Path]:
    """Yield an image of each page, the same ones for a document of the same name."""
    chance = random.Random(pdf.stem)
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        path = folder / f"{number + 1:03}.jpg"
        if not path.exists():
            page = document[number].render(scale=_DOTS / 72).to_pil().convert("L")
            _degraded(page, chance).save(
                path, quality=chance.randint(*_QUALITY), dpi=(_DOTS, _DOTS)
            )
        yield path
    document.close()


def _degraded(page: Image.Image, chance: random.Random) -> Image.Image:
    paper = chance.randint(*_PAPER)
    page = page.point(lambda grey: round(grey * paper / 255))
    page = page.rotate(
        chance.uniform(-_TURN, _TURN), Image.Resampling.BICUBIC, expand=False, fillcolor=paper
    )
    for _ in range(round(_FLECKS * page.width * page.height)):
        x, y = chance.randrange(page.width - 3), chance.randrange(page.height - 3)
        page.paste(
            chance.randrange(120), (x, y, x + chance.randint(1, 3), y + chance.randint(1, 3))
        )
    return page.filter(ImageFilter.GaussianBlur(chance.uniform(*_BLUR)))
