"""Load the forests that judge, one for each question of the reflow."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.reading.forest.questions import Trees
from kanben.reading.forest.trees import Forest, plant
from kanben.tables import read_bytes


class Judges(Struct, frozen=True):
    """Hold the forests of the reflow: one a question, `final` for the line ends' second look."""

    furniture: Forest
    ends: Forest
    kinds: Forest
    resumptions: Forest
    final: Forest


FIELDS = Trees.__struct_fields__


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
    def numbers(field: str) -> npt.NDArray[np.int32]:
        return stored[f"{name}.{field}"].astype(np.int32)

    trees = Trees(
        roots=numbers("roots"),
        column=numbers("column"),
        threshold=stored[f"{name}.threshold"],
        child=numbers("child"),
        value=stored[f"{name}.value"],
    )
    return plant(tuple(str(stored[f"{name}.names"]).split(" ")), trees, stored[f"{name}.bias"])
