"""No act that the desk acknowledged is ever lost, whenever its power fails."""

from pathlib import Path

from tests.random_acts import RandomEditor, shelve
from tests.running_desk import SEED, running

ACTS = 40


def test_random_acts_survive_random_power_cuts(tmp_path: Path) -> None:
    shelve(tmp_path, "綦江", SEED)
    with running(tmp_path) as desk:
        editor = RandomEditor(desk, "綦江", 4)
        for number in range(ACTS):
            editor.act()
            if number % 20 == 19:
                editor.check()
        assert editor.done > ACTS / 3
        assert editor.kills
