"""Publish Chinese print: from the lines of a printed page to editions."""

import os

__version__ = "0.1.0"

# The networks are small and jobs run side by side: threads of one sum would wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
