"""Describe a publication in a form: its title, its makers, its print, its parts."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from kanben.desk.pen import PenStroke, put, remove
from kanben.manuscript.metadata import Person, Provenance
from kanben.manuscript.plan import FormatName, PartPlan, Plan, VariantTag
from kanben.showing.suggestions import scalar

Line = Annotated[str, Meta(max_length=4_000)]


class Description(Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what the form says of a publication; what is empty is not written."""

    title: Line = ""
    subtitle: Line = ""
    creators: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    date: Line = ""
    publisher: Line = ""
    source: Provenance = Provenance()
    rights: Line = ""
    description: Line = ""
    subjects: tuple[Line, ...] = ()
    isbn: Line = ""
    cip: Line = ""
    clc: Line = ""
    identifier: Line = ""
    parts: tuple[PartPlan, ...] = ()
    variants: tuple[VariantTag, ...] = ()
    formats: tuple[FormatName, ...] = ()
    design: Line = ""


def described(plan: Plan) -> Description:
    """Return what a plan says, for the form."""
    names = Description.__struct_fields__
    return Description(**{name: getattr(plan, name) for name in names})


def strokes_of(before: Plan, said: Description) -> list[PenStroke]:
    """Return the strokes that write what the form changed, and nothing else."""
    known = described(before)
    strokes: list[PenStroke] = []
    for name in Description.__struct_fields__:
        old, new = getattr(known, name), getattr(said, name)
        if old == new:
            continue
        value = _bare(msgspec.to_builtins(new))
        strokes.append(put((), name, flow(value)) if value else remove((), name))
    return strokes


def flow(value: object) -> str:
    """Write texts, lists and maps as YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(str(value))


def _bare(value: object) -> object:
    """Return a value without the keys and items that say nothing."""
    if isinstance(value, Mapping):
        pairs = ((key, _bare(each)) for key, each in value.items())
        return {key: each for key, each in pairs if each}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [bare for each in value if (bare := _bare(each))]
    return value
