"""Draft a publication's YAML: what can be guessed, and open doubts as suggestions to take up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kanben.credits import credits_in, opens_with_credit
from kanben.manuscript.acts import Printed
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.metadata import Person
from kanben.messages import say
from kanben.showing.doubts import Doubt, gather
from kanben.showing.suggestions import scalar

_YEAR = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)年")
_LEAST, _MOST = 0.25, 200
"""Doubts that are listed: how strong at least, how many at most. The review page has them all."""


def draft(manuscript: Manuscript, printed: Printed) -> str:
    """Return the text of a commented ``publication.yaml`` for a manuscript without one."""
    return "".join(f"{line}\n" for line in _lines(manuscript, printed))


def _lines(manuscript: Manuscript, printed: Printed) -> Iterator[str]:
    yield f"# {say('new.head')}"
    yield f"title: {scalar(manuscript.metadata.title or manuscript.name)}"
    yield "# subtitle: …"
    creators = tuple(dict.fromkeys(_creators(manuscript)))
    if creators:
        yield f"creators:   # {say('new.guessed')}"
        for creator in creators:
            yield f"  - {{name: {scalar(creator.name)}, role: {scalar(creator.role)}}}"
    else:
        yield "# creators: [{name: …, role: 文}]"
    years = [year for lines in printed for line in lines for year in _YEAR.findall(line)]
    year = Counter(years).most_common(1)
    yield f"# date: {year[0][0]}   # {say('new.year')}" if year else "# date: …"
    yield f"# source: {{title: …, date: …, page: …}}   # {say('new.source')}"
    yield f"# rights: …   # {say('new.rights')}"
    yield ""
    yield f"# {say('new.parts')}"
    yield "parts:"
    for part in manuscript.parts:
        names = ", ".join(scalar(manuscript.sources[source].name) for source in part.sources)
        yield f"  - {{sources: [{names}]}}"
    yield ""
    yield from _suggested(gather(manuscript, printed))


def _creators(manuscript: Manuscript) -> Iterator[Person]:
    for block in manuscript.blocks:
        if block.kind == BlockKind.BYLINE or opens_with_credit(block.text):
            for role, name in credits_in(block.text):
                yield Person(name, role)


def _suggested(doubts: Sequence[Doubt]) -> Iterator[str]:
    listed = [doubt for doubt in doubts if doubt.doubt >= _LEAST and _offer(doubt)][:_MOST]
    if not listed:
        yield f"# {say('new.no-doubts')}"
        return
    yield f"# {say('new.doubts')}"
    yield "# emendations:"
    for doubt in listed:
        yield f"#   {_offer(doubt)}   # {_flat(doubt.reasons) or say(f'review.kind.{doubt.kind}')}"


def _offer(doubt: Doubt) -> str:
    """Return the first line of YAML that a doubt offers for the list of emendations."""
    offers = (offer.yaml for offer in doubt.suggestions if offer.under == "emendations")
    return next(offers, "")


def _flat(reasons: Iterable[str]) -> str:
    return " ".join("; ".join(reasons).split())
