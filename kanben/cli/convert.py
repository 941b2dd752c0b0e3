"""Convert lines of text from one script variant to another."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from kanben.errors import SourceError
from kanben.messages import say


@click.command(help=say("cli.convert.help"), epilog=say("cli.convert.epilog"))
@click.option("--to", "target", required=True, metavar="VARIANT", help=say("cli.convert.to"))
@click.option("--from", "source", metavar="VARIANT", help=say("cli.convert.from"))
@click.option("--style", default="", metavar="NAME", help=say("cli.convert.style"))
@click.option("--vocabulary", is_flag=True, help=say("cli.convert.vocabulary"))
@click.option("--report", is_flag=True, help=say("cli.convert.report"))
def command(target: str, source: str | None, style: str, *, vocabulary: bool, report: bool) -> None:
    """Read lines, write their conversion, or what was doubtful in it."""
    from kanben.manuscript.variants import target_variant
    from kanben.variants.house import House
    from kanben.variants.lines import convert_lines, report_lines

    base = target_variant(target).language
    house = House({base: style} if style else {}, vocabulary=(base,) if vocabulary else ())
    show = report_lines if report else convert_lines
    for line in show(_lines(sys.stdin.buffer), target, source, house):
        sys.stdout.write(line)


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a UTF-8 stream, line ends kept."""
    for number, line in enumerate(stream, 1):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise SourceError("variants.encoding", file="-", line=number) from error
