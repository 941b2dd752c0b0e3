"""Say what the metadata of an edition must be, by the names that its format has for them."""

from kanben.manuscript.declared import Declared
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word

_HOUSE = "Kanben 刊本"
"""Who publishes what nobody else does, and answers for what no editor changed."""
Fields = dict[str, tuple[str, ...]]


def metadata_of(manuscript: Manuscript, declared: Declared, suffix: str) -> Fields:
    """Return the fields that must be there; a format without its own names has the web's."""
    own = {"epub": _of_epub, "docx": _of_docx, "pdf": _of_pdf, "tei": _of_tei}.get(suffix, _of_page)
    return own(manuscript, declared)


def _of_epub(manuscript: Manuscript, declared: Declared) -> Fields:
    metadata = manuscript.metadata
    return {
        "title": (_title(manuscript), *_given(metadata.subtitle)),
        "creator": _names(manuscript),
        "contributor": tuple(person.name for person in metadata.contributors),
        "language": (declared.language,),
        "identifier": (declared.identifier,),
        "publisher": _given(metadata.publisher),
        "rights": _given(metadata.rights),
        "description": _given(metadata.description),
        "subject": (*metadata.subjects, *_given(metadata.clc)),
    }


def _of_docx(manuscript: Manuscript, _: Declared) -> Fields:
    return {
        "title": (_title(manuscript),),
        "creator": ("; ".join(_names(manuscript)),),
        "description": _given(manuscript.metadata.description),
    }


def _of_pdf(manuscript: Manuscript, declared: Declared) -> Fields:
    return {
        "title": (_title(manuscript),),
        "author": _given(", ".join(_names(manuscript))),
        "language": (declared.language,),
        "xmp:title": (_title(manuscript),),
        "xmp:creator": _names(manuscript),
    }


def _of_page(manuscript: Manuscript, declared: Declared) -> Fields:
    return {
        "title": (_title(manuscript),),
        "author": _names(manuscript),
        "language": (declared.language,),
    }


def _of_tei(manuscript: Manuscript, declared: Declared) -> Fields:
    metadata, printed = manuscript.metadata, manuscript.metadata.source
    named = any((printed.title, printed.date, printed.publisher))
    bibl = (printed.title, printed.publisher, printed.date, printed.page)
    numbers = (printed.issn, printed.cn, printed.url)
    stated = {
        "title": (_title(manuscript),),
        "subtitle": _given(metadata.subtitle),
        "author": _names(manuscript),
        "editor": tuple(person.name for person in metadata.contributors),
        "responsible": (word("tei-editor", declared.language), _HOUSE),
        "publisher": (metadata.publisher or _HOUSE,),
        "date": _given(metadata.date),
        "identifier": (declared.identifier, *_given(metadata.isbn)),
        "print": tuple(filter(None, (*bibl, *numbers))) if named else (),
        "witness": tuple(
            f"{each.name}，{each.encoding}，SHA-256 {each.sha256}" for each in manuscript.sources
        ),
        "language": (declared.language,),
        "languages": (declared.language,),
    }
    rights = metadata.rights or word("tei-no-rights", declared.language)
    summary = {"correction": (declared.summary,)} if declared.summary else {}
    return {**stated, "rights": (rights,), **summary}


def _title(manuscript: Manuscript) -> str:
    return manuscript.metadata.title or manuscript.name


def _names(manuscript: Manuscript) -> tuple[str, ...]:
    return tuple(person.name for person in manuscript.metadata.creators)


def _given(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
