"""Know which keys and values may stand at a place of a YAML file, from its structs."""

from collections.abc import Sequence

from msgspec import inspect

from kanben.nearest import nearest


def keys_like(kind: type, steps: Sequence[str]) -> list[str]:
    """Return the keys most like the last step, of those that are known where it stands."""
    *above, key = steps
    found = _at(kind, above)
    known = [field.encode_name for each in found for field in _fields(each)]
    return nearest(key, known)


def choices_like(kind: type, steps: Sequence[str], value: object) -> list[str]:
    """Return the values most like `value`, where one of a few is wanted; else nothing."""
    choices = [choice for each in _at(kind, steps) for choice in _choices(each)]
    return nearest(str(value), choices)


def value_at(content: object, steps: Sequence[str]) -> object:
    """Return what stands at a path of keys and indices; the whole if the path leads nowhere."""
    for step in steps:
        if isinstance(content, dict) and step in content:
            content = content[step]
        elif isinstance(content, list) and step.isdigit() and int(step) < len(content):
            content = content[int(step)]
        else:
            return content
    return content


def _at(kind: type, steps: Sequence[str]) -> list[inspect.Type]:
    """Return the types that may stand where a path leads."""
    found = _plain(inspect.type_info(kind))
    for step in steps:
        found = [inner for each in found for inner in _below(each, step)]
    return found


def _plain(kind: inspect.Type) -> list[inspect.Type]:
    if isinstance(kind, inspect.UnionType):
        return [plain for each in kind.types for plain in _plain(each)]
    return _plain(kind.type) if isinstance(kind, inspect.Metadata) else [kind]


def _fields(kind: inspect.Type) -> Sequence[inspect.Field]:
    return kind.fields if isinstance(kind, inspect.StructType) else ()


def _below(kind: inspect.Type, step: str) -> list[inspect.Type]:
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return _plain(kind.item_type)
    if isinstance(kind, inspect.DictType):
        return _plain(kind.value_type)
    return [
        each for field in _fields(kind) if field.encode_name == step for each in _plain(field.type)
    ]


def _choices(kind: inspect.Type) -> list[str]:
    if isinstance(kind, inspect.EnumType):
        return [str(each.value) for each in kind.cls]
    pattern = kind.pattern if isinstance(kind, inspect.StrType) else None
    if not pattern or not (pattern.startswith("^(") and pattern.endswith(")$")):
        return []
    choices = pattern[2:-2].split("|")
    return [each for each in choices if each] if all(map(_is_word, choices)) else []


def _is_word(choice: str) -> bool:
    return all(char.isalnum() or char in "-_" for char in choice)
