"""Read YAML so that every complaint can name file, line and key."""

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from kanben.errors import PublicationError
from kanben.manuscript.yaml_keys import choices_like, keys_like, value_at
from kanben.manuscript.yaml_nodes import Loader, require_plain, require_sound

T = TypeVar("T")

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"unknown field `(.+?)`")


def _load(text: str, file: Path) -> tuple[object, yaml.Node | None]:
    require_plain(text, file)
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, None
        require_sound(node, file)
        return loader.construct_document(node), node
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


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PublicationError("yaml.encoding", file=file, line=line) from error
    except OSError as error:
        raise PublicationError("yaml.unreadable", file=file, problem=error.strerror) from error


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
    value, node = _load(_content(file) if text is None else text, file)
    try:
        return msgspec.convert({} if value is None else value, kind, strict=False)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `")
        steps = [name or index for name, index in _STEP.findall(path.rstrip("`"))]
        unknown = _UNKNOWN.search(problem)
        if unknown:
            steps.append(unknown[1])
        key = ".".join(steps) or str(file)
        found: dict[str, Any] = {"file": file, "line": _line_of(node, steps), "name": key}
        if unknown:
            near = "、".join(keys_like(kind, steps))
            raise PublicationError("yaml.unknown_key", near=near, **found) from error
        given = value_at(value, steps)
        near = "、".join(choices_like(kind, steps, given))
        if near:
            raise PublicationError("yaml.wrong_choice", value=given, near=near, **found) from error
        raise PublicationError("yaml.wrong_value", problem=problem, **found) from error


def line_in(file: Path, *steps: str) -> int | None:
    """Return the line of a YAML file where a path of keys and indices leads, None if nowhere."""
    node = _load(_content(file), file)[1]
    return None if node is None else _line_of(node, list(steps))
