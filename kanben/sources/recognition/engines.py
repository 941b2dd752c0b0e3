"""List the engines that recognise the text on a page's image."""

from kanben.sources.recognition.rapid import RapidOCR
from kanben.sources.recognition.tesseract import Tesseract

ENGINES: dict[str, type[RapidOCR] | type[Tesseract]] = {
    "rapidocr": RapidOCR,
    "tesseract": Tesseract,
}
"""Engines by the name under which they are asked for."""
