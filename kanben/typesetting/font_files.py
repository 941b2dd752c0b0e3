"""Let WeasyPrint look at font files where they lie, instead of copying each for every size.

A Chinese font has twenty megabytes and more; of all that a book needs the glyphs that it sets.
"""

from collections.abc import Callable
from typing import Any

from kanben.typesetting.seam import ffi, harfbuzz


def face_content(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Return what WeasyPrint asks for data of a font, with a view in place of a whole face."""

    def get_hb_object_data(
        hb_object: Any, ot_color: str | None = None, glyph: int | None = None
    ) -> Any:
        return _view(hb_object) if ot_color is None else stock(hb_object, ot_color, glyph)

    return get_hb_object_data


def cleaned(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Return what WeasyPrint takes useless glyphs out of a font by; what is left becomes bytes."""

    def clean(self: Any, to_unicode: Any, hinting: Any) -> None:
        stock(self, to_unicode, hinting)
        self.file_content = bytes(self.file_content)

    return clean


def _view(face: Any) -> Any:
    """Look at the content of a face; it stays where it is as long as somebody looks."""
    blob = ffi.gc(harfbuzz.hb_face_reference_blob(face), harfbuzz.hb_blob_destroy)
    length = ffi.new("unsigned int *")
    content = harfbuzz.hb_blob_get_data(blob, length)
    if content == ffi.NULL:
        return None

    def let_go(_: Any, blob: Any = blob) -> None:
        ffi.release(blob)

    return memoryview(ffi.buffer(ffi.gc(content, let_go), int(length[0]))).toreadonly()
