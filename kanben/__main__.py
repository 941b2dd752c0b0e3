"""Run the command line as ``python -m kanben``."""

from kanben.cli.main import main

main()
