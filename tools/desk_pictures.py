"""Draw the pictures of docs/desk.md and docs/zh/desk.md: open the desk on the seeds in a browser.

    python -m tools.desk_pictures docs

Each language has its own, and a desk that was opened in it.
"""

import subprocess
import tempfile
from pathlib import Path

import click
from PIL import Image

from tests.running_desk import SEED, running

_CHROMIUM = "/usr/bin/chromium"
_SCRIPT = Path(__file__).parent.parent / "tests" / "browser" / "desk_pictures.mjs"
_TONGUES = {"en": ("en-GB", "."), "zh": ("zh-CN", "zh")}
"""For each language the browser's locale, and where its pictures lie below the folder."""
_COLOURS = 200
"""Colours of a picture: type on paper needs no more, and the files stay small."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write the pictures into FOLDER."""
    with tempfile.TemporaryDirectory() as books:
        place = Path(books) / "seeds" / "綦江旧报"
        place.mkdir(parents=True)
        (place / SEED.name).write_bytes(SEED.read_bytes())
        for tongue, (locale, below) in _TONGUES.items():
            with running(Path(books), KANBEN_LANG=tongue) as desk:
                drawn = ["node", str(_SCRIPT), _CHROMIUM, desk.address, str(folder / below), locale]
                subprocess.run(drawn, check=True)
    places = (folder / below for _, below in _TONGUES.values())
    for path in sorted(path for place in places for path in place.glob("desk*.png")):
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
        small.save(path, optimize=True)
        click.echo(f"{path} {path.stat().st_size}")


if __name__ == "__main__":
    command()
