"""Plant faults in finished editions and count those that the proof catches.

    python -m bench.faults [--faults 600] [--editions 12] [--clean 200]

The editions are the seeds' and those of `bench.varied_books`. A fault alters a finished file: it
is unpacked, changed and packed anew, so that its archive's or file's own checksums are right
again; only “a byte”, “cut off” and “appended” alter the file as it lies. Kinds are planted in
turn. The clean editions are those of further books. Every miss is printed.
"""

import argparse
import logging
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pikepdf
from lxml import etree, html
from msgspec import Struct

from bench.planting import archives, manners, markup, pdf, tei
from bench.varied_books import SEEDS, Book
from kanben.errors import KanbenError
from kanben.manuscript.archive import load
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages, load_pages
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish
from kanben.proving.audit import audit
from kanben.proving.proof import Verdict

Plant = Callable[[random.Random, Path], bool]


class Edition(Struct, frozen=True):
    """Hold a finished edition with its manuscript and the pages that it cites."""

    path: Path
    manuscript: Manuscript
    pages: Pages | None

    def is_whole(self, path: Path, *, by_seal: bool = True) -> bool:
        """Tell whether the proof passes a file as this edition.

        Without `by_seal`, what it says must tell; the checksum in a PDF's own bytes does not.
        """
        declared = FORMATS[path.suffix.removeprefix(".")].declare(self.manuscript)
        try:
            proof = audit(self.manuscript, path, declared, self.pages)
        except KanbenError:
            return False
        seals = [fault for fault in proof.faults if fault.kind == "checksum"]
        return proof.verdict == Verdict.WHOLE or (not by_seal and len(seals) == len(proof.faults))


def editions_of(place: Path, variant: str, folder: Path) -> Iterator[Edition]:
    """Publish in all formats, and yield what was made."""
    layout = Layout(folder / "build")
    list(publish([place], layout, Config(), Asked(variants=(variant,), formats=tuple(FORMATS))))
    name = place.name
    for suffix in FORMATS:
        path = layout.edition(name, variant, suffix)
        if path.is_file():
            pages = load_pages(layout.pages(name, variant))
            yield Edition(path, load(layout.variant(name, variant)), pages)


def byte_flipped(rng: random.Random, path: Path) -> bool:
    """Turn one bit of one byte."""
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)
    return True


def cut_off(rng: random.Random, path: Path) -> bool:
    """Cut the file off."""
    content = path.read_bytes()
    path.write_bytes(content[: rng.randrange(len(content) // 2, len(content))])
    return True


def appended(_: random.Random, path: Path) -> bool:
    """Write something behind the end."""
    path.write_bytes(path.read_bytes() + b"<!-- checked -->")
    return True


def _in_archive(plant: archives.Planter) -> Plant:
    def act(rng: random.Random, path: Path) -> bool:
        members = archives.unpacked(path)
        done = plant(rng, members)
        archives.packed(members, path)
        return done

    return act


def _in_page(fault: markup.Fault) -> Plant:
    def act(rng: random.Random, path: Path) -> bool:
        root = html.document_fromstring(path.read_text(encoding="utf-8"))
        done = fault(rng, root)
        text = html.tostring(root, encoding="unicode")
        path.write_text(f"<!doctype html>\n{text}\n", encoding="utf-8")
        return done

    return act


def _in_document(fault: markup.Fault) -> Plant:
    def act(rng: random.Random, path: Path) -> bool:
        tree = etree.parse(path)
        done = fault(rng, tree.getroot())
        tree.write(path, encoding="utf-8", xml_declaration=True)
        return done

    return act


def _in_source(found: str, put: str) -> Plant:
    def act(_: random.Random, path: Path) -> bool:
        text = path.read_text(encoding="utf-8")
        new = re.sub(found, put, text, count=1)
        path.write_text(new, encoding="utf-8")
        return new != text

    return act


def _in_pdf(plant: pdf.Planter) -> Plant:
    def act(rng: random.Random, path: Path) -> bool:
        with pikepdf.open(path, allow_overwriting_input=True) as opened:
            done = plant(rng, opened)
            opened.save(path)
        return done

    return act


_RAW: dict[str, Plant] = {"a byte": byte_flipped, "cut off": cut_off, "appended": appended}
_UNSEALED = {name: plant for name, plant in _RAW.items() if name != "a byte"}
"""Of a file without a checksum, one byte may be no more than a blank between elements."""

PLANTS: dict[str, dict[str, Plant]] = {
    "epub": {name: _in_archive(plant) for name, plant in (archives.EPUB | manners.EPUB).items()}
    | _RAW,
    "docx": {name: _in_archive(plant) for name, plant in (archives.DOCX | manners.DOCX).items()}
    | _RAW,
    "pdf": {name: _in_pdf(plant) for name, plant in (pdf.PDF | manners.PDF).items()} | _RAW,
    "html": {
        **{
            name: _in_page(fault)
            for name, fault in (markup.TEXT | markup.INDEX | markup.COLOPHON).items()
        },
        "note altered": _in_page(markup.on("apparatus", "p")),
        "note dropped": _in_page(markup.dropped("apparatus", "p")),
        "title page altered": _in_page(markup.on("header", "h1", "p")),
        "contents altered": _in_page(markup.on("nav", "a")),
        "contents entry dropped": _in_page(markup.dropped("nav", "a")),
        "title in metadata": _in_source(r"<title>", "<title>乙"),
        "language in metadata": _in_source(r'<html lang="[^"]*"', '<html lang="fr"'),
        "style sheet missing": _in_source(r"(?s)<style>.*?</style>", "<style></style>"),
        "hidden by the style sheet": _in_source(r"</style>", "p { display: none }</style>"),
        **{name: _in_source(*change) for name, change in manners.PAGES.items()},
        **{
            name: _in_source(r"</style>", f"{rule}</style>")
            for name, rule in manners.STYLES.items()
        },
        "foreign comment": _in_source(r"</main>", "<!-- x --></main>"),
        **_UNSEALED,
    },
    "tei": {name: _in_document(fault) for name, fault in tei.TEI.items()} | _UNSEALED,
}


def plant_all(editions: list[Edition], count: int, folder: Path) -> Counter[tuple[str, str]]:
    """Plant so many faults, all kinds of all formats in turn; print misses, return counts."""
    rng = random.Random(20)
    counts: Counter[tuple[str, str]] = Counter()
    waiting: list[tuple[Edition, str]] = []
    barren: Counter[tuple[str, str]] = Counter()
    while sum(n for (_, what), n in counts.items() if what == "planted") < count:
        if not waiting:
            waiting = [
                (edition, name)
                for edition in editions
                for name in PLANTS.get(edition.path.suffix[1:], {})
                if barren[edition.path.suffix[1:], name] < 3 * len(editions)
            ]
            rng.shuffle(waiting)
        edition, name = waiting.pop()
        suffix = edition.path.suffix[1:]
        altered = folder / f"altered.{suffix}"
        copyfile(edition.path, altered)
        if not PLANTS[suffix][name](rng, altered) or _same(altered, edition.path):
            barren[suffix, name] += 1
            continue
        counts[suffix, "planted"] += 1
        if edition.is_whole(altered, by_seal=name in _RAW):
            print(f"missed: {suffix} {name} in {edition.path.name}", flush=True)
        else:
            counts[suffix, "caught"] += 1
    return counts


def _same(first: Path, second: Path) -> bool:
    return first.read_bytes() == second.read_bytes()


def main() -> None:
    """Print a row for each format, and the alarms on clean editions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=600)
    parser.add_argument("--editions", type=int, default=12)
    parser.add_argument("--clean", type=int, default=200)
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        editions = list(editions_of(SEEDS, "zh-Hans-CN", folder))
        number = 1000
        while len(editions) < max(chosen.editions, chosen.clean):
            book = Book(number)
            editions += editions_of(book.write(folder), book.variant, folder)
            number += 1
        alarms = [each.path.name for each in editions if not each.is_whole(each.path)]
        print(f"alarms on {len(editions)} clean editions: {len(alarms)} {alarms}")
        counts = plant_all(editions[: chosen.editions], chosen.faults, folder)
    print("| format | planted | caught |\n| --- | --- | --- |")
    for suffix in PLANTS:
        print(f"| {suffix.upper()} | {counts[suffix, 'planted']} | {counts[suffix, 'caught']} |")


if __name__ == "__main__":
    main()
