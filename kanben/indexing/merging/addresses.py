"""Join the names that one person goes by: full name, style 字, surname with a form of address."""

import re
from collections import Counter
from collections.abc import Mapping

from kanben import words
from kanben.indexing.merging.gathering import Gathering
from kanben.indexing.text.scan import count_everywhere
from kanben.indexing.text.vocabulary import listed, members
from kanben.manuscript.index import TermKind
from kanben.names import TITLES, surname_of

_FULL = 0.1
"""Share of a given name's places that have the surname, where that is most often another word."""
_NO_NAMES = ("v", "i", "l", "r", "d", "m", "c", "p", "u", "ns")
"""Classes of the dictionary whose words are nobody's given name, or a place before it is one."""
_DOT = re.compile("[·•‧・∙]")


def join_styles(gathering: Gathering, styles: Mapping[str, str]) -> None:
    """Join 玄德 and 刘玄德 with 刘备; `styles` gives for a style whose it is."""
    for style, name in styles.items():
        for form in (style, surname_of(name) + style):
            if name in gathering and (form in gathering or form in gathering.text):
                gathering.adopt(name, form)


def join_given_names(gathering: Gathering) -> None:
    """Join 关云长 with 云长, and 司徒王允, whose surname is an office, with 王允."""
    for candidate in gathering.of_kind(TermKind.PERSON):
        surname = surname_of(candidate.heading)
        given = candidate.heading[len(surname) :]
        if candidate.heading not in gathering or not _is_given(given, gathering):
            continue
        office = surname in listed("person", "offices")
        if office or _is_particle(surname, candidate.heading, given, gathering.text):
            gathering.adopt(given, candidate.heading)
        else:
            gathering.adopt(candidate.heading, given)


def _is_given(given: str, gathering: Gathering) -> bool:
    """Tell whether a name stands for a person by itself, and is no place or word: 荆州, 大怒."""
    other = gathering.get(given)
    person = other is not None and other.kind is TermKind.PERSON and len(given) > 1
    return person and not words.tag(given).startswith(_NO_NAMES)


def _is_particle(surname: str, name: str, given: str, text: str) -> bool:
    """Tell whether what looks like a surname is another word before the name: 盖|梨娘."""
    may_be = surname in members("person", "rare", "particle_surnames")
    return may_be and text.count(name) < _FULL * text.count(given)


def join_foreign_names(gathering: Gathering) -> None:
    """Join 香农 with 克劳德·香农."""
    for person in gathering.of_kind(TermKind.PERSON):
        parts = _DOT.split(person.heading)
        last = parts[-1]
        whole = len(parts) == 1 or len(last) == 1 or person.heading not in gathering
        if not whole and (last in gathering or gathering.text.count(last) > 1):
            gathering.adopt(person.heading, last)


def join_addresses(gathering: Gathering) -> None:
    """Join 陈教授, 陈先生 and 老陈 with 陈景和 if the text knows no other 陈."""
    styles = (*TITLES, *listed("person", "addresses"), *listed("person", "styles"))
    persons = [
        each
        for each in gathering.of_kind(TermKind.PERSON)
        if each.likely
        and each.heading[len(surname_of(each.heading)) :] not in styles
        and not each.heading.startswith("老")
    ]
    bearers = Counter(surname_of(person.heading) for person in persons)
    single = [surname for surname, count in bearers.items() if surname and count == 1]
    forms = [surname + style for surname in single for style in styles]
    familiar = {f"老{surname}" for surname in single} & {each.heading for each in persons}
    addressed = count_everywhere({*forms, *familiar}, gathering.text)
    for person in persons:
        surname = surname_of(person.heading)
        if surname and bearers[surname] == 1 and len(person.heading) - len(surname) in (1, 2):
            for form in sorted(addressed):
                mine = form == f"老{surname}" or surname_of(form) == surname
                if mine and form != person.heading:
                    gathering.adopt(person.heading, form)
