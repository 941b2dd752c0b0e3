"""Tell Snakemake of a fault in its own way: a message, and no traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from snakemake.exceptions import WorkflowError

from kanben.errors import KanbenError, fault_of
from kanben.messages import tell


@contextmanager
def told_by_snakemake() -> Iterator[None]:
    """Let Snakemake end with the message of a KanbenError, or of what a disk refuses."""
    # Snakemake keeps a log: on a full disk, Python would show a traceback for every line of it.
    logging.raiseExceptions = False
    try:
        yield
    except (KanbenError, OSError) as error:
        raise WorkflowError(f"kanben: {tell(fault_of(error))}") from None
