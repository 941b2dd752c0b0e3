"""Store the tagger's weights small: the two tables in eight bits a number, the rest in sixteen.

python -m teach.names.pack WEIGHTS [--out FILE]
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

TABLES = ("characters.weight", "pairs.weight")
OUT = Path(__file__).parents[2] / "kanben" / "data" / "names.npz"


def packed(weights: dict[str, npt.NDArray[np.generic]]) -> dict[str, Any]:
    """Return the weights as they are stored; a table's ``.scale`` is the value of one step."""
    found: dict[str, Any] = {}
    for name, values in weights.items():
        if name == "known":
            found[name] = values
        elif name in TABLES:
            full = values.astype(np.float32)
            scale = np.abs(full).max(1, keepdims=True) / 127 + 1e-8
            found[name] = np.rint(full / scale).astype(np.int8)
            found[f"{name}.scale"] = scale.astype(np.float16)
        else:
            found[name] = values.astype(np.float16)
    return found


def main() -> None:
    """Pack one file of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    with np.load(options.weights) as stored:
        np.savez_compressed(options.out, **packed({name: stored[name] for name in stored.files}))
    print(options.out.name, options.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
