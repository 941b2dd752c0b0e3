"""Remember what was written to a text, to undo it and to do it again."""

from enum import StrEnum

from msgspec import Struct

from kanben.manuscript.plan import Plan

MOST = 500
"""Steps that are remembered: a long day's work."""


class Step(Struct, frozen=True):
    """Hold what a text read at a place before and after, and the plans it was, where known."""

    start: int
    before: str
    after: str
    plan_before: Plan | None = None
    plan_after: Plan | None = None

    def undone(self, text: str) -> str:
        """Return the text without the step."""
        return text[: self.start] + self.before + text[self.start + len(self.after) :]

    def done(self, text: str) -> str:
        """Return the text with the step."""
        return text[: self.start] + self.after + text[self.start + len(self.before) :]


def step_between(old: str, new: str, plan_before: Plan, plan_after: Plan) -> Step:
    """Return the step from one text to another: what lies between their equal ends."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    rest = most - start
    same = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    end_old, end_new = len(old) - same, len(new) - same
    return Step(start, old[start:end_old], new[start:end_new], plan_before, plan_after)


class Deed(StrEnum):
    """Say what was done to a text: a new step, one undone, one done again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class History(Struct, frozen=True):
    """Hold the steps that can be undone, and those that can be done again, the nearest last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def with_step(self, step: Step) -> "History":
        """Return the history after a new step; what was undone can no longer be done again."""
        return History((*self.done[-MOST + 1 :], step))

    def back(self) -> "History":
        """Return the history after the last step was undone, as it is if there is none."""
        return History(self.done[:-1], (*self.undone, *self.done[-1:]))

    def forth(self) -> "History":
        """Return the history after the next step was done again, as it is if there is none."""
        return History((*self.done, *self.undone[-1:]), self.undone[:-1])


def after(history: History, deed: Deed, step: Step) -> History:
    """Return a history after one more deed; `step` is what a new one wrote."""
    if deed == Deed.DO:
        return history.with_step(step)
    return history.back() if deed == Deed.UNDO else history.forth()
