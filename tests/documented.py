"""Find the commands that the documentation names, and make of each what can be run."""

import ast
import re
import shlex
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from kanben.manuscript.plan import EmendationPlan

ROOT = Path(__file__).parent.parent
STANDS_FOR: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "data/docs/stands_for.toml").read_text(encoding="utf-8")
)
_PROGRAMS = "kanben|make|snakemake|python|pytest|node|podman|sha256sum|cp|eval|debootstrap"
_START = re.compile(rf"(?:\$ )?((?:[A-Z_]+=\S+ )?(?:{_PROGRAMS}) .+)")
_FENCE = re.compile(r"^```.*?\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_EXAMPLE = re.compile(r'(?:Example: |示例：)((?:[^"\\]|\\.)+)"')
_EMENDATIONS = frozenset(EmendationPlan.__struct_encode_fields__)
_AT = "page1.txt:12"
_PLACEHOLDER = re.compile(r"[A-Z]+")


class Command(NamedTuple):
    """A command that a page names; in running text it may be a mention, without its arguments."""

    text: str
    page: str
    mention: bool

    @property
    def program(self) -> str:
        return self.text.partition(" ")[0]


def pages() -> list[Path]:
    """Return every page of the documentation, in both languages."""
    return sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})


def commands() -> list[Command]:
    """Return each command that the documentation and the help of the verbs name, once."""
    found: dict[str, Command] = {}
    for page in pages():
        name = page.relative_to(ROOT).as_posix()
        text = page.read_text(encoding="utf-8")
        blocks = _FENCE.findall(text) + re.findall(
            r"^ {4,}.+\n", _FENCE.sub("", text), re.MULTILINE
        )
        for line in re.sub(r"\\\n\s*", "", "".join(blocks)).splitlines():
            _note(found, line.strip(), name, mention=False)
        for span in _SPAN.findall(_FENCE.sub("", text)):
            _note(found, span, name, mention=True)
    messages = (ROOT / "kanben/data/messages.toml").read_text(encoding="utf-8")
    for example in _EXAMPLE.findall(messages):
        _note(found, example.replace('\\"', '"'), "messages.toml", mention=False)
    return list(found.values())


def settings() -> list[str]:
    """Return each example of settings that the documentation shows, those in a line too.

    What docs/typesetting.md names are settings of the composer, not of a YAML file.
    """
    found: dict[str, None] = {}
    for page in pages():
        text = page.read_text(encoding="utf-8")
        found |= dict.fromkeys(re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
        for span in _SPAN.findall(_FENCE.sub("", text)):
            key = re.match(r"([a-z_]+): [^…]+$", span)
            if key and key[1] in _EMENDATIONS - {"at"}:
                found.setdefault(f"emendations:\n  - at: {_AT}\n    {span}\n")
            elif key and key[1] != "at" and page.name != "typesetting.md":
                found.setdefault(f"{span}\n")
    return list(found)


def _note(found: dict[str, Command], line: str, page: str, *, mention: bool) -> None:
    command = _START.fullmatch(re.split(r"\s+#\s|[。；]", line)[0].strip())
    if command is None:
        return
    text = command[1]
    known = found.get(text)
    if known is None or (known.mention and not mention):
        found[text] = Command(text, page, mention)


def forms(usage: str) -> list[list[str]]:
    """Return the calls that a usage stands for, its brackets filled: one for each alternative.

    `kanben reflow FILE… [--repairs none|all] --jsonl|--text` stands for two.
    """
    plain = re.sub(r"…|\.\.\.|[\[\]]", "", usage.replace(" | ", "|"))
    words = [word.split("|") for word in shlex.split(plain)]
    count = max(len(choices) for choices in words)
    rows = [[choices[min(at, len(choices) - 1)] for choices in words] for at in range(count)]
    return [_filled(row) for row in rows]


def _filled(words: list[str]) -> list[str]:
    """Put names of the collection in the place of what only stands for them."""
    filled: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        verb = words[1] if len(words) > 1 else ""
        keys = (f"{verb} {before} {word}", f"{verb} {word}", f"{before} {word}", word)
        if _PLACEHOLDER.fullmatch(word):
            (known, *_) = [STANDS_FOR[key] for key in keys if key in STANDS_FOR] or [word]
            filled += known.split()
        else:
            filled.append(word)
    return filled


def parser_of(program: Path) -> ArgumentParser:
    """Return the parser that a program of bench/ or teach/ reads its command line by.

    It is made from the source, since the program's engines may not be installed.
    """
    parser = ArgumentParser(exit_on_error=False)
    for call in _calls(_reader(ast.parse(program.read_text(encoding="utf-8")))):
        if ast.unparse(call.func).endswith((".add_argument", ".option", ".argument")):
            names = [str(_literal(each)) for each in call.args]
            parser.add_argument(*names, **_keywords(call))
    return parser


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def _reader(module: ast.Module) -> ast.AST:
    """Return the function that reads the command line; with click, the one it decorates."""
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    for function in functions:
        for call in _calls(function):
            if ast.unparse(call.func).endswith(".parse_args") and not call.args:
                return function
    (decorated,) = [each for each in functions if "click.command" in ast.unparse(each)]
    return decorated


def _keywords(call: ast.Call) -> dict[str, Any]:
    """Return what argparse needs to know of an argument, as argparse or as click says it."""
    said = {each.arg: _literal(each.value) for each in call.keywords}
    kept: dict[str, Any] = {
        key: said[key] for key in ("nargs", "required", "choices", "action") if key in said
    }
    if said.get("multiple"):
        kept["action"] = "append"
    if said.get("is_flag"):
        kept["action"] = "store_true"
    if kept.get("nargs") == -1:
        kept["nargs"] = "*"
    if kept.get("choices") is None:
        kept.pop("choices", None)
    return kept


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None
