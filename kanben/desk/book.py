"""Work on one publication: each act is on disk before it is shown."""

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import RLock

from msgspec import Struct, structs

from kanben.desk.asks import Ask, SettleAsk
from kanben.desk.copy_file import OnDisk, read_copy, version_of, write_copy
from kanben.desk.galley import Galley, Pull
from kanben.desk.history import Deed, History, Step, after, step_between
from kanben.desk.journal import Journal, JournalEntry
from kanben.desk.pen import PenStroke, plan_after, written
from kanben.desk.scribe import Scribe, Signature
from kanben.desk.sheet import RowsChanged, SheetRow, changed_rows, rows_of_pull
from kanben.desk.yaml_text import YamlText
from kanben.errors import ConfigError, KanbenError
from kanben.manuscript.plan import Plan
from kanben.manuscript.publication import Publication, load_publication, name_of, yaml_of
from kanben.manuscript.yaml import read_yaml
from kanben.memory import Memory, recalled_of
from kanben.messages import Tongue, tongue
from kanben.showing.doubts import Doubt, gather

PutDown = Callable[[Path, OnDisk, str], OnDisk]
"""What puts a new text of the YAML on the disk."""
_QUOTED = re.compile("“.*”", re.DOTALL)
"""The words around a suspicious character, as its reason quotes them."""
_NAME = 12
"""Digits of a doubt's id: ten thousand doubts share none."""


class ListedDoubt(Struct, frozen=True):
    """List a doubt under an id; `like` is equal for doubts that can be settled together."""

    id: str
    like: str
    doubt: Doubt


class State(Struct, frozen=True):
    """Hold all that the page shows of a book at one version of its YAML."""

    version: str
    rows: tuple[SheetRow, ...]
    doubts: dict[str, ListedDoubt]
    pull: Pull
    tongue: Tongue


class Answer(Struct, frozen=True):
    """Tell the page what an act changed."""

    version: str
    rows: tuple[RowsChanged, ...]
    gone: tuple[str, ...]
    come: tuple[ListedDoubt, ...]
    undo: bool
    redo: bool
    acts: int


class OpenBook:
    """Hold a publication that lies on the desk."""

    def __init__(self, place: Path, journal: Journal, write: PutDown = write_copy) -> None:
        self.place = place
        self._journal = journal
        self._write = write
        self.name = name_of(place)
        self.lock = RLock()
        self.history = History()
        self._galley = Galley()
        self._memories: dict[Tongue, Memory] = {}
        self._yaml = yaml_of(place)
        self._copy = OnDisk("", "")
        self._text = YamlText("")
        self._state: State | None = None
        self._further: tuple[ListedDoubt, ...] = ()
        self._returned: tuple[ListedDoubt, ...] = ()

    def state(self) -> State:
        """Return what there is to see; the book is read again if its YAML was changed."""
        with self.lock:
            found = read_copy(self._yaml)
            if self._state is None or found.version != self._copy.version:
                self._open(found)
            assert self._state is not None
            if self._state.tongue != tongue():
                self._further = ()  # told in the other tongue; whoever reads on asks for them
                self._state = self._laid_out(self._state.pull, self._state.version)
            return self._state

    def act(self, ask: Ask, version: str, by: str) -> Answer:
        """Do what an editor asks for, write it, and tell what it changed.

        Raises ConfigError if the YAML is not at that version, EmendationError for an act that
        does not fit the print, ConservationError for one that would lose a character; nothing
        is written then.
        """
        with self.lock:
            state = self._at(version)
            signature = Signature(by.strip(), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
            listed = {name: found.doubt for name, found in state.doubts.items()}
            strokes = Scribe(state.pull, listed, signature).strokes(ask)
            return self.write(strokes, version, ask.doubts if isinstance(ask, SettleAsk) else ())

    def write(
        self, strokes: Sequence[PenStroke], version: str, settled: Sequence[str] = ()
    ) -> Answer:
        """Write strokes into the YAML; raises as `act` does.

        `settled` are ids of doubts that nobody needs to see again before the next slow reading.
        """
        with self.lock:
            state = self._at(version)
            text = written(self._text, strokes)
            before = state.pull.publication.plan
            plan = plan_after(before, strokes, text)
            if plan is None:
                plan = self._read_plan(text.text)
            step = step_between(self._text.text, text.text, before, plan)
            known = self._further, self._returned
            self._further, self._returned = (
                tuple(each for each in listed if each.id not in settled) for listed in known
            )
            try:
                return self._carry_out(text, plan, Deed.DO, step)
            except KanbenError:
                self._further, self._returned = known
                raise

    def undo(self, version: str) -> Answer:
        """Undo the last act; raises ConfigError if there is none."""
        with self.lock:
            self._at(version)
            step = self._required(self.history.done)
            text = YamlText(step.undone(self._text.text))
            plan = step.plan_before or self._read_plan(text.text)
            return self._carry_out(text, plan, Deed.UNDO, step)

    def redo(self, version: str) -> Answer:
        """Do again what was undone; raises ConfigError if there is nothing."""
        with self.lock:
            self._at(version)
            step = self._required(self.history.undone)
            text = YamlText(step.done(self._text.text))
            plan = step.plan_after or self._read_plan(text.text)
            return self._carry_out(text, plan, Deed.REDO, step)

    def add_doubts(self, doubts: Sequence[Doubt], version: str) -> Answer | None:
        """Take up what a slower reading doubts (conversion, index); None if it came too late."""
        with self.lock:
            state = self.state()
            if state.version != version:
                return None
            self._further = tuple(map(_listed, doubts))
            return self._shown(self._laid_out(state.pull, state.version), state)

    def add_returned(self, doubts: Sequence[Doubt]) -> Answer:
        """Take up what a changed document proposes, in place of what the last one did."""
        with self.lock:
            state = self.state()
            self._returned = tuple(map(_listed, doubts))
            return self._shown(self._laid_out(state.pull, state.version), state)

    def plan_on_disk(self) -> Plan:
        """Return the plan as the YAML has it, without the parts that follow from the folder."""
        with self.lock:
            self.state()
            return self._read_plan(self._text.text)

    def _at(self, version: str) -> State:
        state = self.state()
        if state.version != version:
            raise ConfigError("desk.changed", file=self._yaml)
        return state

    def _required(self, steps: Sequence[Step]) -> Step:
        if not steps:
            raise ConfigError("desk.no_step")
        return steps[-1]

    def _open(self, found: OnDisk) -> None:
        publication = load_publication(self.place)
        with _undisturbed():
            pull = self._galley.pull(publication)
            self._copy, self._text = found, YamlText(found.text)
            self._memories = {}
            self.history = self._journal.history_at(found.version)
            self._journal.begin(self.history, found.version)
            self._further = ()
            self._state = self._laid_out(pull, found.version)
            gc.freeze()

    def _read_plan(self, text: str) -> Plan:
        return read_yaml(self._yaml, Plan, text)

    def _carry_out(self, text: YamlText, plan: Plan, deed: Deed, step: Step) -> Answer:
        """Pull a proof of the new plan; write the text if that went well; say what changed."""
        old = self._state
        assert old is not None
        with _undisturbed():
            pull = self._galley.pull(self._publication(plan))
            new = version_of(self._copy.with_text(text.text))
            entry = JournalEntry(deed, self._copy.version, new, step.start, step.before, step.after)
            self._journal.enter(entry)
            self._copy = self._write(self._yaml, self._copy, text.text)
            self._text = text
            self.history = after(self.history, deed, step)
            state = self._laid_out(pull, self._copy.version)
            return self._shown(state, old)

    def _publication(self, plan: Plan) -> Publication:
        state = self._state
        assert state is not None
        known = state.pull.publication
        if not plan.parts:
            plan = structs.replace(plan, parts=known.plan.parts)
        return structs.replace(known, plan=plan, yaml=self._yaml)

    def _laid_out(self, pull: Pull, version: str) -> State:
        memory = self._memories.setdefault(tongue(), Memory())
        with memory.at_hand():
            doubts = _by_id([*_doubts_of(pull), *self._further, *self._returned])
            rows = rows_of_pull(pull)
        return State(version, rows, doubts, pull, tongue())

    def _shown(self, state: State, old: State) -> Answer:
        self._state = state
        known, doubts = old.doubts, state.doubts
        return Answer(
            version=state.version,
            rows=changed_rows(old.rows, state.rows),
            gone=tuple(name for name in known if name not in doubts),
            come=tuple(found for name, found in doubts.items() if known.get(name) != found),
            undo=bool(self.history.done),
            redo=bool(self.history.undone),
            acts=len(state.pull.publication.plan.emendations),
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off the collection of garbage, which would look through a whole book at each act."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _by_id(listed: Sequence[ListedDoubt]) -> dict[str, ListedDoubt]:
    return {found.id: found for found in listed}


def _doubts_of(pull: Pull) -> list[ListedDoubt]:
    return [
        recalled_of(_listed, (doubt,), partial(_listed, doubt))
        for doubt in gather(pull.manuscript, pull.printed)
    ]


def _listed(doubt: Doubt) -> ListedDoubt:
    place = (doubt.kind, str(doubt.source), str(doubt.line), str(doubt.column), doubt.anchor)
    words = "" if doubt.kind == "break" else f"{doubt.before}|{doubt.text}|{doubt.after}"
    told = "" if doubt.kind in ("move", "index", "returned") else doubt.text
    reasons = doubt.reasons
    if doubt.kind == "suspicion":
        reasons = tuple(_QUOTED.sub("", reason) for reason in reasons)
    like = " ".join((doubt.kind, told, *reasons))
    return ListedDoubt(_digest("\x00".join((*place, words))), _digest(like), doubt)


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:_NAME]
