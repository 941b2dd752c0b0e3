"""Put the words that an engine found on a line together."""

from collections.abc import Iterable

from kanben.characters import cell_width


def line_of(words: Iterable[str]) -> str:
    """Join the words of one line: a space where both neighbours are narrow, none beside Han.

    Engines part Han text wherever they please; print has no blanks there.
    """
    text = ""
    for word in words:
        if text and word and _narrow(text[-1]) and _narrow(word[0]):
            text += " "
        text += word
    return text


def _narrow(char: str) -> bool:
    return cell_width(char) < 1
