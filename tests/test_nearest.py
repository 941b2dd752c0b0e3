"""Who mistypes a verb, a key or a variant is told the nearest ones."""

import subprocess
import sys
from pathlib import Path

import pytest

from kanben.errors import PublicationError
from kanben.manuscript.plan import Plan
from kanben.manuscript.yaml import read_yaml


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("subtitel: 乙\n", "subtitle"),
        ("source: {libary: 乙}\n", "library"),
        ("parts: [{sorces: [a.txt]}]\n", "sources"),
        ("emendations: [{at: 'a:1', corect: 甲}]\n", "correct"),
        ("index: {treshold: 0.4}\n", "threshold"),
        ("variants: [zh-TW]\n", "zh-Hant-TW"),
        ("formats: [epud]\n", "epub"),
        ("emendations: [{at: 'a:1', kind: headng, text: 甲}]\n", "heading"),
        ("parts: [{sources: [a.txt], role: forward}]\n", "afterword"),
    ],
)
def test_a_mistyped_key_or_value_names_the_nearest(tmp_path: Path, text: str, nearest: str) -> None:
    file = tmp_path / "publication.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(PublicationError) as caught:
        read_yaml(file, Plan)
    assert str(caught.value.found["near"]).split("、")[0] == nearest


def kanben(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kanben", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_mistyped_verb_names_the_nearest() -> None:
    told = kanben("publsh", "seeds")
    assert told.returncode == 64
    assert "publish" in told.stderr


def test_kanben_alone_shows_the_map_of_all_verbs() -> None:
    alone = kanben()
    shown = alone.stdout + alone.stderr
    for verb in ("publish", "reflow", "tei", "manuscript"):
        assert f"  {verb} " in shown
    assert shown.count(":\n") >= 4
