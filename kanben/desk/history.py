"""Remember what was written to a text, to undo it and to do it again."""

from msgspec import Struct

from kanben.manuscript.plan import Plan

_MOST = 500
"""Steps that are remembered: a long day's work."""


class Step(Struct, frozen=True):
    """Hold what a text read at a place before and after, and the plans it was."""

    start: int
    before: str
    after: str
    plan_before: Plan
    plan_after: Plan

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


class History:
    """Hold the steps that can be undone, and those that can be done again."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is an undone step to do again."""
        return bool(self._undone)

    def last(self) -> Step | None:
        """Return the step that would be undone."""
        return self._done[-1] if self._done else None

    def next(self) -> Step | None:
        """Return the step that would be done again."""
        return self._undone[-1] if self._undone else None

    def add(self, step: Step) -> None:
        """Remember a new step; what was undone can no longer be done again."""
        self._done = [*self._done[-_MOST + 1 :], step]
        self._undone.clear()

    def back(self) -> None:
        """Remember that the last step was undone."""
        self._undone.append(self._done.pop())

    def forth(self) -> None:
        """Remember that the next step was done again."""
        self._done.append(self._undone.pop())

    def forget(self) -> None:
        """Forget everything: the text is no longer what the steps led to."""
        self._done.clear()
        self._undone.clear()
