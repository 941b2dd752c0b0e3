"""State in the colophon where the text comes from, how the edition was made, whose it is."""

from collections.abc import Iterator

from msgspec import Struct

from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Person
from kanben.manuscript.variants import AS_PRINTED
from kanben.messages import word
from kanben.writing.book.book import book_of
from kanben.writing.book.summary import summary_of


class ColophonRow(Struct, frozen=True):
    """Hold a line of the colophon: its label, what it says."""

    label: str
    values: tuple[str, ...]


def colophon(
    manuscript: Manuscript,
    engines: dict[str, str],
    fonts: list[str],
    lacking: tuple[str, ...] = (),
) -> tuple[ColophonRow, ...]:
    """Return the rows that have something to say, labelled in the variant's words.

    `engines` and `fonts` are the format's own; `lacking` are characters that no font has.
    """
    lang = manuscript.script_variant.language
    rows = [*_described(manuscript), *_made(manuscript, engines)]
    rows.append(("fonts", tuple(fonts)))
    rows.append(("lacking", ("　".join(f"{char} U+{ord(char):04X}" for char in lacking),)))
    return tuple(
        ColophonRow(word(f"colophon-{label}", lang), values)
        for label, values in rows
        if any(value.strip() for value in values)
    )


def _described(manuscript: Manuscript) -> Iterator[tuple[str, tuple[str, ...]]]:
    metadata = manuscript.metadata
    printed = metadata.source
    yield "title", (metadata.title or manuscript.name, metadata.subtitle)
    yield "creators", tuple(map(_credit, (*metadata.creators, *metadata.contributors)))
    yield "publisher", (metadata.publisher,)
    yield "date", (metadata.date,)
    yield "isbn", (metadata.isbn,)
    yield "cip", (metadata.cip,)
    yield "clc", (metadata.clc,)
    yield "identifier", (metadata.identifier,)
    yield "source", ("　".join(filter(None, (printed.title, printed.date, printed.page))),)
    yield "numbers", tuple(filter(None, (printed.issn, printed.cn)))
    yield "library", (printed.library,)
    yield "url", (printed.url,)
    yield "rights", (metadata.rights,)


def _made(manuscript: Manuscript, engines: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    lang = manuscript.script_variant.language
    yield "files", tuple(line for source in manuscript.sources for line in _identified(source))
    converted = manuscript.variant not in ("", AS_PRINTED)
    if not book_of(manuscript).end_notes:
        yield "repairs", (summary_of(manuscript),)
    yield "script", (manuscript.script_variant.label if converted else word("as-printed", lang),)
    made_by = {**manuscript.engines, **engines}
    yield "engines", ("；".join(f"{name} {version}" for name, version in made_by.items()),)


def _identified(source: Source) -> tuple[str, ...]:
    """Name a source file by its digest, in two halves that fit a narrow page."""
    half = len(source.sha256) // 2
    return (
        f"{source.name}　（{source.encoding}）",
        f"SHA-256 {source.sha256[:half]}",
        source.sha256[half:],
    )


def _credit(person: Person) -> str:
    return f"{person.name}　{person.role}" if person.role else person.name
