"""Plant what a clever hand would: text covered, turned, added by looks, runs and side doors."""

import random
from typing import Any

import pikepdf

from bench.planting.archives import Planter, replaced
from bench.planting.pdf import Planter as PdfPlanter

STYLES = {
    "style: written before": "p::before { content: '假' }",
    "style: black on black": "p { background: black; color: black }",
    "style: clear ink": "p { color: rgba(0, 0, 0, 0) }",
    "style: shrunk": "p { transform: scale(0) }",
    "style: pushed out": "p { margin-left: -9999px }",
    "style: filtered": "p { filter: opacity(0) }",
    "style: masked": "p { mask: linear-gradient(transparent, transparent) }",
    "style: turned round": "body { display: flex; flex-direction: column-reverse }",
    "style: discs for letters": "p { -webkit-text-security: disc }",
    "style: in a medium": "@media screen { p { display: none } }",
    "style: fetched": "@import url('https://example.org/a.css');",
}
"""Rules that take text from sight, or add some."""

_P, _WORDS = r"<p(?=[ >])", r"(<p[^>]*>)([^<]+)"
PAGES = {
    "kept from screen readers": (_P, '<p aria-hidden="true"'),
    "tooltip": (_P, '<p title="假的"'),
    "turned round": (_P, '<p dir="rtl"'),
    "letters turned round": (_WORDS, r'\1<bdo dir="rtl">\2</bdo>'),
    "struck out": (_WORDS, r"\1<s>\2</s>"),
    "folded away": (r"(<p[^>]*>[^<]+</p>)", r"<details><summary></summary>\1</details>"),
    "handler": (_P, '<p onclick="x()"'),
    "another base": (r"</head>", '<base href="https://example.org/"/></head>'),
    "led away": (r"</head>", '<meta http-equiv="refresh" content="0;url=https://a.org"/></head>'),
    "foreign link": (_WORDS, r'\1<a href="https://example.org/">\2</a>'),
    "input": (r"</body>", '<input value="假"/></body>'),
    "emphasis added": (_WORDS, r"\1<em>\2</em>"),
    "bold added": (_WORDS, r"\1<strong>\2</strong>"),
    "small print": (_WORDS, r"\1<small>\2</small>"),
    "another language": (_P, '<p lang="ja"'),
    "words of another language": (_WORDS, r'\1<span lang="ja">\2</span>'),
    "remark": (r"</body>", "<!-- 假 --></body>"),
}
"""What is found in a page, and what is put there."""

_LOOKS = {
    "narrowed to nothing": '<w:w w:val="1"/>',
    "lowered off the page": '<w:position w:val="-2000"/>',
    "letters over each other": '<w:spacing w:val="-3000"/>',
    "black on black": '<w:shd w:val="clear" w:fill="000000"/>',
    "marked black": '<w:highlight w:val="black"/>',
    "nearly white": '<w:color w:val="FEFEFE"/>',
    "struck out": "<w:strike/>",
    "right to left": "<w:rtl/>",
    "tiny": '<w:sz w:val="3"/>',
    "dotted": '<w:em w:val="dot"/>',
    "bold": "<w:b/>",
    "underlined": '<w:u w:val="single"/>',
    "in a style": '<w:rStyle w:val="Emphasis"/>',
    "pictures for letters": '<w:rFonts w:ascii="Wingdings" w:eastAsia="Wingdings"/>',
}
_DOC, _RUN = r"word/document\.xml", r"<w:r><w:t(?=[^<]*>[^<]*[^<\s])(?= |>)"
_PARTS = {
    "indented off the page": (r"<w:pPr>", '<w:pPr><w:ind w:left="40000"/>'),
    "framed off the page": (r"<w:pPr>", '<w:pPr><w:framePr w:x="-20000"/>'),
    "numbered": (r"<w:pPr>", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'),
    "a sign of a font": (_RUN, '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r><w:r><w:t'),
    "another document": (r"<w:sectPr", "<w:altChunk/><w:sectPr"),
    "an empty page": (_RUN, '<w:r><w:br w:type="page"/></w:r><w:r><w:t'),
}

EPUB: dict[str, Planter] = {
    **{name: replaced(r"EPUB/style\.css", r"\Z", rule) for name, rule in STYLES.items()},
    **{name: replaced(r"EPUB/part-\d+\.xhtml", *change) for name, change in PAGES.items()},
    "title of a file": replaced(r"EPUB/part-\d+\.xhtml", r"<title>", "<title>乙"),
}
DOCX: dict[str, Planter] = {
    **{
        f"run {name}": replaced(_DOC, _RUN, f"<w:r><w:rPr>{look}</w:rPr><w:t")
        for name, look in _LOOKS.items()
    },
    **{name: replaced(_DOC, *change) for name, change in _PARTS.items()},
    "white by default": replaced(
        r"word/styles\.xml", r"(<w:rPrDefault>\s*<w:rPr>)", r'\1<w:color w:val="FFFFFF"/>'
    ),
}


def _page(rng: random.Random, pdf: Any) -> Any:
    """Return a page of the text."""
    pages = [page for page in pdf.pages if not page.label.strip("0123456789") and _shows(page)]
    return rng.choice(pages[:-1] or pages)


def _shows(page: Any) -> bool:
    return any(str(step.operator) == "TJ" for step in pikepdf.parse_content_stream(page))


def _on_page(before: bytes, after: bytes = b"") -> PdfPlanter:
    def plant(rng: random.Random, pdf: Any) -> bool:
        page = _page(rng, pdf)
        page.contents_add(b"\n" + before + b"\n", prepend=True)
        page.contents_add(b"\n" + after + b"\n")
        return True

    return plant


def _with_key(key: str, value: object) -> PdfPlanter:
    def plant(rng: random.Random, pdf: Any) -> bool:
        _page(rng, pdf).obj[key] = value
        return True

    return plant


def _in_root(key: str, value: object) -> PdfPlanter:
    def plant(_: random.Random, pdf: Any) -> bool:
        pdf.Root[key] = value
        return True

    return plant


def _annotated(kind: str) -> PdfPlanter:
    def plant(rng: random.Random, pdf: Any) -> bool:
        note = {"/Subtype": pikepdf.Name(kind), "/Rect": [0, 0, 400, 400], "/Contents": "假"}
        page = _page(rng, pdf).obj
        page["/Annots"] = pikepdf.Array([*page.get("/Annots", []), pikepdf.Dictionary(note)])
        return True

    return plant


def _tagged(key: str) -> PdfPlanter:
    def plant(_: random.Random, pdf: Any) -> bool:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/P":
                thing[key] = pikepdf.String("假")
                return True
        return False

    return plant


def font_swapped(rng: random.Random, pdf: Any) -> bool:
    """Put the file of one font into the place of another."""
    holders = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
    for key in ("/FontFile3", "/FontFile2"):
        found = [thing for thing in holders if key in thing]
        if len(found) > 1:
            one, other = rng.sample(found, 2)
            one[key] = other[key]
            return True
    return False


def _marked(before: bytes, after: bytes) -> PdfPlanter:
    """Return the planter that does something inside a word whose text is on record."""

    def plant(_: random.Random, pdf: Any) -> bool:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            at = content.find(b"/ActualText")
            start = content.find(b"BT", at)
            end = content.find(b"ET", start) + 2
            if at >= 0 and start >= 0:
                shown = before + content[start:end] + after
                page.Contents = pdf.make_stream(content[:start] + shown + content[end:])
                return True
        return False

    return plant


_ACTION = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
PDF: dict[str, PdfPlanter] = {
    "page shrunk": _on_page(b"0.0001 0 0 0.0001 0 0 cm"),
    "page mirrored": _on_page(b"-1 0 0 1 400 0 cm"),
    "page painted over": _on_page(b"q", b"Q q 1 1 1 rg 0 0 2000 2000 re f Q"),
    "page cut away": _on_page(b"0 0 0 0 re W n"),
    "page cropped": _with_key("/CropBox", pikepdf.Array([0, 0, 50, 50])),
    "page smaller": _with_key("/MediaBox", pikepdf.Array([0, 0, 50, 50])),
    "page turned": _with_key("/Rotate", 180),
    "remark on a page": _annotated("/FreeText"),
    "square on a page": _annotated("/Square"),
    "program": _in_root("/OpenAction", _ACTION),
    "form": _in_root("/AcroForm", pikepdf.Dictionary(Fields=[])),
    "untagged": _in_root("/MarkInfo", pikepdf.Dictionary(Marked=False)),
    "tag says otherwise": _tagged("/ActualText"),
    "tag described": _tagged("/Alt"),
    "tag of another language": _tagged("/Lang"),
    "font swapped": font_swapped,
    "word on record unseen": _marked(b"3 Tr ", b" 0 Tr"),
    "word on record an artifact": _marked(b"/Artifact BMC ", b" EMC"),
}
