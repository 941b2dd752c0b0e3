"""Write numbers as books do."""

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"))
_ROMAN_UNITS = ((5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """Return a number from 1 in small Roman numerals."""
    text = ""
    for value, sign in (*_ROMAN, *_ROMAN_UNITS):
        text += sign * (number // value)
        number %= value
    return text
