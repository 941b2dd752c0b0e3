"""List the pages of the room for search engines (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from lxml import etree

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NAMES: Any = {None: _SPACE}
_MOST = 50_000
"""Pages in one file, by the protocol."""


def sitemaps(hrefs: Sequence[str], address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files: name and content.

    Pages are named by their full addresses: without the site's there is no sitemap.
    """
    if not address:
        return
    count = -(-len(hrefs) // _MOST)
    names = ["sitemap.xml"] if count == 1 else [f"sitemap-{n}.xml" for n in range(1, count + 1)]
    for number, name in enumerate(names):
        yield name, _written("urlset", "url", hrefs[number * _MOST : (number + 1) * _MOST], address)
    if count > 1:
        yield "sitemap.xml", _written("sitemapindex", "sitemap", names, address)


def _written(root_name: str, row: str, hrefs: Sequence[str], address: str) -> bytes:
    root = etree.Element(f"{{{_SPACE}}}{root_name}", nsmap=_NAMES)
    for href in hrefs:
        place = etree.SubElement(root, f"{{{_SPACE}}}{row}")
        etree.SubElement(place, f"{{{_SPACE}}}loc").text = address + quote(href)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
