"""Tell Snakemake of a fault in its own way: a message, and no traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from snakemake.exceptions import WorkflowError

from kanben.errors import KanbenError
from kanben.messages import tell


@contextmanager
def told_by_snakemake() -> Iterator[None]:
    """Let Snakemake end with the message of a KanbenError."""
    try:
        yield
    except KanbenError as error:
        raise WorkflowError(f"kanben: {tell(error)}") from None
