"""Settle over a whole text what the tagger saw place by place: which forms are names, and whole."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from kanben import words
from kanben.characters import is_han
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.scan import count_everywhere
from kanben.indexing.text.tagging.decode import NameSpan
from kanben.indexing.text.tagging.parts import KINDS
from kanben.indexing.text.vocabulary import listed, members
from kanben.manuscript.index import TermKind
from kanben.names import TITLES, surname_of

_KINDS = dict(zip(KINDS, (TermKind.PERSON, TermKind.PLACE, TermKind.ORGANISATION), strict=True))
_CERTAIN = 0.9
"""The most that one sight of a name counts: two independent ones are needed to be certain."""
_STICKY = 0.75
"""Share of a form's places that have the same character beside it: it belongs to the name then."""
_FEWEST = 3
"""Places that a form needs before its neighbours are looked at."""
_TITLE = re.compile("|".join(sorted(TITLES, key=len, reverse=True)))
_RARER = 3
"""A longer form seen so many times less than a shorter one is the shorter with a word stuck on."""
_SAID = re.compile("曰|[道云问答说][：:，]?[“「『]")
_ROYAL = re.compile("[亲郡国藩女]王")
_MARKS = re.compile("[。！？；：，、…]")
_TWICE, _NOW_AND_THEN = 2, 0.04
"""Places of a full name whose surname is another word too, and their share of the given name's:
with full names of five novels it is 0.06 and more, with words before a name below 0.01."""
_SPEAKS = frozenset("道曰云问答笑说叫听见")
"""What a speaker does, right behind the name; the tagger takes it for a part of it now and then."""
_TITLES = members("person", "styles") | frozenset(TITLES)
_GIVEN = 2
"""Characters of a given name that stands alone; most Chinese ones have two."""
_SINGLE = 2
"""Characters below which a form is no name by itself: 齐, 轲."""


class SeenForm(Struct):
    """Gather what the tagger saw of one form."""

    kinds: dict[TermKind, float] = field(default_factory=dict)
    doubt: float = 1.0
    best: float = 0.0
    seen: int = 0

    def add(self, kind: TermKind, sure: float) -> None:
        """Count one sight of the form."""
        self.kinds[kind] = self.kinds.get(kind, 0.0) + sure
        self.doubt *= 1 - _CERTAIN * sure
        self.best = max(self.best, sure)
        self.seen += 1

    def join(self, other: "SeenForm") -> None:
        """Take over what was seen of a form that is this one in truth."""
        for kind, sure in other.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0.0) + sure
        self.doubt *= other.doubt
        self.best = max(self.best, other.best)
        self.seen += other.seen

    @property
    def kind(self) -> TermKind:
        """Return the kind that most of the evidence speaks for."""
        return max(self.kinds, key=lambda kind: self.kinds[kind])

    @property
    def purity(self) -> float:
        """Return the share of the evidence that speaks for the kind."""
        return self.kinds[self.kind] / sum(self.kinds.values())


def _is_no_firm(form: str) -> bool:
    """Tell whether a form only says what sort of firm is meant: 上市公司."""
    plain = members("suffix", "no_firm", "plain_firm")
    return any(form.removesuffix(company) in plain for company in listed("suffix", "company"))


def _is_name(form: str) -> bool:
    return len(form) >= _SINGLE and any(map(is_han, form)) and not _is_no_firm(form)


def _unspoken(text: str, span: NameSpan) -> str:
    """Return a name without the marks and words stuck to it: 。|鲁肃|曰, 托尔斯泰|式."""
    form = _MARKS.split(text[span.start : span.end])[-1]
    form = form.rpartition("曰")[2] or form
    spoken = _SAID.match(form[-1:] + text[span.end : span.end + 2])
    manner = KINDS[span.kind] == "PER" and form[-1:] in ("式", "派") and len(form) > _GIVEN + 1
    return form[:-1] if spoken or manner else form


def _as_known(text: str, span: NameSpan) -> str:
    """Return a name as titles and the dictionary have it: 陈教|授, 平湖大学|教授, 李清|照."""
    form = _unspoken(text, span)
    if form != text[span.start : span.end]:
        return form
    if KINDS[span.kind] == "PER":
        if _ROYAL.match(text, span.start - 1) and span.end - span.start > _GIVEN:
            return form[1:]
        surname = surname_of(form)
        title = _TITLE.match(text, span.start + len(surname))
        if surname and title and title.end() > span.end:
            return surname + title[0]
        whole = text[span.start : span.end + 1]
        if surname and len(whole) == len(surname) + 2 and _TITLE.match(text, span.end + 1):
            return whole
    elif form.endswith(TITLES):
        title_at_end = max((each for each in TITLES if form.endswith(each)), key=len)
        return form.removesuffix(title_at_end) or form
    for longer in (1, 2):
        form = text[span.start : span.end + longer]
        if span.end - span.start > 1 and words.tag(form)[:2] in ("nr", "ns", "nt"):
            return form
    return text[span.start : span.end]


def seen_forms(passages: Sequence[CutText]) -> dict[str, SeenForm]:
    """Return all forms that the tagger saw as names."""
    forms: dict[str, SeenForm] = {}
    for passage in passages:
        for span in passage.spans:
            form = _as_known(passage.text, span).strip(' ·-—（）()“”"、，《》')
            if _is_name(form):
                forms.setdefault(form, SeenForm()).add(_KINDS[KINDS[span.kind]], span.sure)
    return forms


class _Neighbours:
    """Count what stands on both sides of the forms, and whether it is part of the same word."""

    def __init__(self, passages: Sequence[CutText], forms: Mapping[str, SeenForm]) -> None:
        self.total: Counter[str] = Counter()
        self.before: dict[str, Counter[str]] = {}
        self.after: dict[str, Counter[str]] = {}
        for passage in passages:
            nouns = dict(zip(passage.starts, passage.classes, strict=True))
            ends = {
                start + len(word) for start, word in zip(passage.starts, passage.words, strict=True)
            }
            for span in passage.spans:
                form = passage.text[span.start : span.end]
                if form not in forms:
                    continue
                self.total[form] += 1
                if nouns.get(span.end, "n") == "n":
                    self._count_after(form, passage.text, span.end, ends)
                if span.start not in ends:
                    self._count_before(form, passage.text, span.start)

    def _count_after(self, form: str, text: str, end: int, ends: set[int]) -> None:
        after = text[end : end + 1]
        if after and is_han(after):
            word = next((text[end:stop] for stop in range(end + 1, end + 4) if stop in ends), after)
            self.after.setdefault(form, Counter())[word] += 1

    def _count_before(self, form: str, text: str, start: int) -> None:
        before = text[start - 1 : start]
        if before and is_han(before):
            self.before.setdefault(form, Counter())[before] += 1

    def beside(self, form: str, kind: TermKind) -> str:
        """Return the form with the word that nearly always stands beside it; itself if none."""
        total = self.total[form]
        titles = self.after.get(form)
        if titles and kind is TermKind.PERSON:
            title, most = titles.most_common(1)[0]
            if title in _TITLES and most >= _STICKY * total:
                return form + title
        if total < _FEWEST:
            return form
        for counts, right in ((self.after.get(form), True), (self.before.get(form), False)):
            if counts:
                word, most = counts.most_common(1)[0]
                if most >= _STICKY * total:
                    return form + word if right else word + form
        return form


def _trimmed(form: str, forms: Mapping[str, SeenForm], counts: Mapping[str, int]) -> str:
    """Return the shorter form of which this one is a rare variant: 黛玉笑 beside 黛玉."""
    kind, seen = forms[form].kind, forms[form].seen
    spoken = form[:-1]
    if form[-1] in _SPEAKS and len(form) > _GIVEN and counts[spoken] >= 2 * counts[form]:
        return spoken
    starts: tuple[str, ...] = () if _is_surnamed(form, counts) else (form[1:],)
    for shorter in (form[:-1], form[:-2], *starts):
        other = forms.get(shorter)
        if len(shorter) > 1 and other and other.kind is kind and other.seen >= _RARER * seen:
            return shorter
    return form


def _is_surnamed(form: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a form that is seldom seen is a given name with its surname: 金|雯青.

    方|梦霞, where 方 is another word, would have to come up now and then; what follows is no full
    name itself: 侯|关云长, 寇|孙观.
    """
    surname, given = surname_of(form), form[len(surname_of(form)) :]
    if not surname or len(given) < _GIVEN:
        return False
    if len(surname) > 1:
        return True
    if surname_of(given) and len(given) > _GIVEN:
        return False
    often = counts[form] >= max(_TWICE, _NOW_AND_THEN * counts[given])
    return often or (words.tag(surname) == "nr" and not surname_of(given))


def _overlapping(forms: Mapping[str, SeenForm], text: str) -> dict[str, str]:
    """Return the full names of halves that overlap: 顾彬 and 彬之 are 顾彬之."""
    given: dict[str, list[str]] = {}
    for form in forms:
        if len(form) == _GIVEN:
            given.setdefault(form[0], []).append(form)
    wholes = {
        half + other[1:]: half
        for half, form in forms.items()
        if form.kind is TermKind.PERSON and len(half) == len(surname_of(half)) + 1
        for other in given.get(half[-1], ())
    }
    counts = count_everywhere({*wholes, *wholes.values()}, text)
    return {half: whole for whole, half in wholes.items() if counts[whole] == counts[half] > 0}


def settled_forms(passages: Sequence[CutText]) -> dict[str, SeenForm]:
    """Return the forms that are whole names: half ones lengthened, over-long ones cut."""
    forms = seen_forms(passages)
    text = "\n".join(passage.text for passage in passages)
    neighbours = _Neighbours(passages, forms)
    overlapping = _overlapping(forms, text)
    longer = [form for form in forms if len(form) > _GIVEN]
    counts = count_everywhere(
        {*longer, *(form[:-1] for form in longer), *(form[1:] for form in longer)}, text
    )
    found: dict[str, SeenForm] = {}
    for form, seen in forms.items():
        whole = neighbours.beside(form, seen.kind)
        if whole == form and seen.kind is TermKind.PERSON:
            whole = overlapping.get(form, form)
        if whole == form and seen.kind is TermKind.PERSON:
            whole = _trimmed(form, forms, counts)
        found.setdefault(whole, SeenForm()).join(seen)
    return found
