"""Have LibreOffice update a document's fields; run by the Python that has its bridge (uno)."""

import sys
import time
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


def update(document: Any) -> None:
    """Update contents, references, layout; twice, since each can move the other."""
    for _ in range(2):
        indexes = document.getDocumentIndexes()
        for number in range(indexes.getCount()):
            indexes.getByIndex(number).update()
        document.getTextFields().refresh()
        document.refresh()


def main(pipe: str, source: str, target: str) -> None:
    office = desktop(pipe)
    document = office.loadComponentFromURL(
        Path(source).as_uri(), "_blank", 0, (setting("Hidden", value=True),)
    )
    update(document)
    document.storeToURL(
        Path(f"{target}.pdf").as_uri(), (setting("FilterName", "writer_pdf_Export"),)
    )
    document.storeToURL(
        Path(f"{target}.txt").as_uri(),
        (setting("FilterName", "Text (encoded)"), setting("FilterOptions", "UTF8,LF")),
    )
    document.close(True)
    office.terminate()


main(*sys.argv[1:])
