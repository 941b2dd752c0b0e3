"""Name the people of a publication as records and citations need them."""

from collections.abc import Iterator

from msgspec import Struct

from kanben.manuscript.relators import relator_of
from kanben.room.titles import CatalogueScript


class Contributor(Struct, frozen=True):
    """Name someone with the role in the publication's words, the MARC relator, the filing form.

    `chief` are the creators; `filed` is what libraries file the name under (Chen Zhengying), empty
    if that is not known.
    """

    name: str
    role: str
    relator: str
    filed: str
    chief: bool


def people_of(script: CatalogueScript) -> Iterator[Contributor]:
    """Yield creators, then contributors."""
    metadata, filing = script.metadata, script.filing
    for chief, default, people in (
        (True, "aut", metadata.creators),
        (False, "ctb", metadata.contributors),
    ):
        for person in people:
            relator = relator_of(person.role, default)
            yield Contributor(person.name, person.role, relator, filing.get(person.name, ""), chief)
