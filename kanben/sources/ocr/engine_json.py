"""Read the JSON of RapidOCR, PaddleOCR 2 and 3, PaddleOCR-json and Umi-OCR.

All give corner points, a text and a score for each piece of a line, in an order that means
nothing on pages of several columns or of vertical lines.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kanben.errors import SourceError
from kanben.sources.order.deskew import SkewedPiece, upright
from kanben.sources.printed import PrintedPage

_NESTED = ("data", "lines", "result", "ocrResult", "pages")
_DEEPEST = 12
"""Levels of lists within lists that are followed; the engines use four."""

Found = tuple[int, SkewedPiece]


def read_json(content: bytes, file: Path) -> list[PrintedPage]:
    """Return the pages of the file. Raises SourceError for JSON that no known engine writes."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError("source.json", file=file, problem=str(error)[:80]) from error
    try:
        found = list(_pieces(data, 0, 0))
    except (TypeError, ValueError, KeyError, IndexError) as error:
        raise SourceError("source.json_form", file=file) from error
    if not found:
        raise SourceError("source.json_form", file=file)
    pages = sorted({page for page, _ in found})
    return [upright([piece for there, piece in found if there == page]) for page in pages]


def _pieces(data: Any, page: int, depth: int) -> Iterator[Found]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield from _of_table(data.get("res", data), page, depth)
    elif isinstance(data, list):
        if _is_pair(data):
            yield page, _piece(data[0], data[1][0], data[1][1])
        elif len(data) == 3 and isinstance(data[1], str):
            yield page, _piece(data[0], data[1], data[2])
        else:
            paged = depth == 0 and _is_paged(data)
            for number, item in enumerate(data):
                yield from _pieces(item, number if paged else page, depth + 1)


def _is_pair(data: list[Any]) -> bool:
    """Tell PaddleOCR 2's ``[corners, (text, score)]``."""
    return (
        len(data) == 2
        and isinstance(data[1], list)
        and len(data[1]) == 2
        and isinstance(data[1][0], str)
    )


def _is_paged(data: list[Any]) -> bool:
    """Tell a list with an entry a page: tables of many lines, or lists of lines."""
    if all(isinstance(item, dict) for item in data):
        return all("box" not in item and "poly" not in item for item in data)
    return all(
        isinstance(item, list) and item and isinstance(item[0], list) and _is_pair(item[0])
        for item in data
    )


def _of_table(data: dict[str, Any], page: int, depth: int) -> Iterator[Found]:
    page = int(data.get("page_index") or data.get("page") or page)
    if "rec_texts" in data:
        corners = data.get("rec_polys") or data.get("rec_boxes") or data["dt_polys"]
        columns = corners, data["rec_texts"], data["rec_scores"]
    elif "txts" in data:
        columns = data["boxes"], data["txts"], data["scores"]
    elif "box" in data or "poly" in data:
        score = data.get("score", data.get("conf"))
        text = data.get("text", data.get("txt", ""))
        yield page, _piece(data.get("box") or data["poly"], text, score)
        return
    else:
        for key in _NESTED:
            if isinstance(data.get(key), list):
                yield from _pieces(data[key], page, depth + 1)
        return
    for corner, text, score in zip(*columns, strict=True):
        yield page, _piece(corner, text, score)


def _piece(corners: Any, text: str, score: Any) -> SkewedPiece:
    if not isinstance(corners[0], list):
        left, top, right, bottom = (float(side) for side in corners)
        corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    points = tuple((float(x), float(y)) for x, y in corners[:4])
    if len(points) != 4:
        raise ValueError("a piece has four corners")
    return SkewedPiece(str(text), points, None if score is None else float(score))
