"""Say what must stand where in an edition; each format's reader states it for its own."""

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

from kanben.manuscript.formats import FORMATS
from kanben.proving.frame import Frame
from kanben.proving.matter import Guide, Testimony

Read = Callable[[Path, Guide], Testimony]


MASTHEAD_OPTIONAL = frozenset({"half-title", "role", "publisher"})
"""What the masthead of a newspaper page leaves out."""


def frame_of(suffix: str) -> Frame:
    """Return what must stand where in a format: the FRAME that its reader's module states."""
    module = FORMATS[suffix].reader.partition(":")[0]
    frame: Frame = resolve_name(f"{module}:FRAME")
    return frame


def reader_of(suffix: str) -> Read:
    """Return the reader of a format. It is imported when it is asked for."""
    reader: Read = resolve_name(FORMATS[suffix].reader)
    return reader
