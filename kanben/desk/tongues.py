"""Speak to each editor in the language that their browser, or they themselves, ask for."""

from collections.abc import Callable
from functools import cache

from starlette.requests import Request

from kanben.messages import Tongue, language
from kanben.variants.engine import convert

TONGUES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
"""Languages of the desk's own words, each by its own name."""
COOKIE = "kanben-tongue"


def tongue_tag(request: Request) -> str:
    """Return the tag of the language to speak: chosen, the browser's, or the machine's."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in TONGUES:
        return chosen
    for wanted in request.headers.get("accept-language", "").split(","):
        tag = wanted.partition(";")[0].strip().lower()
        if tag.startswith("en"):
            return "en"
        if tag.startswith("zh"):
            traditional = any(part in tag.split("-") for part in ("hant", "tw", "hk", "mo"))
            return "zh-Hant" if traditional else "zh-Hans"
    return "zh-Hans" if language() == "zh" else "en"


@cache
def tongue_of(tag: str) -> Tongue:
    """Return what messages go through for a tag of `TONGUES`."""
    through: Callable[[str], str] = _traditional if tag == "zh-Hant" else str
    return Tongue("en" if tag == "en" else "zh", through)


@cache
def _traditional(text: str) -> str:
    return "".join(convert(text, "Hans", "zh-Hant-TW"))
