"""Compare the text of an edition with its claims, line by line, and tell where each one stands."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from kanben.proving.claims.text import Claim
from kanben.proving.distinctions import are_shown, joined, moved
from kanben.proving.frame import Frame
from kanben.proving.matter import Call, EditionLine, Fault, Kind, Region
from kanben.proving.normal import blanks, ink, spaced

_MOST = 100
"""After so many faults the comparison ends: the edition is another book."""
_NEAR = 6
"""Characters that a lost line is known by when what came of it is looked for."""
_DEEPEST = 6
"""Ranks of headings that formats know."""


class Standing(Struct, frozen=True):
    """Tell where a claimed line stands in the edition.

    `line` is its number among those of the text. `runs` are (inked characters before it, page)
    for each page it is on. `calls` are those found on it.
    """

    claim: Claim
    line: int
    level: int
    anchors: tuple[str, ...]
    runs: tuple[tuple[int, int], ...]
    calls: tuple[Call, ...]

    def page_at(self, offset: int) -> int:
        """Return the page of the inked character at `offset`."""
        return next((page for start, page in reversed(self.runs) if start <= offset), -1)


def stand(
    claims: Sequence[Claim], lines: Sequence[EditionLine], faults: list[Fault], frame: Frame
) -> list[Standing]:
    """Return the standing of every claim that holds; what does not goes to `faults`.

    `frame` says whether a block may go on in a further line, over a page or a column.
    """
    return list(_Comparison(claims, lines, faults, frame).run())


class _Comparison:
    def __init__(
        self,
        claims: Sequence[Claim],
        lines: Sequence[EditionLine],
        faults: list[Fault],
        frame: Frame,
    ) -> None:
        self.claims = claims
        self.lines = lines
        self.inks = [ink(line.text) for line in lines]
        self.faults = faults
        self.frame = frame
        self.known = {claim.ink for claim in claims}

    def run(self) -> Iterator[Standing]:
        at = 0
        place = 0
        first = len(self.faults)
        while place < len(self.claims) and len(self.faults) - first < _MOST:
            claim = self.claims[place]
            count = self._match(claim, at)
            if count:
                yield self._standing(claim, at, count)
                place, at = place + 1, at + count
            else:
                place, at = self._mend(place, at)
        for number in range(at, len(self.lines)):
            self._foreign(number)

    def _match(self, claim: Claim, at: int) -> int:
        """Return how many lines from `at` on say what is claimed; 0 if they do not."""
        if claim.kind == Kind.PICTURE or self._is_picture(at):
            both = claim.kind == Kind.PICTURE and self._is_picture(at)
            return int(both and claim.ink in ("", self.inks[at]))
        said = ""
        for number in range(at, len(self.lines)):
            line = self.lines[number]
            if number > at and not self._goes_on(self.lines[number - 1], line):
                return 0
            said += self.inks[number]
            if said == claim.ink:
                return number - at + 1 + self._calls_alone(number + 1)
            if not claim.ink.startswith(said):
                return 0
        return 0

    def _calls_alone(self, at: int) -> int:
        """Count the lines from `at` on that hold a call and nothing else: it fell on a new page."""
        end = at
        while end < len(self.lines) and not self.inks[end] and self.lines[end].calls:
            end += 1
        return end - at

    def _is_picture(self, at: int) -> bool:
        return at < len(self.lines) and self.lines[at].kind == Kind.PICTURE

    def _goes_on(self, before: EditionLine, line: EditionLine) -> bool:
        same = (before.kind, before.level) == (line.kind, line.level)
        return same and (self.frame.runs_on or line.kind == Kind.TABLE)

    def _standing(self, claim: Claim, at: int, count: int) -> Standing:
        lines = self.lines[at : at + count]
        offsets = [0]
        for text in self.inks[at : at + count]:
            offsets.append(offsets[-1] + len(text))
        self._check_kind(claim, lines[0])
        self._check_blanks(claim, lines, offsets)
        found = [reading for line in lines for reading in map(ink, line.readings)]
        if _once(found) != _once(claim.readings):
            self._fault("reading", claim, "、".join(found))
        if self.frame.distinguishes:
            self._check_distinctions(claim, lines, offsets)
        return Standing(
            claim=claim,
            line=at,
            level=lines[0].level,
            anchors=tuple(anchor for line in lines for anchor in line.anchors),
            runs=tuple((offset, line.page) for offset, line in zip(offsets, lines, strict=False)),
            calls=tuple(
                Call(offset + call.offset, call.label, call.target)
                for offset, line in zip(offsets, lines, strict=False)
                for call in line.calls
            ),
        )

    def _check_kind(self, claim: Claim, line: EditionLine) -> None:
        if line.kind != claim.kind:
            self._fault("kind", claim, line.kind.value)

    def _check_distinctions(
        self, claim: Claim, lines: Sequence[EditionLine], offsets: Sequence[int]
    ) -> None:
        pairs = zip(lines, offsets, strict=False)
        found = joined(each for line, at in pairs for each in moved(line.distinctions, at))
        if claim.distinctions != found and not are_shown(claim.distinctions, found):
            self._fault("distinction", claim, "、".join(each.manner for each in found))

    def _check_blanks(
        self, claim: Claim, lines: Sequence[EditionLine], offsets: Sequence[int]
    ) -> None:
        """Ask for the manuscript's blanks, but for those that a printed line or cell ends with."""
        if claim.kind == Kind.PICTURE:
            return
        if not self.frame.runs_on and claim.kind != Kind.TABLE:
            if spaced(lines[0].text) != claim.text:
                self._fault("blank", claim, lines[0].text)
            return
        found: set[int] = set()
        loose: set[int] = set(offsets)
        for offset, line in zip(offsets, lines, strict=False):
            found.update(offset + place for place in blanks(line.text))
            loose.update(offset + place for place in line.loose)
        if not (found - loose <= claim.blanks <= found | loose):
            self._fault("blank", claim, lines[0].text)

    def _mend(self, place: int, at: int) -> tuple[int, int]:
        """Say what is wrong where a claim does not hold, and return where both go on."""
        claim = self.claims[place]
        later = self._later(claim, at + 1)
        if later is not None and at < len(self.lines):
            self._foreign(at)
            return place, at + 1
        expected_here = any(self._match(other, at) for other in self.claims[place + 1 :][:_MOST])
        if expected_here or at >= len(self.lines):
            self._fault("missing", claim, "")
            return place + 1, at
        self._fault("altered", claim, self.lines[at].text)
        return place + 1, self._after(claim, at)

    def _later(self, claim: Claim, at: int) -> int | None:
        return next((n for n in range(at, len(self.lines)) if self._match(claim, n)), None)

    def _after(self, claim: Claim, at: int) -> int:
        """Return the line behind those that came of an altered one."""
        end = at + 1
        while (
            end < len(self.lines)
            and self._goes_on(self.lines[end - 1], self.lines[end])
            and self.inks[end][:_NEAR] in claim.ink
        ):
            end += 1
        return end

    def _foreign(self, number: int) -> None:
        kind = "doubled" if self.inks[number] in self.known else "foreign"
        self.faults.append(Fault(kind, Region.BODY, found=self.lines[number].text[:80]))

    def _fault(self, kind: str, claim: Claim, found: str) -> None:
        self.faults.append(Fault(kind, Region.BODY, claim.ink[:80], found[:80]))


def _once(readings: Sequence[str]) -> list[str]:
    """Return readings without those that only repeat the one before."""
    return [second for first, second in pairwise(["", *readings]) if second != first and second]


def check_levels(standings: Sequence[Standing], faults: list[Fault]) -> None:
    """Ask that a deeper heading is set deeper, an equal one equally deep, within each part.

    Below a part's title everything is at least of the second rank.
    """
    titled = {standing.claim.part for standing in standings if standing.claim.title}
    above: list[tuple[int, int]] = []
    part = -1
    for standing in standings:
        claim = standing.claim
        if claim.kind != Kind.HEADING:
            continue
        if claim.part != part:
            part, above = claim.part, [(0, 1)] if claim.part in titled else []
        wanted = 1
        if not claim.title:
            while above and above[-1][0] >= claim.depth:
                above.pop()
            wanted = min((above[-1][1] if above else 0) + 1, _DEEPEST)
            above.append((claim.depth, wanted))
        if standing.level not in (wanted, 0):
            faults.append(Fault("level", Region.BODY, claim.ink[:80], f"h{standing.level}"))
