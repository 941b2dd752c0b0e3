"""Describe a publication as libraries, presses and readers need it."""

from msgspec import Struct


class Person(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Name a creator or contributor with the role in the publication's own words (文, 图, 编)."""

    name: str
    role: str = ""


class Provenance(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Describe the printed source 底本: newspaper, journal or book, and the copy that was used."""

    title: str = ""
    date: str = ""
    page: str = ""
    """版次: the page or edition of a newspaper, as it names it."""
    issn: str = ""
    cn: str = ""
    """国内统一连续出版物号."""
    publisher: str = ""
    library: str = ""
    """The library that holds the copy 馆藏."""
    url: str = ""


class Metadata(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Describe the publication. All texts are in the source's script until conversion."""

    title: str = ""
    subtitle: str = ""
    creators: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    date: str = ""
    publisher: str = ""
    source: Provenance = Provenance()
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    isbn: str = ""
    cip: str = ""
    """CIP data number 图书在版编目."""
    clc: str = ""
    """Number of the Chinese Library Classification 中图法."""
    identifier: str = ""
    """A URI that names the publication for good; made from its name and sources if empty."""
