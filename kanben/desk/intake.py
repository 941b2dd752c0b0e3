"""Take what an editor drops on the desk into the collection."""

import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from kanben.desk.shelf import Shelf, require_inside
from kanben.errors import PublicationError, file_fault
from kanben.manuscript.archive import DRAFT_PREFIX, whole_file
from kanben.manuscript.publication import (
    YAML_NAME,
    check_name,
    is_writable,
    load_publication,
    yaml_of,
)
from kanben.manuscript.sources import is_source, sources_among
from kanben.showing.suggestions import scalar
from kanben.writing.images.pictures import TYPES

_LONGEST = 200
"""Bytes of a file's name that every file system takes."""


def place_of_upload(shelf: Shelf, book: str, file: str) -> Path:
    """Return where a dropped file is to lie: in the folder of its publication.

    Raises PublicationError for a name that is no name, a file that no reader knows, one that is
    there already, or a publication that is a bare text.
    """
    folder = shelf.seeds / check_name(book, Path(book))
    plain = Path(file).name == file and not file.startswith(".") and "\\" not in file
    if not plain or not is_writable(file) or len(file.encode()) > _LONGEST:
        raise PublicationError("desk.file_name", name=file)
    path = folder / file
    if not is_source(path) and path.suffix.lower() not in TYPES:
        raise PublicationError("desk.no_reader", name=file)
    require_inside(path, shelf.seeds)
    if folder.exists() and not folder.is_dir():
        raise PublicationError("desk.there", name=book)
    if path.exists() or (shelf.places().get(book) or folder) != folder:
        raise PublicationError("desk.there", name=f"{book}/{file}")
    return path


async def receive_file(path: Path, parts: AsyncIterator[bytes]) -> int:
    """Write what comes in to `path`, whole or not at all; return how many bytes came.

    Raises PublicationError for a file without content, or one that is there already.
    """
    made = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=DRAFT_PREFIX, dir=path.parent)
    draft, length = Path(name), 0
    try:
        with os.fdopen(handle, "wb") as stream:
            async for part in parts:
                stream.write(part)
                length += len(part)
            stream.flush()
            os.fsync(stream.fileno())
        if not length:
            raise PublicationError("desk.empty", name=path.name)
        draft.chmod(0o644)
        # A link fails where somebody else was faster; a rename would write over their file.
        os.link(draft, path)
    except FileExistsError as error:
        raise PublicationError("desk.there", name=path.name) from error
    except OSError as error:
        raise file_fault(error, path) from error
    finally:
        draft.unlink(missing_ok=True)
        if made and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return length


def name_source(path: Path) -> None:
    """Name a source in the YAML of its folder, if it is one that counts only when it is named.

    A YAML that an editor wrote is left as it is: what it names is for them to say.
    """
    if not is_source(path) or sources_among([path]):
        return
    yaml = path.parent / YAML_NAME
    known = yaml.read_text(encoding="utf-8") if yaml.is_file() else ""
    named = load_publication(path.parent).source_names if known else ()
    if known == _naming(named):
        with whole_file(yaml) as made:
            made.write_text(_naming((*named, path.name)), encoding="utf-8")


def _naming(names: Sequence[str]) -> str:
    items = "".join(f"      - {scalar(name)}\n" for name in names)
    return f"parts:\n  - sources:\n{items}" if names else ""


def begin(shelf: Shelf, name: str) -> Path:
    """Draft the YAML of a publication that has none, with what can be guessed.

    Raises the errors of reading, with the files left where they are.
    """
    from kanben.reading.read import read
    from kanben.showing.scaffold import draft

    place = shelf.place(name)
    yaml = yaml_of(place)
    if not yaml.exists():
        text = draft(*read(load_publication(place)))
        with whole_file(yaml) as made:
            made.write_text(text, encoding="utf-8")
    return place


def sweep(seeds: Path) -> None:
    """Remove the drafts that a killed desk left among the sources."""
    if not seeds.is_dir():
        return
    for folder in (seeds, *seeds.iterdir()):
        if folder.is_dir() and not folder.is_symlink():
            for draft in folder.glob(f"{DRAFT_PREFIX}*"):
                draft.unlink(missing_ok=True)
