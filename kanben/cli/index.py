"""``kanben index``: print the index of a text or a publication."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kanben.messages import say

if TYPE_CHECKING:
    from kanben.indexing.marks.explaining import Explanation
    from kanben.indexing.marks.proposals import Proposal
    from kanben.manuscript.index import Entry
    from kanben.manuscript.manuscript import Manuscript

_HEADINGS = ("heading", "kind", "occurrences", "reading", "locators")
_CANDIDATE_HEADINGS = ("heading", "kind", "occurrences", "score", "contexts")


def _print(rows: Iterable[tuple[str, ...]]) -> None:
    for row in rows:
        click.echo("\t".join(row))


def _entry_rows(entries: Iterable["Entry"], numbers: dict[str, str]) -> Iterator[tuple[str, ...]]:
    from kanben.indexing.order.readings import read_heading, toned

    order = {anchor: place for place, anchor in enumerate(numbers)}
    for entry in entries:
        if entry.places:
            # An order by strokes does without readings; the table has them all the same.
            reading = entry.reading or toned(read_heading(entry.heading, entry.kind))
            inside = sorted(entry.places, key=order.__getitem__)
            places = dict.fromkeys(numbers[anchor] for anchor in inside)
            count = str(len(entry.places))
            yield (entry.heading, entry.kind.value, count, reading, ", ".join(places))
        yield from _entry_rows(entry.headings[1:], numbers)


def _index_rows(manuscript: "Manuscript") -> Iterator[tuple[str, ...]]:
    from kanben.indexing.order.entries import order
    from kanben.manuscript.locators import locators

    numbers = locators(manuscript)
    yield _HEADINGS
    for group in order(manuscript).index:
        yield from _entry_rows(group.entries, numbers)


def _candidate_rows(proposals: Iterable["Proposal"]) -> Iterator[tuple[str, ...]]:
    yield _CANDIDATE_HEADINGS
    for each in proposals:
        score = f"{each.candidate.score:.2f}"
        contexts = " | ".join(each.contexts)
        candidate = each.candidate
        yield (candidate.heading, candidate.kind.value, str(each.occurrences), score, contexts)


def _explanation_rows(found: "Explanation", threshold: float) -> Iterator[tuple[str, ...]]:
    """Yield what was found, then each reason with what it adds to the logarithm of the odds."""
    candidate = found.candidate
    verdict = "listed" if found.probability >= threshold and not found.barred else "not listed"
    yield "heading", candidate.heading
    yield "kind", candidate.kind.value
    yield "book", found.book.value
    yield "probability", f"{found.probability:.2f}", f"threshold {threshold:.2f}", verdict
    yield "forms", ", ".join(f"{form} ({count})" for form, count in found.counts)
    for name, weight in found.reasons:
        yield name, f"{weight:+.2f}"


@click.command(help=say("cli.index.help"), epilog=say("cli.index.epilog"))
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--tsv", "form", flag_value="tsv", default="tsv", help=say("cli.index.tsv"))
@click.option("--candidates", "form", flag_value="candidates", help=say("cli.index.candidates"))
@click.option("--explain", "heading", default="", help=say("cli.index.explain"))
def command(file: Path, form: str, heading: str) -> None:
    """Print an index."""
    from kanben.indexing.marks.explaining import explain
    from kanben.indexing.marks.proposals import proposals
    from kanben.manuscript.publication import load_publication
    from kanben.press import make_manuscript

    publication = load_publication(file)
    manuscript = make_manuscript(publication)
    if heading:
        threshold = publication.plan.index.threshold
        _print(_explanation_rows(explain(manuscript, heading), threshold))
    elif form == "candidates":
        _print(_candidate_rows(proposals(manuscript)))
    else:
        _print(_index_rows(manuscript))
