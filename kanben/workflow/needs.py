"""Look for what Kanben needs on a machine besides its own code, and name the remedy."""

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from kanben.tables import read_text


class NeedKind(StrEnum):
    """Say how a need is looked for."""

    COMMAND = "command"
    LIBRARY = "library"
    FONT = "font"
    FILE = "file"


class Need(Struct, frozen=True):
    """Hold one thing that must be there, for a purpose; `package` is Debian's."""

    purpose: str
    kind: NeedKind
    what: str
    package: str


def needs() -> Iterator[Need]:
    """Yield all needs; the set-up of a checkout reads the same table."""
    for row in read_text("system.tsv").splitlines():
        if not row.startswith("#"):
            purpose, kind, what, package = row.split("\t")
            yield Need(purpose, NeedKind(kind), what, package)


def is_met(need: Need) -> bool:
    """Tell whether the needed thing is there."""
    match need.kind:
        case NeedKind.COMMAND:
            return shutil.which(need.what) is not None
        case NeedKind.LIBRARY:
            return _loads(need.what)
        case NeedKind.FONT:
            return _is_font(need.what)
        case NeedKind.FILE:
            return Path(need.what).is_file()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_font(family: str) -> bool:
    if shutil.which("fc-list") is None:
        return False
    found = subprocess.run(["fc-list", family], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())
