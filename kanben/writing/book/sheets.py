"""Fit a style sheet to the language of a book."""

from kanben.manuscript.variants import by_language


def set_for(style: str, lang: str) -> str:
    """Return a style sheet that sets a language in the fonts of the one whose customs it has."""
    return style.replace(f":lang({by_language(lang).customs})", f":lang({lang})")
