"""Name the versions of engines and fonts that an edition is made with."""

import ctypes
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version

_DISTRIBUTIONS = {
    "PIL": "pillow",
    "ahocorasick": "pyahocorasick",
    "pypandoc": "pypandoc_binary",
    "yaml": "PyYAML",
}
"""Packages whose import name is not the name they are installed by."""

_TYPESETTER = "weasyprint"


def python_version() -> str:
    """Return the version of Python, without its patch level."""
    return ".".join(map(str, sys.version_info[:2]))


@cache
def package_version(package: str) -> str:
    """Return the version of an installed package by its import name; empty if there is none."""
    try:
        return version(_DISTRIBUTIONS.get(package, package))
    except PackageNotFoundError:
        return ""


def engine_versions(packages: frozenset[str]) -> tuple[str, ...]:
    """Return ``name version`` of packages, and of what the typesetter draws with."""
    lines = [f"{name} {package_version(name)}" for name in sorted(packages)]
    if _TYPESETTER in packages:
        lines += [pango_version(), *fonts()]
    return (f"python {python_version()}", *lines)


@cache
def pango_version() -> str:
    """Return the version of Pango, which shapes the PDF's text; empty if it is missing."""
    try:
        pango = ctypes.CDLL("libpango-1.0.so.0")
    except OSError:
        return ""
    pango.pango_version_string.restype = ctypes.c_char_p
    return f"pango {pango.pango_version_string().decode()}"


@cache
def fonts() -> tuple[str, ...]:
    """Return the Chinese fonts that fontconfig finds, each with family and version."""
    if shutil.which("fc-list") is None:
        return ()
    form = "%{family[0]} %{style[0]} %{fontversion}\n"
    found = subprocess.run(
        ["fc-list", "--format", form, ":lang=zh-cn"], capture_output=True, text=True, check=False
    )
    return tuple(sorted(set(found.stdout.splitlines())))
