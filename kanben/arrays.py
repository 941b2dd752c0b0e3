"""Name the arrays in which characters, lines and what is known of them are counted."""

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
"""Code points."""
Flags = npt.NDArray[np.uint16]
"""Classes of characters, a bit for each."""
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
