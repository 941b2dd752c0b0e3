"""Take pictures from the publication's folder, and from nowhere else."""

from base64 import b64encode
from pathlib import Path

from msgspec import Struct

from kanben.errors import PublicationError
from kanben.manuscript.blocks import Image
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.records import note_read
from kanben.writing.images.intake import require_passive_whole

_SIGNATURES = ((b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"<", ".svg"))
"""How pictures begin that are made, not read from a file."""
TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


class Picture(Struct, frozen=True):
    """Hold a picture: its name in an edition, its type, its content."""

    href: str
    media_type: str
    content: bytes

    @property
    def data_uri(self) -> str:
        """Return the picture as a ``data:`` URI (RFC 2397)."""
        return f"data:{self.media_type};base64,{b64encode(self.content).decode('ascii')}"


def picture_of(stem: str, content: bytes) -> Picture:
    """Return a made picture under the name `stem`; raises ValueError for another type."""
    for signature, suffix in _SIGNATURES:
        if content.lstrip().startswith(signature):
            return Picture(stem + suffix, TYPES[suffix], content)
    raise ValueError(stem)


def pictures_of(manuscript: Manuscript, folder: Path | None) -> dict[str, Picture]:
    """Return all pictures that the manuscript sets, by the names of their files.

    `folder` is the publication's, the working folder if None. Raises PublicationError as
    `read_picture` does.
    """
    images = (block.image for part in manuscript.parts for block in part.printed_blocks)
    named = {image.file: image for image in images if image}
    return {
        name: read_picture(image, folder or Path(), f"picture-{number}")
        for number, (name, image) in enumerate(named.items(), 1)
    }


def read_picture(image: Image, folder: Path, stem: str = "picture") -> Picture:
    """Read a picture; its name in the edition is `stem` with its own suffix.

    Raises PublicationError for a file that is missing, of another type, or not below `folder`
    (links followed), and for what `require_passive_whole` refuses.
    """
    path = (folder / image.file).resolve()
    suffix = path.suffix.lower()
    if not path.is_relative_to(folder.resolve()):
        raise PublicationError("picture.outside", file=folder, picture=image.file)
    if suffix not in TYPES:
        raise PublicationError(
            "picture.type", file=folder, picture=image.file, known=" ".join(TYPES)
        )
    if not path.is_file():
        raise PublicationError("picture.missing", file=folder, picture=image.file)
    content = path.read_bytes()
    note_read(folder / image.file, content)
    require_passive_whole(content, suffix, str(folder / image.file))
    return Picture(stem + suffix, TYPES[suffix], content)


def data_uri(image: Image, folder: Path) -> str:
    """Return the picture as a ``data:`` URI; raises PublicationError as `read_picture` does."""
    return read_picture(image, folder).data_uri
