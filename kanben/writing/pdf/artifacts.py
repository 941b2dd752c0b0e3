"""Mark running heads and folios as artifacts, so that a screen reader passes over them.

WeasyPrint tags margin boxes like text and leaves their elements outside the tree. PDF/UA-1
(ISO 14289-1, 7.8) wants them marked as artifacts.
"""

from typing import Any

import pydyf

from kanben.writing.book.calls import numeral


def mark_artifacts(pdf: Any) -> None:
    """Turn marked content that the structure tree does not reach into artifacts.

    Elements left over are emptied, not freed: pydyf 0.13 miscounts compressed objects after a
    freed one.
    """
    objects = {_number(thing.reference): thing for thing in pdf.objects if thing.number}
    root = objects[_number(pdf.catalog["StructTreeRoot"])]
    parents = objects[_number(root["ParentTree"])]["Nums"]
    reached = _reach(objects, root)
    pages = [objects[_number(reference)] for reference in pdf.page_references]
    for place, page in enumerate(pages):
        entries = parents[2 * place + 1]
        strays = {mcid for mcid, entry in enumerate(entries) if _number(entry) not in reached}
        if strays:
            _unmark(objects[_number(page["Contents"])].stream, strays)
            for mcid in strays:
                entries[mcid] = "null"
            while entries and entries[-1] == "null":
                entries.pop()
    for number, thing in objects.items():
        if number not in reached and _is_element(thing):
            thing.clear()


def _is_element(thing: Any) -> bool:
    return isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem"


def _number(reference: bytes | str) -> int:
    """Return the object number in a reference such as ``12 0 R``."""
    return int(reference.split()[0])


def _reach(objects: dict[int, Any], root: Any) -> set[int]:
    reached: set[int] = set()
    waiting = [_number(kid) for kid in root["K"]]
    while waiting:
        number = waiting.pop()
        reached.add(number)
        kids = objects[number].get("K", ())
        waiting += [_number(kid) for kid in kids if isinstance(kid, str | bytes)]
    return reached


def _unmark(content: Any, strays: set[int]) -> None:
    """Rewrite ``/Span <</MCID 3>> BDC`` as ``/Artifact BMC``, in the list of operators."""
    for place, token in enumerate(content):
        if isinstance(token, pydyf.Dictionary) and token.get("MCID") in strays:
            content[place - 1 : place + 2] = ["/Artifact", "", b"BMC"]


def label_pages(pdf: Any, front: int, *, vertical: bool) -> None:
    """Label `front` pages i, ii, …, the others 1, 2, … (ISO 32000-1, 12.4.2).

    A vertical book counts 一, 二, …, which PDF has no style for: each page gets its own label.
    """
    numbers: list[Any] = [0, pydyf.Dictionary({"S": "/r"})] if front else []
    if vertical:
        for page in range(front, len(pdf.page_references)):
            label = numeral(page - front + 1, vertical=True)
            numbers += [page, pydyf.Dictionary({"P": pydyf.String(label)})]
    else:
        numbers += [front, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(numbers)})
