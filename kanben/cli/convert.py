"""Convert lines of text from one script variant to another."""

import sys

import click

from kanben.messages import say


@click.command(help=say("cli.convert.help"), epilog=say("cli.convert.epilog"))
@click.option("--to", "target", required=True, metavar="VARIANT", help=say("cli.convert.to"))
@click.option("--from", "source", metavar="VARIANT", help=say("cli.convert.from"))
@click.option("--style", default="", metavar="NAME", help=say("cli.convert.style"))
@click.option("--vocabulary", is_flag=True, help=say("cli.convert.vocabulary"))
@click.option("--report", is_flag=True, help=say("cli.convert.report"))
def command(target: str, source: str | None, style: str, *, vocabulary: bool, report: bool) -> None:
    """Read lines, write their conversion, or what was doubtful in it."""
    from kanben.variants.house import House, base_of
    from kanben.variants.lines import convert_lines, report_lines

    base = base_of(target)
    house = House({base: style} if style else {}, vocabulary=(base,) if vocabulary else ())
    sys.stdin.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    yielded = (report_lines if report else convert_lines)(sys.stdin, target, source, house)
    for line in yielded:
        sys.stdout.write(line)
