"""``kanben doctor``: tell what is missing on this machine, and the remedy."""

import sys
from collections.abc import Iterator

import click

from kanben.messages import say


@click.command(help=say("cli.doctor.help"), epilog=say("cli.doctor.epilog"))
@click.option(
    "--tests",
    "purposes",
    flag_value="publish test",
    default="publish",
    help=say("cli.doctor.tests"),
)
def command(purposes: str) -> None:
    """Look at everything that is needed, and say of each thing whether it is there."""
    missing = 0
    for what, remedy in _findings(frozenset(purposes.split())):
        missing += bool(remedy)
        key = "cli.doctor.missing" if remedy else "cli.doctor.found"
        click.echo(say(key, what=what, remedy=remedy))
    if missing:
        click.echo(say("cli.doctor.ill", count=missing), err=True)
        sys.exit(69)
    click.echo(say("cli.doctor.well"))


def _findings(purposes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield each thing that is needed, and its remedy; an empty one if it is there."""
    from kanben.workflow.needs import is_met, needs

    yield _python()
    yield from _packages()
    for need in needs():
        if need.purpose in purposes:
            yield need.what, "" if is_met(need) else f"apt-get install {need.package}"


def _python() -> tuple[str, str]:
    version = ".".join(map(str, sys.version_info[:3]))
    known = (3, 11) <= sys.version_info[:2] <= (3, 13)
    what = say("cli.doctor.python", version=version)
    return what, "" if known else say("cli.doctor.another_python")


def _packages() -> Iterator[tuple[str, str]]:
    """Yield every package of other people that some module of Kanben imports."""
    from kanben.workflow.engines import package_version
    from kanben.workflow.footing import all_packages

    for package in sorted(all_packages()):
        what = say("cli.doctor.package", name=f"{package} {package_version(package)}".strip())
        yield what, "" if package_version(package) else say("cli.doctor.pip")
