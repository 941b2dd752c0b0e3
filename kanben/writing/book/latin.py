"""Tell the language of Western paragraphs, so that their words can be divided by its dictionary."""

import re

_COMMONEST = {
    "en": "the of and to in a is that it was for on as with his be at by he not this are",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur il",
    "es": "de la que el en y los se del las un por con no una su para es al lo como",
    "it": "di e il la che in a un del per con non una dei della le da sono alla gli si",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como",
    "nl": "de van een het en in is dat op te zijn met voor niet aan er die om ook als",
    "sv": "och i att det som en på är av för med den till han inte om ett men var jag",
}
"""The commonest words of each language, most of which any list of word frequencies begins with."""
_SETS = {language: frozenset(words.split()) for language, words in _COMMONEST.items()}
_WORD = re.compile(r"[^\W\d_]+")
_EAST_ASIAN = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_LEAST = 8
"""Words of a text at least: fewer have too few common ones to tell languages apart by."""
_SHARE = 0.2
"""Share of common words at least: running text has a third and more, lists of names have none."""


def western_language(text: str) -> str:
    """Return the tag of the language that a text without Chinese is written in; else nothing.

    ``The river was wide, and the ferry came only in the morning.`` → ``en``
    """
    if _EAST_ASIAN.search(text):
        return ""
    words = _WORD.findall(text.lower())
    if len(words) < _LEAST:
        return ""
    hits = {name: sum(word in common for word in words) for name, common in _SETS.items()}
    best = max(hits, key=lambda name: hits[name])
    return best if hits[best] >= _SHARE * len(words) else ""
