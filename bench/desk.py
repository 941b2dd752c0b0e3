"""Measure the desk: what an act costs, what opening a book costs, what power cuts lose.

    python -m bench.desk speed [--characters 300000] [--doubts 2000] [--acts 100]
    python -m bench.desk shown [--characters 300000] [--doubts 2000] [--acts 20]
    python -m bench.desk kills [--acts 500] [--seed 1]

`speed` opens a seed and a generated book, and turns line ends round at random: seconds of CPU
until the act is on the disk, and until its answer is ready. `shown` does so in a browser: seconds
by the clock from the click until its outcome is painted. `kills` lets an editor act at random
over HTTP while the server is killed with -9 at random moments.
"""

import argparse
import json
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bench.generated_book import write_book
from kanben.desk.asks import EndAsk
from kanben.desk.book import OpenBook
from kanben.desk.copy_file import OnDisk, write_copy
from kanben.desk.journal import Journal
from kanben.errors import KanbenError
from tests.random_acts import RandomEditor, shelve
from tests.running_desk import SEED, running

_CHROMIUM = "/usr/bin/chromium"
_BROWSER = Path(__file__).parent.parent / "tests" / "browser" / "desk_shown.mjs"
_MEASURE = 28
"""Characters of a printed line."""
_UNEVEN = 0.15
"""Share of lines that are a few characters shorter or longer than the measure."""


def print_book(characters: int, doubts: int, chance: random.Random) -> str:
    """Set a generated book in lines, with so many marks that nothing closes."""
    book = write_book(characters, lang="zh-Hans")
    paragraphs = [text for chapter in book.chapters for text in chapter]
    marked = set(chance.sample(range(len(paragraphs)), min(doubts, len(paragraphs))))
    lines: list[str] = []
    number = 0
    for chapter, texts in enumerate(book.chapters, 1):
        lines += ["", f"第{chapter}章", ""]
        for text in texts:
            text = f"{text[:5]}《{text[5:]}" if number in marked else text
            number += 1
            lines += _set(f"　　{text}", chance)
    return "\n".join(lines) + "\n"


def _set(text: str, chance: random.Random) -> list[str]:
    lines = []
    while text:
        width = _MEASURE if chance.random() > _UNEVEN else chance.randint(18, 30)
        lines.append(text[:width])
        text = text[width:]
    return lines


class Stopwatch:
    """Note the CPU time at which the YAML was on the disk."""

    def __init__(self) -> None:
        self.on_disk = 0.0

    def write(self, path: Path, known: OnDisk, text: str) -> OnDisk:
        """Write as the desk does, and look at the clock."""
        written = write_copy(path, known, text)
        self.on_disk = time.process_time()
        return written


def _journal(place: Path) -> Journal:
    return Journal(place.parent.parent / "build" / f"{place.name}.jsonl")


def measure(place: Path, acts: int, chance: random.Random) -> None:
    """Open a book, act on it, and print what both cost."""
    watch = Stopwatch()
    began = time.process_time()
    book = OpenBook(place, _journal(place), watch.write)
    state = book.state()
    opened = time.process_time() - began
    disk: list[float] = []
    answered: list[float] = []
    version = state.version
    lines = len(state.pull.printed[0])
    while len(answered) < acts:
        ask = EndAsk(0, chance.randrange(1, lines), chance.random() < 0.5)
        began = time.process_time()
        try:
            version = book.act(ask, version, "林编辑").version
        except KanbenError:
            continue
        disk.append(watch.on_disk - began)
        answered.append(time.process_time() - began)
    characters = sum(map(len, state.pull.printed[0]))
    print(f"{place.name}: {characters} characters, {len(state.doubts)} doubts of the text")
    print(f"  opening            {opened:7.3f} s of CPU")
    for name, found in (("an act on disk", disk), ("an act answered", answered)):
        slow = statistics.quantiles(found, n=100, method="inclusive")[-1]
        middle, most = statistics.median(found), max(found)
        print(f"  {name:18} {middle:7.3f} s, 99 of 100 {slow:.3f} s, at most {most:.3f} s")


def write_long(folder: Path, args: argparse.Namespace, chance: random.Random) -> Path:
    """Put the generated book on the shelf."""
    long = folder / "seeds" / "long"
    long.mkdir(parents=True)
    text = print_book(args.characters, args.doubts, chance)
    (long / "书.txt").write_text(text, encoding="utf-8")
    return long


def speed(args: argparse.Namespace, folder: Path) -> None:
    """Measure a seed and a long book; the first one warms up what every book needs."""
    chance = random.Random(args.seed)
    shelve(folder, "warm", SEED)
    warm = folder / "seeds" / "warm"
    OpenBook(warm, _journal(warm)).state()
    shelve(folder, "seed", SEED)
    measure(folder / "seeds" / "seed", args.acts, chance)
    measure(write_long(folder, args, chance), args.acts, chance)


def shown(args: argparse.Namespace, folder: Path) -> None:
    """Measure in a browser what an editor waits for, on a seed and on a long book."""
    shelve(folder, "seed", SEED)
    write_long(folder, args, random.Random(args.seed))
    with running(folder) as desk:
        for name in ("seed", "long"):
            address = f"{urlsplit(desk.address).path}?{urlsplit(desk.address).query}"
            command = ["node", str(_BROWSER), _CHROMIUM, f"http://{desk.netloc}{address}", name]
            ran = subprocess.run([*command, str(args.acts)], capture_output=True, check=True)
            told = json.loads(ran.stdout)
            print(f"{name}: opened {told['opened'] / 1000:.3f} s by the clock")
            whole, answers = zip(*told["shown"], strict=True)
            own = [all_ - answer for all_, answer in told["shown"]]
            for what, found in (("shown", whole), ("answered", answers), ("drawn", own)):
                middle, most = statistics.median(found) / 1000, max(found) / 1000
                print(f"  {what:10} {middle:7.3f} s, at most {most:.3f} s")


def kills(args: argparse.Namespace, folder: Path) -> None:
    """Act at random under power cuts; raises AssertionError for an act that is lost."""
    shelve(folder, "綦江", SEED)
    with running(folder) as desk:
        editor = RandomEditor(desk, "綦江", args.seed)
        for number in range(1, args.acts + 1):
            editor.act()
            if number % 50 == 0:
                editor.check()
                print(f"{number} acts: {editor.done} done, {editor.refused} refused", flush=True)
        editor.check()
    print(f"{editor.kills} kills; no acknowledged act lost, YAML valid, ledger balanced")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["speed", "shown", "kills"])
    parser.add_argument("--characters", type=int, default=300_000)
    parser.add_argument("--doubts", type=int, default=2_000)
    parser.add_argument("--acts", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.acts = args.acts or {"speed": 100, "shown": 20, "kills": 500}[args.what]
    run: Callable[[argparse.Namespace, Path], None] = {
        "speed": speed,
        "shown": shown,
        "kills": kills,
    }[args.what]
    with tempfile.TemporaryDirectory() as folder:
        run(args, Path(folder))


if __name__ == "__main__":
    main()
