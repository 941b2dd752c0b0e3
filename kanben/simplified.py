"""Look at traditional text through a simplified copy of the same length."""

from functools import cache

from kanben.tables import read_text


@cache
def _table() -> dict[int, str]:
    traditional, simplified = read_text("simplified.tsv").splitlines()
    return {ord(char): simple for char, simple in zip(traditional, simplified, strict=True)}


def simplify(text: str) -> str:
    """Replace every traditional character by its simplified form, one by one.

    The copy serves analysis only: it knows no context (乾 is always 干), but every offset in it
    is an offset in `text`.
    """
    return text.translate(_table())
