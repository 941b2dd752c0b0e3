"""Give titles and people the form under which libraries file them: Hanyu Pinyin without tones."""

from kanben.characters import is_han
from kanben.indexing.order.readings import read_heading
from kanben.manuscript.index import TermKind
from kanben.manuscript.metadata import Metadata
from kanben.names import surname_of
from kanben.simplified import simplify

_LONGEST_NAME = 4
"""Characters of the longest Chinese name: a surname of two and a given name of two."""


def filing_forms(metadata: Metadata) -> dict[str, str]:
    """Return the filing form of the publication's titles and people.

    After the rules of the Library of Congress for romanised Chinese: 林一鸣 → Lin Yiming,
    水浒传 → Shui hu zhuan. What has no Han character is filed as it is written, and left out.
    """
    titles = [metadata.title, metadata.subtitle]
    forms = {title: _title(title) for title in titles}
    forms |= {person.name: _name(person.name) for person in metadata.creators}
    forms |= {person.name: _name(person.name) for person in metadata.contributors}
    return {text: form for text, form in forms.items() if form}


def _name(name: str) -> str:
    surname = surname_of(simplify(name))
    if not surname or len(name) > _LONGEST_NAME or not all(map(is_han, name)):
        return _title(name)
    syllables = [_toneless(each) for each in read_heading(name, TermKind.PERSON)]
    given = "".join(syllables[len(surname) :])
    return f"{''.join(syllables[: len(surname)]).capitalize()} {given.capitalize()}".strip()


def _title(title: str) -> str:
    """Write every character as a syllable of its own, signs as blanks."""
    if not any(map(is_han, title)):
        return ""
    syllables = iter(read_heading(title, TermKind.WORK))
    spelt = [
        f" {_toneless(next(syllables))} " if is_han(char) else char if char.isalnum() else " "
        for char in title
    ]
    return " ".join("".join(spelt).split()).capitalize()


def _toneless(syllable: str) -> str:
    return syllable.rstrip("12345")
