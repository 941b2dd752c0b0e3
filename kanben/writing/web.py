"""Write editions for reading on the web: one HTML file that needs nothing else."""

from base64 import b64encode
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from kanben import __version__
from kanben.manuscript.archive import whole_file
from kanben.manuscript.blocks import PartRole
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word
from kanben.templates import read, render
from kanben.writing import pandoc
from kanben.writing.colophon import colophon
from kanben.writing.navigation import Place, address, place_of
from kanben.writing.pictures import Picture, pictures_of
from kanben.writing.references import block_references, sections_of
from kanben.writing.structure import ROLES, Volume, contents_of, volume_of
from kanben.writing.xhtml import HtmlTree, write_chapters


class _Part(Struct, frozen=True):
    """Set a part: its anchor, title, ARIA role, and its text in HTML."""

    anchor: str
    title: str
    role: str
    content: Markup


def write(manuscript: Manuscript, path: Path, *, folder: Path | None = None) -> None:
    """Write the manuscript as a web page to `path`.

    `folder` is the publication's, for its pictures; they become part of the file. Raises
    PublicationError for a picture that cannot be used, EngineError if pandoc fails.
    """
    volume = volume_of(manuscript)
    pictures = pictures_of(manuscript, folder or Path())
    tree = HtmlTree(volume, {name: _data_uri(each) for name, each in pictures.items()})
    index = sections_of(
        manuscript.index, block_references(volume, lambda _, anchor: address("", anchor))
    )
    page = render(
        "web/edition.html",
        lang=volume.language,
        version=__version__,
        book=volume.book,
        style=Markup(read("epub/style.css") + read("web/style.css")),
        word=lambda key: word(key, volume.language),
        type=lambda _: "",
        contents=_contents(volume),
        parts=_parts(volume, write_chapters(tree)),
        index=index,
        colophon=colophon(manuscript, {"Kanben": __version__, "pandoc": pandoc.version()}, []),
    )
    with whole_file(path) as draft:
        draft.write_text(page, encoding="utf-8")


def _data_uri(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode('ascii')}"


def _contents(volume: Volume) -> list[Place]:
    back = ["index"] if volume.manuscript.index else []
    matter = [Place(word(name, volume.language), f"#{name}") for name in (*back, "colophon")]
    return [*(place_of(heading, "") for heading in contents_of(volume)), *matter]


def _parts(volume: Volume, written: list[str]) -> list[_Part]:
    return [
        _Part(
            chapter.anchor,
            volume.title_of(chapter),
            ROLES[PartRole(chapter.role)],
            Markup(content),
        )
        for chapter, content in zip(volume.book.chapters, written, strict=True)
    ]
