"""Bring the forms of one name under one heading."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from kanben.indexing.merging.addresses import (
    join_addresses,
    join_foreign_names,
    join_given_names,
    join_styles,
)
from kanben.indexing.merging.gathering import Gathering
from kanben.indexing.merging.halves import join_halves
from kanben.indexing.merging.shortening import short_forms
from kanben.indexing.text.gazetteer import divisions, is_place
from kanben.indexing.text.scan import count_everywhere
from kanben.indexing.text.sightings import Candidate
from kanben.indexing.text.vocabulary import listed
from kanben.manuscript.index import TermKind

_DASH = re.compile("[—－-]+")
_LONGEST_BRAND = 4
"""Characters of the longest brand that is taken for short of a firm: 远望科技."""


def merge(
    candidates: Iterable[Candidate], texts: Sequence[str], styles: Mapping[str, str]
) -> list[Candidate]:
    """Merge 重庆市 into 重庆, 远望科技 into 青岛远望航天科技有限公司, and their like.

    `styles` gives for a style 字 of an old novel's person the full name.
    """
    gathering = Gathering(candidates, texts)
    join_halves(gathering)
    join_styles(gathering, styles)
    join_given_names(gathering)
    join_foreign_names(gathering)
    join_addresses(gathering)
    _join_divisions(gathering)
    _join_pairs(gathering)
    _join_prefixed(gathering)
    _join_compounds(gathering)
    _join_tails(gathering)
    _join_short_forms(gathering)
    return gathering.of_kind()


def _join_divisions(gathering: Gathering) -> None:
    """Join 重庆市 with 重庆 under the short form."""
    places = gathering.of_kind(TermKind.PLACE)
    short_ones = _going_short([place.heading for place in places], gathering.text)
    for candidate in places:
        heading = candidate.heading
        short = divisions().get(heading, heading)
        if heading in short_ones:
            short = heading[:-1]
        if short == heading:
            continue
        if short not in gathering:
            gathering.put(structs.replace(candidate, heading=short, forms=(short,), score=0.0))
        gathering.adopt(short, heading)


def _going_short(headings: Iterable[str], text: str) -> set[str]:
    """Return the divisions that no list has and that go without 县, 市 too (云岭)."""
    unlisted = {
        heading
        for heading in headings
        if heading not in divisions() and len(heading) == 3 and heading[-1] in "市县"
    }
    counts = count_everywhere(unlisted | {heading[:-1] for heading in unlisted}, text)
    return {heading for heading in unlisted if counts[heading[:-1]] > counts[heading]}


def _join_pairs(gathering: Gathering) -> None:
    """Join 宁滁 with 宁海—滁阳: two places named by their first characters."""
    for candidate in gathering.of_kind(TermKind.PLACE):
        halves = _DASH.split(candidate.heading)
        initials = "".join(half[:1] for half in halves)
        if len(halves) == 2 and gathering.text.count(initials) > 1:
            gathering.adopt(candidate.heading, initials)


def _join_prefixed(gathering: Gathering) -> None:
    """Join 宁海东部软件园 with 东部软件园: the same with its place before it."""
    for candidate in sorted(gathering.of_kind(), key=lambda each: len(each.heading)):
        heading = candidate.heading
        for length in range(2, min(5, len(heading) - 3)):
            prefix, rest = heading[:length], heading[length:]
            other = gathering.get(rest)
            if is_place(prefix) and other and other.proved and heading in gathering:
                firm = other.kind is TermKind.ORGANISATION
                gathering.adopt(*((heading, rest) if firm else (rest, heading)))
                break


def _join_compounds(gathering: Gathering) -> None:
    """Join 某集团宁海齿轮有限公司 with its firm, 某高新区南渡产业园 with its park.

    Both halves of such a name are names themselves; firms go by the shorter one, places by the
    longer.
    """
    for candidate in sorted(gathering.of_kind(), key=lambda each: -len(each.heading)):
        heading = candidate.heading
        if candidate.kind not in (TermKind.ORGANISATION, TermKind.PLACE):
            continue
        for cut in range(4, len(heading) - 3):
            whole, rest = gathering.get(heading[:cut]), gathering.get(heading[cut:])
            if whole and rest and whole.likely and rest.likely and heading in gathering:
                if candidate.kind is TermKind.ORGANISATION:
                    gathering.adopt(rest.heading, heading)
                else:
                    gathering.adopt(heading, rest.heading)
                break


def _join_tails(gathering: Gathering) -> None:
    """Join 远望 with 远望航天材料: the brand before what the firm makes."""
    firms = gathering.of_kind(TermKind.ORGANISATION)
    ends = listed("suffix", "organisation") + listed("suffix", "company")
    for brand in firms:
        if len(brand.heading) > _LONGEST_BRAND or brand.heading.endswith(ends):
            continue
        longer = [
            firm.heading
            for firm in firms
            if firm.heading.startswith(brand.heading) and firm.heading != brand.heading
        ]
        if len(longer) == 1 and brand.heading in gathering and longer[0] in gathering:
            gathering.adopt(longer[0], brand.heading)


def _join_short_forms(gathering: Gathering) -> None:
    """Give organisations the short forms under which the text speaks of them."""
    for candidate in gathering.of_kind(TermKind.ORGANISATION):
        for form in short_forms(candidate.heading, gathering.text):
            if candidate.heading in gathering:
                gathering.adopt(candidate.heading, form)
