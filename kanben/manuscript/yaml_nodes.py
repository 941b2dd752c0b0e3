"""Compose YAML into nodes that can do no harm: plain values, few levels, no circles.

An editor's YAML is a handful of lists and maps. What goes beyond is refused with its line:
tags that name a type, keys that are no texts, texts with characters that no edition can carry,
anchors that hold themselves or unfold into millions of nodes.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from msgspec import Struct

from kanben.errors import PublicationError

_DEEPEST = 32
"""Levels that a file may have: a plan has five; a parser in Python can stand some hundred."""

_MOST = 1_000_000
"""Nodes that a file may unfold into: a thousand times those of a long plan."""

_UNCARRIED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
    + "]"
)
"""Control characters, unpaired surrogates, noncharacters: XML 1.0 has most of them not."""

_PLAIN = frozenset({None, "!", "tag:yaml.org,2002:str"})
"""Tags that a node may state: none, or that it is a text."""

_TEXTS = frozenset(f"tag:yaml.org,2002:{tag}" for tag in ("timestamp", "int", "float", "value"))


class _Measure(Struct, frozen=True):
    """Count the nodes that a node unfolds into, and its levels."""

    nodes: int
    levels: int


_UNSEEN = _Measure(0, 0)


class Loader(yaml.SafeLoader):
    """Build plain values; a date or a number stays the text it was (``date: 2021``).

    msgspec makes numbers of texts where a plan wants numbers.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._level = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node; raises MarkedYAMLError for a tag, or for too many levels."""
        look: Callable[[], yaml.Event] = self.peek_event
        event = look()
        tag = getattr(event, "tag", None)
        if tag not in _PLAIN:
            raise _refusal(f"the tag {tag}", event)
        if self._level == _DEEPEST:
            raise _refusal(f"more than {_DEEPEST} levels", event)
        self._level += 1
        node = super().compose_node(parent, index)
        self._level -= 1
        return node


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _TEXTS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _refusal(problem: str, event: yaml.Event) -> yaml.YAMLError:
    """Make the error of the parser's own kind, which knows its line."""
    mark = event.start_mark
    assert isinstance(mark, yaml.Mark)
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def require_plain(text: str, file: Path) -> None:
    """Raise PublicationError for a character that neither YAML nor an edition can carry."""
    found = _UNCARRIED.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise PublicationError("yaml.character", file=file, line=line, code=_code(found[0]))


def require_sound(root: yaml.Node, file: Path) -> None:
    """Raise PublicationError for keys and texts that cannot be used, circles, and bombs."""
    _unfolded(root, {}, file)
    for node in _nodes(root):
        if isinstance(node, yaml.ScalarNode):
            found = _UNCARRIED.search(node.value)
            if found:
                line = node.start_mark.line + 1
                raise PublicationError("yaml.character", file=file, line=line, code=_code(found[0]))
        elif isinstance(node, yaml.MappingNode):
            _check_keys(node, file)


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [side for pair in node.value for side in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """Yield every node once, however many aliases lead to it."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += _children(node)


def _unfolded(node: yaml.Node, known: dict[int, _Measure | None], file: Path) -> _Measure:
    """Measure what a node unfolds into; None in `known` marks one that is being measured."""
    line = node.start_mark.line + 1
    measure = known.get(id(node), _UNSEEN)
    if measure is None:
        raise PublicationError("yaml.circle", file=file, line=line)
    if measure is not _UNSEEN:
        return measure
    known[id(node)] = None
    below = [_unfolded(child, known, file) for child in _children(node)]
    measure = _Measure(
        1 + sum(child.nodes for child in below),
        1 + max((child.levels for child in below), default=0),
    )
    if measure.levels > _DEEPEST:
        raise PublicationError("yaml.circle", file=file, line=line)
    if measure.nodes > _MOST:
        raise PublicationError("yaml.too_much", file=file, line=line, most=_MOST)
    known[id(node)] = measure
    return measure


def _check_keys(mapping: yaml.MappingNode, file: Path) -> None:
    seen: set[str] = set()
    for key, _ in mapping.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise PublicationError("yaml.key", file=file, line=line)
        if key.value in seen:
            raise PublicationError("yaml.doubled_key", file=file, line=line, name=key.value)
        seen.add(key.value)
