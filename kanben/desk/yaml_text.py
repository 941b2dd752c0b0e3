"""Change the text of a YAML file at one place, and leave every other character as it stands.

An editor's comments, order and line ends are theirs. The parser tells where a value begins and
ends; the text is cut there. A round trip through a writer of YAML would set long lines anew, and
takes seconds for a list of thousands.
"""

from collections.abc import Sequence
from functools import cached_property

import yaml
from msgspec import Struct

from kanben.errors import ConfigError

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEP = 2
"""Blanks by which a list or map that the desk begins is set in."""


class YamlText(Struct, frozen=True, dict=True):
    """Hold the text of a YAML file that is known to be sound: a map, or nothing."""

    text: str

    @cached_property
    def root(self) -> yaml.Node | None:
        """Return the node of the whole file; None if it holds no value."""
        node: yaml.Node | None = yaml.compose(self.text, Loader=_LOADER)
        return node

    def node(self, path: Sequence[str]) -> yaml.Node | None:
        """Return the node where a path of keys leads; None if it leads nowhere."""
        node = self.root
        for step in path:
            entry = _entry(node, step)
            if entry is None:
                return None
            node = entry[1]
        return node

    def append(self, path: Sequence[str], item: str) -> "YamlText":
        """Put an item, written as YAML on one line, at the end of the list at `path`."""
        found = self.node(path)
        if found is None or _is_empty(found):
            return self._begun(path, found, item)
        if not isinstance(found, yaml.SequenceNode):
            raise ConfigError("desk.no_list", name=".".join(path))
        if found.flow_style:
            return self._into_flow(found, item)
        return self._behind(found, " " * found.start_mark.column + f"- {item}")

    def put(self, path: Sequence[str], key: str, value: str) -> "YamlText":
        """Set a key of the map at `path`; both are written as YAML on one line."""
        found = self.node(path)
        entry = _entry(found, plain_key(key))
        if entry is not None:
            return self._replaced(*entry, value)
        if found is None or _is_empty(found):
            return self._begun_map(path, found, f"{key}: {value}")
        if not isinstance(found, yaml.MappingNode):
            raise ConfigError("desk.no_map", name=".".join(path))
        if found.flow_style:
            return self._into_flow(found, f"{key}: {value}")
        if not path:
            return YamlText(_ended(self.text) + f"{key}: {value}{self._newline}")
        return self._behind(found, " " * found.start_mark.column + f"{key}: {value}")

    def take_out(self, path: Sequence[str], number: int) -> "YamlText":
        """Take an item out of the list at `path`; with the last one goes the list."""
        found = self.node(path)
        if not isinstance(found, yaml.SequenceNode) or not 0 <= number < len(found.value):
            raise ConfigError("desk.no_item", name=".".join(path), number=number + 1)
        if len(found.value) == 1:
            return self.remove(path[:-1], path[-1])
        if found.flow_style:
            return self._out_of_flow(found, [(each, each) for each in found.value], number)
        floor = self._end(found.value[number - 1]) if number else found.start_mark.index
        dash = self.text.index("-", floor) if number else floor
        while self.text[self.text.rfind("\n", 0, dash) + 1 : dash].strip():
            dash = self.text.index("-", dash + 1)
        return self._without_lines(dash, self._end(found.value[number]))

    def remove(self, path: Sequence[str], key: str) -> "YamlText":
        """Remove a key of the map at `path`; with the last one goes the map."""
        found = self.node(path)
        entry = _entry(found, plain_key(key))
        if entry is None or not isinstance(found, yaml.MappingNode):
            raise ConfigError("desk.no_key", name=".".join([*path, key]))
        if len(found.value) == 1 and path:
            return self.remove(path[:-1], path[-1])
        if found.flow_style:
            number = next(at for at, pair in enumerate(found.value) if pair[0] is entry[0])
            return self._out_of_flow(found, found.value, number)
        end = max(self._end(entry[0]), self._end(entry[1]))
        return self._without_lines(entry[0].start_mark.index, end)

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _begun(self, path: Sequence[str], found: yaml.Node | None, item: str) -> "YamlText":
        """Begin a list with an item, where nothing or an empty value stands."""
        if isinstance(found, yaml.SequenceNode):
            return self._into_flow(found, item)
        if found is not None or self._is_in_flow(path):
            return self.put(path[:-1], path[-1], f"[{item}]")
        if len(path) == 1:
            begun = f"{path[0]}:{self._newline}{' ' * _STEP}- {item}{self._newline}"
            return YamlText(_ended(self.text) + begun)
        return self.put(path[:-1], path[-1], f"[{item}]")

    def _begun_map(self, path: Sequence[str], found: yaml.Node | None, entry: str) -> "YamlText":
        if isinstance(found, yaml.MappingNode) and found.flow_style:
            return self._into_flow(found, entry)
        if not path:
            return YamlText(_ended(self.text) + entry + self._newline)
        return self.put(path[:-1], path[-1], f"{{{entry}}}")

    def _is_in_flow(self, path: Sequence[str]) -> bool:
        return any(
            isinstance(node := self.node(path[:depth]), yaml.MappingNode) and bool(node.flow_style)
            for depth in range(len(path))
        )

    def _behind(self, found: yaml.Node, line: str) -> "YamlText":
        """Put a line behind the last line of a block list or map."""
        end = self.text.find("\n", self._end(found))
        if end < 0:
            return YamlText(_ended(self.text) + line + self._newline)
        return YamlText(self.text[: end + 1] + line + self._newline + self.text[end + 1 :])

    def _into_flow(self, found: yaml.CollectionNode, item: str) -> "YamlText":
        """Put an item into ``[…]`` or an entry into ``{…}``, behind the last one."""
        if not found.value:
            at = found.end_mark.index - 1
            return YamlText(self.text[:at] + item + self.text[at:])
        last = found.value[-1]
        at = max(map(self._end, last)) if isinstance(last, tuple) else self._end(last)
        return YamlText(f"{self.text[:at]}, {item}{self.text[at:]}")

    def _out_of_flow(
        self, found: yaml.CollectionNode, pairs: Sequence[tuple[yaml.Node, yaml.Node]], number: int
    ) -> "YamlText":
        """Take an item out of ``[…]`` or ``{…}`` with the comma before or behind it."""
        if len(pairs) == 1:
            start, end = found.start_mark.index + 1, found.end_mark.index - 1
        elif number:
            start = max(map(self._end, pairs[number - 1]))
            end = max(map(self._end, pairs[number]))
        else:
            start, end = pairs[0][0].start_mark.index, pairs[1][0].start_mark.index
        return YamlText(self.text[:start] + self.text[end:])

    def _without_lines(self, start: int, end: int) -> "YamlText":
        """Leave out the whole lines from one that holds `start` to one that holds `end`."""
        first = self.text.rfind("\n", 0, start) + 1
        after = self.text.find("\n", max(end, start))
        rest = "" if after < 0 else self.text[after + 1 :]
        return YamlText(self.text[:first] + rest)

    def _replaced(self, key: yaml.Node, found: yaml.Node, value: str) -> "YamlText":
        start, end = found.start_mark.index, self._end(found)
        if start < key.end_mark.index:
            raise ConfigError("desk.alias", line=key.start_mark.line + 1)
        between = self.text[key.end_mark.index : start]
        if between.strip() == ":":
            start = key.end_mark.index
            value = f": {value}"
        elif start == end:
            value = f" {value}"
        return YamlText(self.text[:start] + value + self.text[max(start, end) :])

    def _end(self, node: yaml.Node) -> int:
        """Return where the last character of a node stands, comments behind it aside."""
        if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            last = node.value[-1]
            return max(map(self._end, last)) if isinstance(last, tuple) else self._end(last)
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self.text[:end].rstrip())
        return end


def plain_key(key: str) -> str:
    """Return the text that a key written as YAML stands for."""
    return str(yaml.load(key, Loader=yaml.BaseLoader))


def _entry(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((name, value) for name, value in pairs if name.value == key), None)


def _is_empty(node: yaml.Node) -> bool:
    """Tell whether a key has no value yet: nothing at all, or an empty list or map."""
    if isinstance(node, yaml.CollectionNode):
        return not node.value
    return node.tag == "tag:yaml.org,2002:null"


def _ended(text: str) -> str:
    """Return a text whose last line has its end."""
    if not text or text.endswith("\n"):
        return text
    return text + ("\r\n" if "\r\n" in text else "\n")
