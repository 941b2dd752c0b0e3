"""Write what the editor decided into the text of publication.yaml, stroke by stroke."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec
import yaml
from msgspec import Struct, structs

from kanben.desk.yaml_text import YamlText, plain_key
from kanben.manuscript.plan import DecisionPlan, EmendationPlan, IndexPlan, Plan

T = TypeVar("T")

EMENDATIONS = ("emendations",)
DECIDED = ("decided",)


class StrokeKind(StrEnum):
    """Say what a stroke does to the YAML."""

    APPEND = "append"
    TAKE_OUT = "take-out"
    PUT = "put"
    REMOVE = "remove"


class PenStroke(Struct, frozen=True):
    """Change one value of the YAML at `path`; `value` and `key` are written as YAML."""

    kind: StrokeKind
    path: tuple[str, ...]
    value: str = ""
    key: str = ""
    number: int = -1

    def on(self, text: YamlText) -> YamlText:
        """Return the text with the stroke done."""
        match self.kind:
            case StrokeKind.APPEND:
                return text.append(self.path, self.value)
            case StrokeKind.TAKE_OUT:
                return text.take_out(self.path, self.number)
            case StrokeKind.PUT:
                return text.put(self.path, self.key, self.value)
            case StrokeKind.REMOVE:
                return text.remove(self.path, self.key)


def append(path: tuple[str, ...], value: str) -> PenStroke:
    """Make the stroke that puts an item at the end of a list."""
    return PenStroke(StrokeKind.APPEND, path, value)


def take_out(path: tuple[str, ...], number: int) -> PenStroke:
    """Make the stroke that takes an item out of a list."""
    return PenStroke(StrokeKind.TAKE_OUT, path, number=number)


def put(path: tuple[str, ...], key: str, value: str) -> PenStroke:
    """Make the stroke that sets a key of a map."""
    return PenStroke(StrokeKind.PUT, path, value, key)


def remove(path: tuple[str, ...], key: str) -> PenStroke:
    """Make the stroke that removes a key of a map."""
    return PenStroke(StrokeKind.REMOVE, path, key=key)


def written(text: YamlText, strokes: Sequence[PenStroke]) -> YamlText:
    """Return the text after all strokes; items are taken out from the last to the first."""
    outs = [stroke for stroke in strokes if stroke.kind == StrokeKind.TAKE_OUT]
    rest = [stroke for stroke in strokes if stroke.kind != StrokeKind.TAKE_OUT]
    for stroke in sorted(outs, key=lambda stroke: -stroke.number):
        text = stroke.on(text)
    for stroke in rest:
        text = stroke.on(text)
    return text


def plan_after(plan: Plan, strokes: Sequence[PenStroke], text: YamlText) -> Plan | None:
    """Return the plan that a text holds after strokes; None where the whole must be read anew.

    A list of thousands of emendations is not read again for one that is new.
    """
    touched = {stroke.path[0] if stroke.path else plain_key(stroke.key) for stroke in strokes}
    if not touched <= {"emendations", "decided", "glossary", "index"}:
        return None
    changed: dict[str, object] = {
        "emendations": _list_after(plan.emendations, strokes, EMENDATIONS, EmendationPlan),
        "decided": _list_after(plan.decided, strokes, DECIDED, DecisionPlan),
    }
    if "glossary" in touched:
        value = plain_value(text.node(("glossary",))) or {}
        changed["glossary"] = msgspec.convert(value, dict[str, dict[str, str]])
    if "index" in touched:
        value = plain_value(text.node(("index",))) or {}
        changed["index"] = msgspec.convert(value, IndexPlan, strict=False)
    return structs.replace(plan, **changed)


def _list_after(
    items: tuple[T, ...], strokes: Sequence[PenStroke], path: tuple[str, ...], kind: type[T]
) -> tuple[T, ...]:
    gone = {
        stroke.number
        for stroke in strokes
        if stroke.path == path and stroke.kind == StrokeKind.TAKE_OUT
    }
    left = [item for number, item in enumerate(items) if number not in gone]
    for stroke in strokes:
        if stroke.path == path and stroke.kind == StrokeKind.APPEND:
            value = plain_value(YamlText(stroke.value).root)
            left.append(msgspec.convert(value, kind, strict=False))
    return tuple(left)


def plain_value(node: yaml.Node | None) -> object:
    """Return the texts, lists and maps that a node stands for; nothing stays nothing."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain_value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(item) for item in node.value]
    if node is None or node.tag == "tag:yaml.org,2002:null":
        return None
    return str(node.value)
