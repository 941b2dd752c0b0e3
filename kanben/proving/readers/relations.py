"""Hold the files in a DOCX against those that it names itself."""

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from kanben.proving.matter import Fault
from kanben.proving.readers.hypertext import parse_xhtml

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NEEDED = ("word/styles.xml", "word/fontTable.xml", "word/settings.xml")
"""What Word does without, though the pages look otherwise then."""


def faults_of(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Find fault with files that are missing, that nothing names, or that are no XML."""
    named = {"[Content_Types].xml"}
    for name in members:
        if name.endswith(".rels"):
            named.add(name)
            for target, external in _related(name, members[name]):
                if external:
                    yield Fault("foreign", found=target)
                else:
                    named.add(target)
    for name in sorted(named - members.keys()):
        yield Fault("file-missing", found=name)
    for name in sorted(members.keys() - named):
        yield Fault("foreign", found=name)
    for name in _NEEDED:
        if not members.get(name):
            yield Fault("file-missing", found=name)
    yield from _damaged(members)


def _related(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """Yield the targets that a file of relations names, and whether they lie outside."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in parse_xhtml(content).iter(_RELATION):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            yield target, True
        else:
            yield posixpath.normpath(posixpath.join(folder, target)).lstrip("/"), False


def _damaged(members: Mapping[str, bytes]) -> Iterator[Fault]:
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            try:
                parse_xhtml(content)
            except etree.LxmlError as error:
                yield Fault("damaged", found=f"{name}: {error}")
