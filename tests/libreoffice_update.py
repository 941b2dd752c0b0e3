"""Have LibreOffice update a document's fields; run by the Python that has its bridge (uno)."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def setting(name: str, value: Any) -> PropertyValue:
    return PropertyValue(name, 0, value, 0)


def desktop(pipe: str) -> Any:
    """Wait for the office that listens at a named pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
    raise TimeoutError(pipe)


def indexes(document: Any) -> Iterator[Any]:
    """Yield contents and index."""
    found = document.getDocumentIndexes()
    return (found.getByIndex(number) for number in range(found.getCount()))


def update(document: Any) -> None:
    """Update contents, references, layout; twice, since each can move the other."""
    for _ in range(2):
        for index in indexes(document):
            index.update()
        document.getTextFields().refresh()
        document.refresh()


def combine(document: Any) -> None:
    """Tick *Combine identical entries* in the index, for which a DOCX has no place."""
    for index in indexes(document):
        if index.supportsService("com.sun.star.text.DocumentIndex"):
            index.setPropertyValue("UseCombinedEntries", True)


def marks(document: Any) -> Iterator[tuple[str, int]]:
    """Yield the marks of the text: the heading of each, and the page that it stands on."""
    cursor = document.getCurrentController().getViewCursor()
    for paragraph in paragraphs(document.getText()):
        for portion in enumeration(paragraph):
            if portion.TextPortionType == "DocumentIndexMark" and portion.IsStart:
                mark = portion.DocumentIndexMark
                cursor.gotoRange(mark.getAnchor().getStart(), False)
                headings = (mark.PrimaryKey, mark.SecondaryKey, mark.getMarkEntry())
                yield ":".join(filter(None, map(str.strip, headings))), cursor.getPage()


def paragraphs(text: Any) -> Iterator[Any]:
    """Yield the paragraphs of a text, those of its tables too."""
    for part in enumeration(text):
        if part.supportsService("com.sun.star.text.TextTable"):
            for name in part.getCellNames():
                yield from paragraphs(part.getCellByName(name))
        else:
            yield part


def enumeration(parts: Any) -> Iterator[Any]:
    """Yield the parts of a text."""
    found = parts.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def main(pipe: str, source: str, target: str) -> None:
    office = desktop(pipe)
    document = office.loadComponentFromURL(
        Path(source).as_uri(), "_blank", 0, (setting("Hidden", value=True),)
    )
    update(document)
    whole = uno.Any(
        "[]com.sun.star.beans.PropertyValue", (setting("IsSkipEmptyPages", value=False),)
    )
    document.storeToURL(
        Path(f"{target}.pdf").as_uri(),
        (setting("FilterName", "writer_pdf_Export"), setting("FilterData", whole)),
    )
    as_text = (setting("FilterName", "Text (encoded)"), setting("FilterOptions", "UTF8,LF"))
    document.storeToURL(Path(f"{target}.txt").as_uri(), as_text)
    combine(document)
    update(document)
    document.storeToURL(Path(f"{target}.combined.txt").as_uri(), as_text)
    Path(f"{target}.json").write_text(json.dumps(list(marks(document))), encoding="utf-8")
    document.close(True)
    office.terminate()


main(*sys.argv[1:])
