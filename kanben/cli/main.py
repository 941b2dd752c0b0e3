"""Run the command line: in the pressroom of a build if there is one, else here."""

import sys

from kanben.errand import hand_over


def main() -> None:
    """Run a verb and end with its exit code."""
    code = hand_over(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    from kanben.cli.verbs import run

    run()
