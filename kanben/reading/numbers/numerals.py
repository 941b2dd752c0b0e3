"""Read numbers written in Chinese characters."""

_VALUES = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0}


def chinese_number(digits: str) -> int:
    """Return the value of a number below a thousand, or of digits in a row: 二百零三, 一二三.

    Raises KeyError for a character that is no Chinese digit.
    """
    total, latest = 0, 0
    for char in digits:
        if char in "十百":
            total += (latest or (0 if total and char == "百" else 1)) * (
                10 if char == "十" else 100
            )
            latest = 0
        else:
            latest = latest * 10 + _VALUES[char]
    return total + latest
