"""Convert a stream of lines, each a text of its own."""

from collections.abc import Iterable, Iterator

from kanben.manuscript.variants import target_variant
from kanben.variants.house import House, check_house
from kanben.variants.passage import Converter
from kanben.variants.report import group_doubts, report_rows


def line_converter(target: str, source: str | None, house: House) -> Converter:
    """Make the converter to the variant `target` from `source`.

    Without a source the texts are in the other script. Raises ConfigError for a variant or a
    style that does not exist.
    """
    script = target_variant(source).script if source else _other_script(target)
    return Converter(script, target, check_house(house, target))


def _other_script(target: str) -> str:
    return "Hans" if target_variant(target).script == "Hant" else "Hant"


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
