"""Write one page in the forms of recognition engines and libraries, as they write it."""

import json
import re
from collections.abc import Sequence
from html import escape

from kanben.sources.printed import Box

Words = Sequence[tuple[str, Box]]
"""The lines of a page: their texts and boxes."""

WIDTH, HEIGHT = 1000, 1400


def hocr(lines: Words) -> str:
    """Write hOCR as Tesseract does: a span a word, Han text parted anywhere."""
    spans = "".join(
        f'<span class="ocr_line" id="l{number}" title="bbox {_corners(box)}; x_size 30">'
        f"{_spans(text, box)}</span>"
        for number, (text, box) in enumerate(lines)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        '<head><title>scan</title><meta name="ocr-system" content="tesseract 5.3.0"/></head>'
        f'<body><div class="ocr_page" title="image &quot;a.png&quot;; bbox 0 0 {WIDTH} {HEIGHT}">'
        f'<div class="ocr_carea"><p class="ocr_par">{spans}</p></div></div></body></html>'
    )


def _spans(text: str, box: Box) -> str:
    return " ".join(
        f'<span class="ocrx_word" title="bbox {_corners(box)}; x_wconf 91">{escape(word)}</span>'
        for word in words(text)
    )


def words(text: str) -> list[str]:
    """Part a line as an engine does: Latin at its blanks, Han after every second character."""
    return re.findall(r"[!-~]+|[^ -~]{1,2}", text)


def _corners(box: Box) -> str:
    return f"{box.left:.0f} {box.top:.0f} {box.right:.0f} {box.bottom:.0f}"


def alto(lines: Words) -> str:
    """Write ALTO 4: strings and spaces."""
    written = "".join(
        f'<TextLine HPOS="{box.left}" VPOS="{box.top}" WIDTH="{box.width}" HEIGHT="{box.height}">'
        + "<SP/>".join(f'<String CONTENT="{escape(word)}" WC="0.91"/>' for word in words(text))
        + "</TextLine>"
        for text, box in lines
    )
    return (
        '<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>'
        f'<Page WIDTH="{WIDTH}" HEIGHT="{HEIGHT}" PRINTED_IMG_NR="7"><PrintSpace>'
        f"<TextBlock>{written}</TextBlock></PrintSpace></Page></Layout></alto>"
    )


def page(lines: Words) -> str:
    """Write PAGE 2019: two regions that stand in the file the wrong way round."""
    half = len(lines) // 2
    regions = [lines[:half], lines[half:]]
    written = "".join(
        f'<TextRegion id="r{number}"><Coords points="0,0 1,0 1,1"/>'
        + "".join(_page_line(text, box) for text, box in regions[number])
        + "</TextRegion>"
        for number in (1, 0)
    )
    order = "".join(f'<RegionRefIndexed index="{n}" regionRef="r{n}"/>' for n in (0, 1))
    return (
        '<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/'
        f'2019-07-15"><Page imageWidth="{WIDTH}" imageHeight="{HEIGHT}"><ReadingOrder>'
        f"<OrderedGroup>{order}</OrderedGroup></ReadingOrder>{written}</Page></PcGts>"
    )


def _page_line(text: str, box: Box) -> str:
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in corners(box))
    return (
        f'<TextLine><Coords points="{points}"/><TextEquiv index="0" conf="0.91"><Unicode>'
        f"{escape(text)}</Unicode></TextEquiv></TextLine>"
    )


def corners(box: Box) -> list[list[float]]:
    """Return the corners of a box, clockwise from the upper left."""
    return [
        [box.left, box.top],
        [box.right, box.top],
        [box.right, box.bottom],
        [box.left, box.bottom],
    ]


def tsv(lines: Words) -> str:
    """Write Tesseract's table."""
    header = "level page_num block_num par_num line_num word_num left top width height conf text"
    rows = ["\t".join(header.split()), f"1\t1\t0\t0\t0\t0\t0\t0\t{WIDTH}\t{HEIGHT}\t-1\t"]
    for number, (text, box) in enumerate(lines, 1):
        place = f"{box.left:.0f}\t{box.top:.0f}\t{box.width:.0f}\t{box.height:.0f}"
        rows.append(f"4\t1\t1\t1\t{number}\t0\t{place}\t-1\t")
        rows += [
            f"5\t1\t1\t1\t{number}\t{count}\t{place}\t91.2\t{word}"
            for count, word in enumerate(words(text), 1)
        ]
    return "\n".join(rows) + "\n"


def rapidocr(lines: Words) -> str:
    """Write the JSON of RapidOCR."""
    return json.dumps([{"box": corners(box), "txt": text, "score": 0.91} for text, box in lines])


def paddle2(lines: Words) -> str:
    """Write the JSON of PaddleOCR 2: one page."""
    return json.dumps([[[corners(box), [text, 0.91]] for text, box in lines]])


def paddle3(lines: Words) -> str:
    """Write the JSON of PaddleOCR 3."""
    return json.dumps(
        {
            "rec_texts": [text for text, _ in lines],
            "rec_scores": [0.91 for _ in lines],
            "rec_polys": [corners(box) for _, box in lines],
        }
    )


def umi(lines: Words) -> str:
    """Write the JSON of Umi-OCR."""
    data = [{"text": text, "score": 0.91, "box": corners(box)} for text, box in lines]
    return json.dumps({"code": 100, "data": data})
