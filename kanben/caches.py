"""Keep what is made again at every start in the user's cache folder; it may be deleted any time."""

import os
from functools import cache
from pathlib import Path

FOLDER = "KANBEN_CACHE"
"""The environment variable that names another folder; empty for none."""


@cache
def cache_folder(name: str) -> Path | None:
    """Return a folder for what is called `name`; None where nothing can be kept."""
    try:
        folder = _root() / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def _root() -> Path:
    """Return the folder; raises RuntimeError without one."""
    named = os.environ.get(FOLDER)
    if named is not None:
        if not named:
            raise RuntimeError
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kanben"
