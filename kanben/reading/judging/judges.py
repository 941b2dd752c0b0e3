"""Load the forests that judge, one for each question of the reflow."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

import numpy as np
from msgspec import Struct

from kanben.reading.forest.trees import Forest
from kanben.tables import read_bytes


class Judges(Struct, frozen=True):
    """Hold the forests of the reflow: one a question, `final` for the line ends' second look."""

    furniture: Forest
    ends: Forest
    kinds: Forest
    resumptions: Forest
    final: Forest


FIELDS = ("roots", "column", "threshold", "child", "value", "bias")


@cache
def judges() -> Judges:
    """Load the forests that ship with the package."""
    return load_judges(read_bytes("reflow.npz"))


def load_judges(content: bytes) -> Judges:
    """Read forests from the bytes of an npz file."""
    with np.load(BytesIO(content)) as stored:
        return Judges(**{name: _unpack(stored, name) for name in NAMES})


NAMES: Sequence[str] = ("furniture", "ends", "kinds", "resumptions", "final")


def _unpack(stored: "np.lib.npyio.NpzFile", name: str) -> Forest:
    arrays = {field: stored[f"{name}.{field}"] for field in FIELDS}
    return Forest(
        names=tuple(str(stored[f"{name}.names"]).split(" ")),
        roots=arrays["roots"].astype(np.int32),
        column=arrays["column"].astype(np.int32),
        threshold=arrays["threshold"].astype(np.float32),
        child=arrays["child"].astype(np.int32),
        value=arrays["value"].astype(np.float32),
        bias=arrays["bias"].astype(np.float32),
        depth=int(stored[f"{name}.depth"]),
    )
