"""Put a whole folder in the place of another in one act."""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kanben.errors import file_fault
from kanben.manuscript.archive import DRAFT_PREFIX

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})
"""What a kernel or a file system says that cannot exchange two names."""


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder beside `path`; it takes the place of `path` when all went well.

    What was there before is removed. Whoever looks at `path` sees the old files or the new ones,
    at no moment some of both. Raises FileError, naming `path`, for what prevents it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT_PREFIX, dir=path.parent))
    except OSError as error:
        raise file_fault(error, path) from error
    try:
        yield draft
        umask = os.umask(0)
        os.umask(umask)
        draft.chmod(0o777 & ~umask)
        _put(draft, path)
    except OSError as error:
        raise file_fault(error, path) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put(draft: Path, path: Path) -> None:
    """Let two folders change places, or one take a free place."""
    if not path.is_dir():
        draft.rename(path)
    elif not _exchanged(draft, path):
        # Elsewhere than on Linux there is no such act: for a moment there is no folder at all.
        aside = Path(tempfile.mkdtemp(prefix=DRAFT_PREFIX, dir=path.parent))
        path.rename(aside)
        draft.rename(path)
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(draft: Path, path: Path) -> bool:
    """Exchange two names (renameat2(2)); tell whether the system could."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    places = os.fsencode(draft), os.fsencode(path)
    if not rename(_AT_FDCWD, places[0], _AT_FDCWD, places[1], _RENAME_EXCHANGE):
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), path)
