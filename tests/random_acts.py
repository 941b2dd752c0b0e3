"""Let an editor act at random at the desk while its power fails at random."""

import random
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import yaml

from kanben.desk.yaml_text import YamlText
from kanben.manuscript.plan import Plan
from kanben.manuscript.publication import load_publication
from kanben.manuscript.yaml import read_yaml
from kanben.press import make_copy
from tests.running_desk import DeskBook, Reply, RunningDesk, text_of

KINDS = ("paragraph", "heading", "headline", "caption", "byline", "verse", "list", "furniture")


class RandomEditor:
    """An editor who does whatever comes to mind, and remembers what was acknowledged."""

    def __init__(self, desk: RunningDesk, name: str, seed: int) -> None:
        self.desk = desk
        self.name = name
        self.chance = random.Random(seed)
        self.yaml = desk.folder / "seeds" / name / "publication.yaml"
        self.book = DeskBook(desk, name)
        self.acknowledged = self._text()
        self.done, self.refused, self.kills, self.unsure = 0, 0, 0, 0

    def _text(self) -> str:
        return self.yaml.read_text("utf-8") if self.yaml.exists() else ""

    def act(self) -> None:
        """Do one act; the power may fail while it is being done."""
        if self.chance.random() < 0.08:
            self._with_power_cut()
            return
        reply = self._ask()
        assert reply.status in (200, 422), reply.body
        if reply.status == 422:
            self.refused += 1
            assert self._text() == self.acknowledged
            return
        self.done += 1
        self.acknowledged = self._text()
        self._look()

    def _with_power_cut(self) -> None:
        before = self.acknowledged
        outcome: list[Reply] = []

        def ask() -> None:
            with suppress(OSError, HTTPException):
                outcome.append(self._ask())

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(self.chance.uniform(0, 0.12))
        self.desk.kill()
        asking.join()
        self.kills += 1
        found = self._text()
        if outcome and outcome[0].status == 200:
            assert found != before, "an acknowledged act is lost"
        self.unsure += found != before and not outcome
        read_yaml(self.yaml, Plan, found)
        self.acknowledged = found
        self.desk.start()
        assert not list(self.yaml.parent.glob(".kanben-*")), "a draft was left behind"
        self.book = DeskBook(self.desk, self.name)

    def _look(self) -> None:
        """Open the book again from time to time: it must be what the acts made of it."""
        if self.chance.random() < 0.3:
            self.book.open()

    def _ask(self) -> Reply:
        rows = [row for row in self.book.view["rows"] if row[5] and row[4]]
        row = self.chance.choice(rows)
        line = self.chance.choice(row[4])
        source, number, start, text = line[:4]
        choice = self.chance.random()
        if choice < 0.25:
            join = self.chance.random() < 0.5
            return self.book.act(act="end", source=source, line=number, join=join)
        if choice < 0.35:
            kind = self.chance.choice(KINDS)
            return self.book.act(act="kind", key=row[0], kind=kind)
        if choice < 0.4:
            return self.book.act(act="move", key=row[0], before=self.chance.choice(rows)[0])
        if choice < 0.5:
            return self.book.step(self.chance.choice(("undo", "redo")))
        if choice < 0.58 and self.book.view["acts"]:
            return self.book.act(act="back", number=self.chance.randrange(self.book.view["acts"]))
        if choice < 0.68 and self.book.view["doubts"]:
            doubt = self.chance.choice(self.book.view["doubts"])
            return self.book.act(act="settle", doubts=[doubt["id"]], offer=0)
        if choice < 0.75:
            verb = self.chance.choice(("add", "remove", "rename"))
            return self.book.act(act="index", do=verb, heading=text[:3] or "茶", to="茶: 社")
        at = start + self.chance.randrange(max(1, len(text)))
        do = self.chance.choice(
            ("correct", "drop", "query", "keep", "note", "insert", "break", "correct")
        )
        end = at + self.chance.randint(1, 3)
        return self.book.act(
            act="words",
            do=do,
            source=source,
            line=number,
            start=at,
            end=end,
            to="“茶”: #、",
            why="-",
        )

    def check(self) -> None:
        """Hold the file against the whole pipeline, whose ledger balances or raises."""
        text = self._text()
        plan = read_yaml(self.yaml, Plan, text)
        assert yaml.safe_load(text) is None or plan == read_yaml(self.yaml, Plan)
        assert YamlText(text).root is not None or not plan.emendations
        made = make_copy(load_publication(self.yaml.parent)).manuscript
        shown = [text_of(row) for row in self.book.open()["rows"] if row[5] and text_of(row)]
        assert "".join(shown) == "".join(block.text for block in made.blocks)


def shelve(folder: Path, name: str, source: Path) -> None:
    """Put a text on a new shelf."""
    place = folder / "seeds" / name
    place.mkdir(parents=True)
    (place / source.name).write_bytes(source.read_bytes())
