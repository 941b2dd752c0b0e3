"""Look at a picture before it is set: whole, what its name says, and passive, or refused.

A picture is a stranger's file. One that is empty, cut off or of another type than its name shows
on no page, one of a hundred million points fills the memory of whoever opens the edition, and an
SVG can hold programs and call for files.
"""

import re
from io import BytesIO

from lxml import etree
from PIL import Image, UnidentifiedImageError

from kanben.errors import PublicationError
from kanben.whole_images import whole_images_only

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
_MOST_POINTS = 100_000_000
"""A newspaper page (A2) at 400 dots an inch has 62 million."""
_LARGEST_SVG = 20_000_000
"""Bytes; outlines of a whole page of type take some hundred thousand."""
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "handler", "listener", "set"})
"""Elements that hold programs or other documents; `set` changes references while it is shown."""
_REFERENCES = frozenset({"href", "src"})
_ELSEWHERE = re.compile(r"url\(\s*['\"]?\s*(?!#|['\"]?\s*data:image/)[^)]|@import", re.IGNORECASE)
_HERE = ("#", "data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")


def require_passive_whole(content: bytes, suffix: str, file: str) -> None:
    """Raise PublicationError for a picture that cannot be printed as it is, or does more."""
    if not content:
        raise PublicationError("picture.empty", file=file)
    if suffix == ".svg":
        _require_passive(content, file)
    else:
        _require_whole(content, _FORMATS[suffix], file)


def _require_whole(content: bytes, form: str, file: str) -> None:
    try:
        with whole_images_only(), Image.open(BytesIO(content)) as picture:
            found, (width, height) = picture.format or "", picture.size
            if found != form:
                raise PublicationError("picture.disguised", file=file, found=found, named=form)
            if width * height > _MOST_POINTS:
                raise PublicationError("picture.too_large", file=file, width=width, height=height)
            picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PublicationError("picture.broken", file=file, problem=_said(error)) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PublicationError("picture.broken", file=file, problem=_said(error)) from error


def _said(error: Exception) -> str:
    """Return what the reader of pictures says, without the names of its own objects."""
    return re.sub(r" <.*>", "", str(error)) or type(error).__name__


def _require_passive(content: bytes, file: str) -> None:
    if len(content) > _LARGEST_SVG or b"<!ENTITY" in content or b"<!DOCTYPE" in content[:2000]:
        content = _without_plain_doctype(content, file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PublicationError("picture.broken", file=file, problem=str(error)) from error
    if etree.QName(root).localname != "svg":
        found = str(etree.QName(root).localname)
        raise PublicationError("picture.disguised", file=file, found=found, named="SVG")
    for element in root.iter():
        found = _active_part(element)
        if found:
            raise PublicationError("picture.active", file=file, found=found)


def _without_plain_doctype(content: bytes, file: str) -> bytes:
    """Take out the document type that drawing programs write; refuse one that declares things."""
    if len(content) > _LARGEST_SVG:
        problem = f"{len(content)} > {_LARGEST_SVG} bytes"
        raise PublicationError("picture.broken", file=file, problem=problem)
    found = re.search(rb"<!DOCTYPE[^>\[]*>", content)
    if found is None or b"<!ENTITY" in content:
        raise PublicationError("picture.active", file=file, found="<!ENTITY>")
    return content[: found.start()] + content[found.end() :]


def _active_part(element: etree._Element) -> str:
    """Return what an element does besides being drawn; empty if nothing."""
    if not isinstance(element.tag, str):
        return "" if isinstance(element, etree._Comment) else "<?…?>"
    name = etree.QName(element).localname
    if name in _ACTIVE:
        return f"<{name}>"
    if name == "style" and _ELSEWHERE.search(element.text or ""):
        return "<style>"
    for key, value in element.attrib.items():
        plain, said = etree.QName(str(key)).localname, str(value).strip()
        outward = plain in _REFERENCES and name != "a" and not said.lower().startswith(_HERE)
        scripted = plain.lower().startswith("on") or said.lower().startswith("javascript:")
        if outward or scripted or _ELSEWHERE.search(said):
            return f"{plain}={said[:40]}"
    return ""
