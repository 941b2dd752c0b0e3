"""Take pictures from the publication's folder, and from nowhere else."""

from base64 import b64encode
from pathlib import Path

from kanben.errors import PublicationError
from kanben.manuscript.blocks import Image

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


def data_uri(image: Image, folder: Path) -> str:
    """Return the picture as a ``data:`` URI.

    Raises PublicationError for a file that is missing, of another type, or not below `folder`
    (links followed).
    """
    path = (folder / image.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise PublicationError("picture.outside", file=folder, picture=image.file)
    if path.suffix.lower() not in TYPES:
        raise PublicationError(
            "picture.type", file=folder, picture=image.file, known=" ".join(TYPES)
        )
    if not path.is_file():
        raise PublicationError("picture.missing", file=folder, picture=image.file)
    content = b64encode(path.read_bytes()).decode("ascii")
    return f"data:{TYPES[path.suffix.lower()]};base64,{content}"
