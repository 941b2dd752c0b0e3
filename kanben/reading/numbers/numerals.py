"""Read numbers written in Chinese characters, in Roman letters, in circles."""

_DIGITS = dict(zip("〇一二三四五六七八九", range(10), strict=True)) | {
    "零": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
"""Tens that are written with one character."""
_UNITS = {"十": 10, "百": 100, "千": 1000}
"""What a digit before them is multiplied by."""
CHINESE = "".join([*_DIGITS, *_TENS, *_UNITS])
"""The characters that Chinese numbers are written in."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
"""Roman digits; folios need none beyond a hundred."""
_FULL_ROMAN = {chr(0x2160 + place): place + 1 for place in range(12)}
_LETTERS = 100
"""What is added to the numbers of appendices, that they do not go on from the chapters'."""


def chinese_number(digits: str) -> int:
    """Return the value of a number below ten thousand, or of digits in a row.

    二百零三, 廿三, 一百零八, 一千二百; 一二三. Raises KeyError for a character that is no digit.
    """
    total, latest = 0, 0
    for char in digits:
        if char in _UNITS:
            unit = _UNITS[char]
            total += (latest or (0 if total and unit > 10 else 1)) * unit
            latest = 0
        elif char in _TENS:
            total += _TENS[char]
        else:
            latest = latest * 10 + _DIGITS[char]
    return total + latest


def roman_number(letters: str) -> int:
    """Return the value of a Roman number up to 399, of either case: xiv, XIV, Ⅳ."""
    if letters in _FULL_ROMAN:
        return _FULL_ROMAN[letters]
    values = [_ROMAN[letter] for letter in letters.lower()]
    following = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, following, strict=True))


def number_of(digits: str) -> int:
    """Return the value of a number in Arabic or Chinese digits, of ③, of a letter (C is 103)."""
    if digits.isdecimal():
        return int(digits)
    if len(digits) == 1 and digits.isascii():
        return _LETTERS + ord(digits) - ord("A") + 1
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    if digits[0].isascii() or digits in _FULL_ROMAN:
        return roman_number(digits)
    return chinese_number("".join(digits.split()))
