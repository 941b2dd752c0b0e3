"""Set up Jinja2, once: autoescaping everywhere, undefined names are errors."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MethodType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kanben.caches import cache_folder

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def folder() -> Path:
    """Return the folder of the templates: the checkout's, or the wheel's own copy."""
    package = Path(__file__).parent
    checkout = package.parent / "templates"
    return checkout if checkout.is_dir() else package / "templates"


def _edition() -> str:
    """Name all that a compiled template depends on, its own text and Python aside."""
    import jinja2

    made_by = sha256(jinja2.__version__.encode() + Path(__file__).read_bytes())
    return made_by.hexdigest()[:16]


@cache
def _environment() -> "Environment":
    from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Know at once that a struct has nothing to hide but what begins with an underscore."""

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            if isinstance(obj, Struct) and not isinstance(value, MethodType):
                return not attr.startswith("_")
            return super().is_safe_attribute(obj, attr, value)

    kept = cache_folder(f"templates-{_edition()}")
    environment = Sandbox(
        loader=FileSystemLoader(folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=FileSystemBytecodeCache(str(kept)) if kept else None,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def render(name: str, **values: Any) -> str:
    """Fill in the template `name`; every value is escaped, whatever it holds."""
    return _environment().get_template(name).render(**values)


def read(name: str) -> str:
    """Return a file of the template folder as it stands: a style sheet, a definition."""
    return (folder() / name).read_text(encoding="utf-8")
