"""Lay a picture on its left side, for a page that is turned upright after it was laid out."""

from base64 import b64encode
from io import BytesIO

from lxml import etree
from PIL import Image

from kanben.writing.images.pictures import Picture

_SVG = "http://www.w3.org/2000/svg"
_USUAL = (300.0, 150.0)
"""Width and height in px of a drawing that names none (CSS 2.1, 10.3.2)."""
_BOX = 4
"""Numbers of a drawing's view box: left, top, width, height."""
_UNITS = {"px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""Px in a unit of length (CSS Values 3, 5.2)."""


def lying_uri(picture: Picture) -> str:
    """Return a ``data:`` URI of a drawing that shows the picture turned to the left by a quarter.

    The picture itself is not touched.
    """
    width, height = _size(picture)
    drawing = (
        f'<svg xmlns="{_SVG}" width="{height:g}" height="{width:g}" '
        f'viewBox="0 0 {height:g} {width:g}"><image transform="translate(0 {width:g}) rotate(-90)" '
        f'width="{width:g}" height="{height:g}" href="{picture.data_uri}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode('ascii')}"


def _size(picture: Picture) -> tuple[float, float]:
    """Return width and height in px."""
    if picture.media_type != "image/svg+xml":
        with Image.open(BytesIO(picture.content)) as opened:
            return float(opened.width), float(opened.height)
    root = etree.fromstring(picture.content, etree.XMLParser(resolve_entities=False))
    box = [float(number) for number in root.get("viewBox", "").replace(",", " ").split()]
    usual = (box[2], box[3]) if len(box) == _BOX else _USUAL
    return _px(root.get("width", ""), usual[0]), _px(root.get("height", ""), usual[1])


def _px(length: str, usual: float) -> float:
    number = length.rstrip("abcdefghijklmnopqrstuvwxyz ")
    try:
        return float(number) * _UNITS.get(length[len(number) :].strip() or "px", 0.0) or usual
    except ValueError:
        return usual
