"""Keep Python's cyclic collector from walking large trees that grow and hold no cycles.

A verb that makes one book lives for seconds: an eighth of its time went to the collector.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 20)
"""Thresholds of the collector. A book's boxes live until it is written: looking through them again
and again finds nothing, and is a quarter of the time of a long book."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let the collector run seldom, over what is made from here on only.

    Within such a block another one changes nothing.
    """
    threshold = gc.get_threshold()
    if threshold == _SELDOM:
        yield
        return
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
