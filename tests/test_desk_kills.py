"""No act that the desk acknowledged is ever lost, whenever its power fails."""

import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Thread

from tests.random_acts import RandomEditor, shelve
from tests.running_desk import SEED, RunningDesk, running

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


def test_a_killed_desk_leaves_no_process_behind(tmp_path: Path) -> None:
    shelve(tmp_path, "綦江", SEED)
    with running(tmp_path) as desk:
        book = desk.book("綦江")
        assert desk.get(f"{book.path}/further?version={book.version}").status == 200
        before = desk.process.pid
        workers = [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/stat")
            if parent_of(path) == before
        ]
        assert workers
        desk.kill()
        ended = time.monotonic() + 20
        while any(Path(f"/proc/{worker}").exists() for worker in workers):
            assert time.monotonic() < ended
            time.sleep(0.2)
        desk.start()


def test_a_desk_that_is_ended_waits_for_no_work(tmp_path: Path) -> None:
    place = tmp_path / "seeds" / "长卷"
    place.mkdir(parents=True)
    long = SEED.read_text("utf-8") * 12
    (place / "长卷.txt").write_text(long, encoding="utf-8")
    with running(tmp_path) as desk:
        book = desk.book("长卷")
        asked = Thread(target=asking, args=(desk, f"{book.path}/further?version={book.version}"))
        asked.start()
        time.sleep(1)
        began = time.monotonic()
        desk.process.terminate()
        desk.process.wait(15)
        assert time.monotonic() - began < 15
        asked.join()
        desk.start()


def asking(desk: RunningDesk, path: str) -> None:
    """Ask for what never comes."""
    with suppress(OSError, HTTPException):
        desk.get(path)


def parent_of(stat: Path) -> int:
    """Return the parent of a process; 0 for one that has ended meanwhile."""
    try:
        return int(stat.read_text("utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0
