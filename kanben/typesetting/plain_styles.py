"""Give the plain properties of a style at once.

Of the two hundred properties that WeasyPrint looks up for every box, almost all are inherited or
initial. Its own look-up asks of each whether it is one of a dozen special ones.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from kanben.typesetting.seam import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, logical_names

_SPECIAL = frozenset({"page", "position", "float", "display"})
"""Properties whose computed values depend on each other or on more than the parent."""
_DECORATION = "text_decoration_"


class _Plain(Struct, frozen=True):
    """Say how a property comes about that no rule names; `logical` are its other names."""

    inherited: bool
    initial: Any
    logical: tuple[str, ...]


def _plain() -> dict[str, _Plain]:
    return {
        key: _Plain(key in INHERITED, initial, logical_names(key))
        for key, initial in INITIAL_VALUES.items()
        if key not in _SPECIAL and not key.startswith(_DECORATION)
        if key in INHERITED or key not in INITIAL_NOT_COMPUTED
    }


def looked_up(stock: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Return what a style asks for a property that it does not know yet."""
    plain = _plain()

    def __missing__(self: Any, key: str) -> Any:  # noqa: N807
        found = plain.get(key)
        cascaded = self.cascaded
        if found is None or key in cascaded:
            return stock(self, key)
        for name in found.logical:
            if name in cascaded:
                return stock(self, key)
        parent = self.parent_style
        if found.inherited and parent is None:
            return stock(self, key)
        value = self[key] = parent[key] if found.inherited else found.initial
        return value

    return __missing__
