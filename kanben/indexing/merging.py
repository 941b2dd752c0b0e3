"""Bring the forms of one name under one heading."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import structs

from kanben.indexing.gazetteer import divisions, is_place
from kanben.indexing.shortening import short_forms
from kanben.indexing.sightings import Candidate
from kanben.indexing.vocabulary import listed
from kanben.manuscript.index import TermKind
from kanben.names import surname_of

_ADDRESSES = ("先生", "女士", "教授", "老师", "院士", "博士", "同志")
_DASH = re.compile("[—－-]+")


class Merger:
    """Hold candidates by heading, and join those that name one thing."""

    def __init__(
        self, candidates: Iterable[Candidate], texts: Sequence[str], styles: Mapping[str, str]
    ) -> None:
        """Start from weighed candidates, their texts, and styles 字 with whose they are."""
        self._styles = styles
        self._table = {candidate.heading: candidate for candidate in candidates}
        self._text = "\n".join(texts)

    def _join(self, kept: str, gone: str) -> None:
        main, other = self._table[kept], self._table.pop(gone)
        self._table[kept] = structs.replace(
            main,
            forms=tuple(dict.fromkeys((*main.forms, *other.forms))),
            score=main.score + other.score,
            rules=tuple(dict.fromkeys((*main.rules, *other.rules))),
        )

    def _of_kind(self, *kinds: TermKind) -> list[Candidate]:
        return [candidate for candidate in self._table.values() if candidate.kind in kinds]

    def join_divisions(self) -> None:
        """Join 重庆市 and 重庆 under the short form."""
        for candidate in self._of_kind(TermKind.PLACE):
            heading = candidate.heading
            short = divisions().get(heading, heading)
            if short == heading and not self._is_short(heading):
                continue
            short = heading[:-1] if short == heading else short
            if short not in self._table:
                self._table[short] = structs.replace(candidate, heading=short, forms=(short,))
            self._join(short, heading)

    def _is_short(self, heading: str) -> bool:
        """Tell whether a division no list has goes by its name without 县, 镇 too (云岭)."""
        bare = self._text.count(heading[:-1]) > self._text.count(heading)
        return heading not in divisions() and len(heading) == 3 and heading[-1] in "市县" and bare

    def join_pairs(self) -> None:
        """Join 綦万 with 綦江—万盛: two places named by their first characters."""
        for candidate in self._of_kind(TermKind.PLACE):
            halves = _DASH.split(candidate.heading)
            initials = "".join(half[:1] for half in halves)
            if len(halves) == 2 and self._text.count(initials) > 1:
                self._adopt(candidate.heading, initials)

    def join_styles(self) -> None:
        """Join 玄德 and 刘玄德 with 刘备, 关公 with 关羽 if no other 关 is spoken of as much."""
        for style, name in self._styles.items():
            if name in self._table:
                for form in (style, surname_of(name) + style):
                    if form in self._table or form in self._text:
                        self._adopt(name, form)
        for candidate in self._of_kind(TermKind.PERSON):
            surname = surname_of(candidate.heading)
            given = candidate.heading[len(surname) :]
            if candidate.heading in self._table and len(given) > 1 and given in self._table:
                office = surname in listed("story", "offices")
                self._adopt(*((given, candidate.heading) if office else (candidate.heading, given)))
        for candidate in self._of_kind(TermKind.PERSON):
            if candidate.heading[1:] in _ADDRESSES:
                self._join_address(candidate.heading)

    def _join_address(self, heading: str) -> None:
        namesakes = sorted(
            (
                each
                for each in self._of_kind(TermKind.PERSON)
                if each.heading[0] == heading[0] and each.heading[1:] not in _ADDRESSES
            ),
            key=lambda each: -each.score,
        )
        if namesakes and (len(namesakes) == 1 or namesakes[0].score > 2 * namesakes[1].score):
            self._adopt(namesakes[0].heading, heading)

    def join_prefixed(self) -> None:
        """Join 綦江西部信息安全谷 with 西部信息安全谷: the same with its place before it."""
        for candidate in sorted(self._table.values(), key=lambda each: len(each.heading)):
            heading = candidate.heading
            for length in range(2, min(5, len(heading) - 3)):
                prefix, rest = heading[:length], heading[length:]
                if rest in self._table and heading in self._table and is_place(prefix):
                    company = self._table[rest].kind is TermKind.ORGANISATION
                    self._join(*((heading, rest) if company else (rest, heading)))
                    break

    def join_short_forms(self) -> None:
        """Give organisations the short forms under which the text speaks of them."""
        for candidate in self._of_kind(TermKind.ORGANISATION):
            if candidate.heading not in self._table:
                continue
            for form in short_forms(candidate.heading, self._text):
                self._adopt(candidate.heading, form)

    def _adopt(self, heading: str, form: str) -> None:
        """Make `form` a form of `heading`, with all it has gathered if it was a heading itself."""
        candidate = self._table[heading]
        if form in self._table and form != heading:
            self._join(heading, form)
        elif form not in candidate.forms:
            self._table[heading] = structs.replace(candidate, forms=(*candidate.forms, form))

    def result(self) -> list[Candidate]:
        """Return the candidates that are left."""
        return list(self._table.values())


def join_abbreviated(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Join 国家高新区 and 国家级高新技术产业开发区 under the longer name."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(_in_full(candidate.heading), []).append(candidate)
    joined = []
    for group in groups.values():
        main = max(group, key=lambda each: len(each.heading))
        forms = tuple(dict.fromkeys(form for each in (main, *group) for form in each.forms))
        score = sum(each.score for each in group)
        joined.append(structs.replace(main, forms=forms, score=score))
    return joined


def _in_full(heading: str) -> str:
    for pair in listed("abbreviation", "pairs"):
        short, long = pair.split("=")
        if long not in heading:
            heading = heading.replace(short, long)
    return heading.replace("国家级", "国家")


_STEPS: tuple[Callable[[Merger], None], ...] = (
    Merger.join_divisions,
    Merger.join_pairs,
    Merger.join_styles,
    Merger.join_prefixed,
    Merger.join_short_forms,
)


def merge(
    candidates: Iterable[Candidate], texts: Sequence[str], styles: Mapping[str, str]
) -> list[Candidate]:
    """Merge 重庆市 into 重庆, 金美科技 into 重庆金美新材料科技有限公司, and their like."""
    merger = Merger(candidates, texts, styles)
    for step in _STEPS:
        step(merger)
    return merger.result()
