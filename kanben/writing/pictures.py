"""Take pictures into an edition."""

from pathlib import Path

from msgspec import Struct

from kanben.errors import SourceError
from kanben.manuscript.manuscript import Manuscript

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"<", "svg", "image/svg+xml"),
)
"""How the files of each kind of picture begin."""


class Picture(Struct, frozen=True):
    """Hold a picture: its name in the edition, its kind, its content."""

    href: str
    media_type: str
    content: bytes


def picture_of(stem: str, content: bytes) -> Picture | None:
    """Return a picture under the name `stem` with the suffix of its kind; None for no picture."""
    for signature, suffix, media_type in _SIGNATURES:
        if content.lstrip().startswith(signature):
            return Picture(f"{stem}.{suffix}", media_type, content)
    return None


def pictures_of(manuscript: Manuscript, folder: Path | None) -> dict[str, Picture]:
    """Return the manuscript's pictures by the names of their files.

    `folder` is where those names start. Raises SourceError for a file that is missing or is
    no picture.
    """
    images = (block.image for part in manuscript.parts for block in part.printed_blocks)
    names = dict.fromkeys(image.file for image in images if image)
    return {name: _read(name, number, folder) for number, name in enumerate(names, 1)}


def _read(name: str, number: int, folder: Path | None) -> Picture:
    path = (folder or Path()) / name
    picture = picture_of(f"picture-{number}", path.read_bytes()) if path.is_file() else None
    if picture is None:
        raise SourceError("writing.no_picture", file=path, picture=name)
    return picture
