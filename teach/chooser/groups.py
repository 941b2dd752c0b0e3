"""Group the forms of a character between which nobody has to choose."""

import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

_ALSO = "洒"
"""Characters of which the dictionary knows one form, but some words keep the other: 洒家."""
_HERE = Path(__file__).parent


def written(name: str) -> list[str]:
    """Read the words of a text beside this program; lines with # are comments."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


_MEMBERS = {group[0]: group for group in written("groups.txt")}
_GROUPS = {char: form for form, group in _MEMBERS.items() for char in group}


def group_of(char: str) -> str:
    """Return the form that stands for the group of `char`."""
    return _GROUPS.get(char, char)


def members_of(form: str) -> str:
    """Return all forms of a group, the one that stands for it first."""
    return _MEMBERS.get(form, form)


def dictionary(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the entries of one of OpenCC's dictionaries, as its own tool unpacks it."""
    with as_file(files("opencc") / "clib") as home, tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "entries.txt"
        source = home / "share" / "opencc" / f"{name}.ocd2"
        tool = home / "bin" / "opencc_dict"
        command = [str(tool), "-i", str(source), "-o", str(text), "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True, capture_output=True)
        for line in text.read_text(encoding="utf-8").splitlines():
            simplified, _, forms = line.partition("\t")
            yield simplified, forms.split(" ")


@cache
def ambiguous_characters() -> str:
    """Return the simplified characters whose forms fall into several groups."""
    return _ALSO + "".join(
        simplified
        for simplified, forms in dictionary("STCharacters")
        if len({group_of(form) for form in forms}) > 1 and simplified not in _ALSO
    )
