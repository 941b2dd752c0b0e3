"""Read YAML so that every complaint can name file, line and key."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from kanben.errors import PublicationError

T = TypeVar("T")

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"unknown field `(.+?)`")


class _Loader(yaml.SafeLoader):
    """Build plain values; a date or a number stays the text it was (``date: 2021``).

    msgspec makes numbers of texts where a plan wants numbers.
    """


_TEXTS = frozenset(f"tag:yaml.org,2002:{tag}" for tag in ("timestamp", "int", "float"))
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _TEXTS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _load(text: str, file: Path) -> tuple[object, yaml.Node | None]:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        _refuse_doubled_keys(node, file)
        return (None if node is None else loader.construct_document(node)), node
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PublicationError(
            "yaml.syntax",
            file=file,
            line=None if mark is None else mark.line + 1,
            problem=getattr(error, "problem", None) or str(error).splitlines()[0],
        ) from error
    finally:
        loader.dispose()


def _nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if node is None:
        return
    yield node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield from _nodes(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _nodes(value)


def _refuse_doubled_keys(node: yaml.Node | None, file: Path) -> None:
    for mapping in _nodes(node):
        if not isinstance(mapping, yaml.MappingNode):
            continue
        seen: set[str] = set()
        for key, _ in mapping.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise PublicationError("yaml.doubled_key", file=file, line=line, name=key.value)
            seen.add(str(key.value))


def _line_of(node: yaml.Node | None, steps: list[str]) -> int | None:
    """Return the line where the path of keys and indices leads, as far as it leads."""
    if node is None:
        return None
    line: int = node.start_mark.line + 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if str(key.value) == step]
            if not found:
                return line
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def read_yaml(file: Path, kind: type[T], text: str | None = None) -> T:
    """Read a YAML file into `kind`, a msgspec struct.

    Raises PublicationError with file, line and key for bad syntax, a doubled or unknown key, a
    wrong type.
    """
    if text is None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise PublicationError("yaml.encoding", file=file, line=line) from error
    value, node = _load(text, file)
    try:
        return msgspec.convert({} if value is None else value, kind, strict=False)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `")
        steps = [name or index for name, index in _STEP.findall(path.rstrip("`"))]
        unknown = _UNKNOWN.search(problem)
        if unknown:
            steps.append(unknown[1])
        key = ".".join(steps) or str(file)
        raise PublicationError(
            "yaml.unknown_key" if unknown else "yaml.wrong_value",
            file=file,
            line=_line_of(node, steps),
            name=key,
            problem=problem,
        ) from error


def line_in(file: Path, *steps: str) -> int | None:
    """Return the line of a YAML file where a path of keys and indices leads, None if nowhere."""
    node = _load(file.read_text(encoding="utf-8-sig"), file)[1]
    return None if node is None else _line_of(node, list(steps))
