"""Convert a stream of lines, each a text of its own."""

from collections.abc import Iterable, Iterator

from kanben.errors import ConfigError
from kanben.manuscript.plan import VARIANTS
from kanben.variants.house import House, base_of, check_house
from kanben.variants.passage import Converter
from kanben.variants.report import group_doubts, report_rows

_OTHER_SCRIPT = {"Hans": "Hant", "Hant": "Hans"}


def line_converter(target: str, source: str | None, house: House) -> Converter:
    """Make the converter to the variant `target` from `source`.

    Without a source the texts are in the other script. Raises ConfigError for a variant or a
    style that does not exist.
    """
    for variant in (target, source):
        if variant is not None and base_of(variant) not in VARIANTS:
            raise ConfigError("variants.unknown", variant=variant, known=", ".join(VARIANTS))
    script = _OTHER_SCRIPT[target.split("-")[1]] if source is None else source.split("-")[1]
    return Converter(script, target, check_house(house))


def convert_lines(
    lines: Iterable[str], target: str, source: str | None, house: House
) -> Iterator[str]:
    """Yield every line converted, with the line end it came with."""
    converter = line_converter(target, source, house)
    for line in lines:
        text = line.rstrip("\r\n")
        yield converter.passage(text).text + line[len(text) :]


def report_lines(
    lines: Iterable[str], target: str, source: str | None, house: House
) -> Iterator[str]:
    """Yield the report on the doubtful choices of all lines: columns parted by tabs."""
    converter = line_converter(target, source, house)
    texts = (line.rstrip("\r\n") for line in lines)
    for row in report_rows(group_doubts((text, converter.passage(text)) for text in texts)):
        yield "\t".join(row) + "\n"
