"""Find publications in a folder of sources and read what their editors planned."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct, structs
from natsort import natsorted

from kanben.errors import PublicationError
from kanben.manuscript.plan import PartPlan, Plan
from kanben.manuscript.sources import is_source, sources_among, stands_alone
from kanben.manuscript.yaml import read_yaml

YAML_NAME = "publication.yaml"

_FORBIDDEN = re.compile(r"[./\\{}\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_PARTING = re.compile(r"\s*[.{}]+\s*")
_LONGEST_NAME = 180
"""Bytes of a publication's name: file systems give a name 255, and editions, logs and proofs add
variant, format and suffixes of their own."""
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What no name of a source may hold: it is printed in every edition's colophon."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff"})


class Publication(Struct, frozen=True):
    """Hold a publication before it is read: name, folder, and plan with all its parts.

    `folder` holds the sources; `yaml` is the file of the plan, None without one.
    """

    name: str
    folder: Path
    plan: Plan
    yaml: Path | None = None

    def source_path(self, name: str) -> Path:
        """Return the path of a source that the plan names."""
        return self.folder / name

    @property
    def source_names(self) -> tuple[str, ...]:
        """Return the names of all sources, in the order of the parts."""
        return tuple(name for part in self.plan.parts for name in part.sources)


def check_name(name: str, place: Path) -> str:
    """Return the publication's name in NFC.

    Raises PublicationError for a name that could not be part of every edition's file name.
    """
    found = _FORBIDDEN.search(name)
    if not name.strip() or found:
        sign = repr(found[0]) if found else "''"
        raise PublicationError("publication.name", file=place, name=name, sign=sign)
    normal = unicodedata.normalize("NFC", name)
    if len(normal.encode()) > _LONGEST_NAME:
        raise PublicationError("publication.long_name", file=place, most=_LONGEST_NAME)
    return normal


def find_places(seeds: Path) -> list[Path]:
    """List what lies in `seeds` as publications: folders with texts or a plan, bare texts.

    Raises PublicationError if there is no such folder or nothing in it.
    """
    if not seeds.is_dir():
        raise PublicationError("publication.no_seeds", file=seeds)
    places = [
        place
        for place in natsorted(seeds.iterdir(), key=lambda place: place.name)
        if not place.name.startswith(".")
        and is_place(place)
        and (place.is_dir() or stands_alone(place))
    ]
    if not places:
        raise PublicationError("publication.no_publications", file=seeds)
    return places


def gather_places(paths: Iterable[Path]) -> list[Path]:
    """Return the publications that paths name: each one itself, or what lies in its folder."""
    return [
        place
        for path in paths
        for place in ([path] if is_place(path) or path.is_file() else find_places(path))
    ]


def is_place(path: Path) -> bool:
    """Tell whether a path is a publication: a bare text, or a folder with texts or a plan."""
    if path.is_dir():
        return (path / YAML_NAME).is_file() or bool(sources_among(path.iterdir()))
    return path.is_file() and is_source(path)


def unread_in(place: Path, publication: Publication) -> tuple[str, ...]:
    """Return the names of what lies in a publication's own folder and is none of its sources.

    Its YAML, pictures, and hidden files aside. A bare text has no folder of its own.
    """
    if not place.is_dir():
        return ()
    read = {PurePosixPath(name).parts[0] for name in publication.source_names}
    names = (
        path.name + ("/" if path.is_dir() else "")
        for path in place.iterdir()
        if not path.name.startswith(".") and path.name not in (*read, YAML_NAME)
        if path.suffix.casefold() not in _PICTURES
    )
    return tuple(natsorted(names))


def name_of(place: Path) -> str:
    """Return the name of the publication at `place`; raises PublicationError for a bad one.

    Dots and braces, which part the names of editions, become hyphens: ``book.v2.pdf`` is *book-v2*.
    A name that is too long for editions to add to it is cut off.
    """
    named = place if place.name not in ("", "..") else place.resolve()
    given = named.name if named.is_dir() else named.stem
    plain = unicodedata.normalize("NFC", _PARTING.sub("-", given)).strip("- ") or given
    while len(plain.encode(errors="surrogatepass")) > _LONGEST_NAME:
        plain = plain[:-1]
    return check_name(plain, place)


def usable_name(place: Path) -> str:
    """Return the name of the publication at `place`; empty for one that cannot be used."""
    try:
        return name_of(place)
    except PublicationError:
        return ""


def check_names(places: list[Path]) -> None:
    """Raise PublicationError if two places would publish under one name."""
    seen: dict[str, Path] = {}
    for place in places:
        name = name_of(place)
        if name in seen:
            raise PublicationError("publication.same_name", file=place, name=name, other=seen[name])
        seen[name] = place


def require_own_name(place: Path) -> None:
    """Raise PublicationError if a neighbour in the same folder has the name of `place` too."""
    name = name_of(place)
    for other in find_places(place.resolve().parent):
        if not other.samefile(place) and usable_name(other) == name:
            raise PublicationError("publication.same_name", file=place, name=name, other=other)


def yaml_of(place: Path) -> Path:
    """Return where the YAML of the publication at `place` lies, if it has one."""
    return place / YAML_NAME if place.is_dir() else place.with_suffix(".yaml")


def is_writable(name: str) -> bool:
    """Tell whether the name of a file can be written in a text: no controls, no bytes astray."""
    return _UNWRITABLE.search(name) is None


def _check_source(source: str, folder: Path, yaml: Path | None) -> None:
    path = PurePosixPath(source)
    if path.is_absolute() or ".." in path.parts or "\\" in source:
        raise PublicationError("publication.source_outside", file=yaml, source=source)
    if not is_writable(source):
        raise PublicationError("publication.source_name", file=yaml or folder, source=source)
    if not _is_file(folder / source):
        raise PublicationError("publication.source_missing", file=yaml or folder, source=source)


def _is_file(path: Path) -> bool:
    """Tell whether there is such a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def load_publication(place: Path) -> Publication:
    """Read the plan of the publication at `place` and fill in its parts.

    Without planned parts, all texts of the folder, in natural order, are one part: scans come
    as one file a page. Raises PublicationError for whatever is wrong with the name, the YAML
    or the sources.
    """
    if not is_place(place):
        key = "publication.no_publications" if place.is_dir() else "publication.missing"
        raise PublicationError(key, file=place)
    name = name_of(place)
    folder = place if place.is_dir() else place.parent
    yaml = yaml_of(place)
    plan = read_yaml(yaml, Plan) if yaml.is_file() else Plan()
    if not plan.parts:
        files = sources_among(folder.iterdir()) if place.is_dir() else [place]
        texts = [path.name for path in files]
        if not texts:
            raise PublicationError("publication.no_sources", file=yaml)
        part = PartPlan(sources=tuple(natsorted(texts)))
        plan = structs.replace(plan, parts=(part,))
    used: set[PurePosixPath] = set()
    for part in plan.parts:
        if not part.sources:
            raise PublicationError("publication.part_without_source", file=yaml, title=part.title)
        for source in part.sources:
            _check_source(source, folder, yaml if yaml.is_file() else None)
            path = PurePosixPath(source)
            if path in used:
                raise PublicationError("publication.source_twice", file=yaml, source=source)
            used.add(path)
    return Publication(name, folder, plan, yaml if yaml.is_file() else None)
