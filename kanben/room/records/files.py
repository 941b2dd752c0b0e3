"""Write the records of a publication, a file for each form that libraries and readers ask for."""

from collections.abc import Iterator

from msgspec import Struct

from kanben.room.records.citing import bibtex, csl
from kanben.room.records.cnmarc import cnmarc
from kanben.room.records.dublin import dublin_core
from kanben.room.records.marc import EXCHANGE, MARC21, as_iso2709, as_xml
from kanben.room.records.marc21 import marc21
from kanben.room.titles import CatalogueTitle

FOLDER = "room/records"
"""Where records lie below the build folder."""


class RecordFile(Struct, frozen=True):
    """Hold a file of records: what readers call its form, where it lies, what is in it."""

    label: str
    href: str
    media_type: str
    content: bytes


def records_of(title: CatalogueTitle, address: str) -> Iterator[RecordFile]:
    """Describe every script of a publication in every form; `address` is the site's, if known."""

    def file(label: str, suffix: str, media_type: str, content: bytes) -> RecordFile:
        return RecordFile(label, f"{FOLDER}/{title.name}.{suffix}", media_type, content)

    scripts = title.scripts
    world = [marc21(script, address) for script in scripts]
    china = [cnmarc(script, address) for script in scripts]
    online = {each.variant: address + each.online if address else "" for each in scripts}
    entries = "\n".join(bibtex(each, title.name, online[each.variant]) for each in scripts)
    items = b",\n".join(csl(each, title.name, online[each.variant]) for each in scripts)
    yield file("MARCXML (MARC 21)", "marc21.xml", "application/marcxml+xml", as_xml(world, MARC21))
    xml = as_xml(china, EXCHANGE, "CNMARC")
    yield file("CNMARC (MarcXchange)", "cnmarc.xml", "application/xml", xml)
    yield file("CNMARC (ISO 2709)", "cnmarc.iso", "application/marc", as_iso2709(china))
    yield file("Dublin Core", "dc.xml", "application/rdf+xml", dublin_core(scripts, address))
    yield file("BibTeX", "bib", "application/x-bibtex", entries.encode())
    yield file("CSL-JSON", "csl.json", "application/json", b"[" + items + b"]\n")
