"""Join the names that one person goes by: full name, style 字, surname with a form of address."""

import re
from collections import Counter
from collections.abc import Mapping

from kanben.indexing.merging.gathering import Gathering
from kanben.indexing.text.scan import count_everywhere
from kanben.indexing.text.vocabulary import listed
from kanben.manuscript.index import TermKind
from kanben.names import TITLES, surname_of

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
        if candidate.heading not in gathering or len(given) < 2 or given not in gathering:
            continue
        if surname in listed("person", "offices"):
            gathering.adopt(given, candidate.heading)
        else:
            gathering.adopt(candidate.heading, given)


def join_foreign_names(gathering: Gathering) -> None:
    """Join 香农 with 克劳德·香农."""
    for person in gathering.of_kind(TermKind.PERSON):
        parts = _DOT.split(person.heading)
        last = parts[-1]
        whole = len(parts) == 1 or len(last) == 1 or person.heading not in gathering
        if not whole and (last in gathering or gathering.text.count(last) > 1):
            gathering.adopt(person.heading, last)


def join_addresses(gathering: Gathering) -> None:
    """Join 陈教授 and 陈先生 with 陈景和 if the text knows no other 陈."""
    styles = (*TITLES, *listed("person", "addresses"))
    persons = [
        each
        for each in gathering.of_kind(TermKind.PERSON)
        if each.likely and each.heading[len(surname_of(each.heading)) :] not in styles
    ]
    bearers = Counter(surname_of(person.heading) for person in persons)
    single = [surname for surname, count in bearers.items() if surname and count == 1]
    forms = (surname + style for surname in single for style in styles)
    addressed = count_everywhere(forms, gathering.text)
    for person in persons:
        surname = surname_of(person.heading)
        if surname and bearers[surname] == 1 and len(person.heading) - len(surname) in (1, 2):
            for form in sorted(addressed):
                if surname_of(form) == surname and form != person.heading:
                    gathering.adopt(person.heading, form)
