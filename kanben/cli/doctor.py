"""``kanben doctor``: tell what is missing on this machine, and the remedy."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires

import click

from kanben.messages import say

_OPTION = re.compile(r"([\w-]+)\b.*extra == ['\"]([\w-]+)['\"]")
"""How a distribution states a package that an option needs: ``uvicorn>=0.35; extra == 'desk'``."""


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

    options = _options()
    for package in sorted(all_packages()):
        version = package_version(package)
        what = say("cli.doctor.package", name=f"{package} {version}".strip())
        if not version and package in options:
            yield say("cli.doctor.option", what=what, option=options[package]), ""
        else:
            yield what, "" if version else say("cli.doctor.pip")


def _options() -> dict[str, str]:
    """Return the packages that only an option needs, with the option's name."""
    try:
        wanted = requires("kanben") or []
    except PackageNotFoundError:
        return {}
    found = (_OPTION.match(line) for line in wanted)
    return {match[1]: match[2] for match in found if match}
