"""Measure script conversion on gold pairs, beside other converters.

    python -m bench.variants --gold DIR [--mainland FILE] [--testcases FILE] [--peers a,b]

DIR holds ``score.py`` and the sets in ``dev/``. FILE of ``--mainland`` is simplified text, to be
converted there and back; FILE of ``--testcases`` is OpenCC's ``test/testcases/testcases.json``.
Peers that are not installed are left out.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.variants_peers import PEERS

KANBEN = f"{sys.executable} -m kanben convert --to"
VARIANTS = {"s2tw": "zh-Hant-TW", "s2hk": "zh-Hant-HK", "t2s": "zh-Hans-CN"}
STANDARD_STYLES = {"s2tw": "tw-moe", "s2hk": "hk-official", "tw2s": "cn"}
TESTED = {"s2tw": "zh-Hant-TW", "s2hk": "zh-Hant-HK", "tw2s": "zh-Hans-CN"}
SPEED_CHARACTERS = 1_000_000


def command_of(name: str, config: str) -> str:
    """Return the shell command of a converter's line filter."""
    if name == "kanben":
        return f"{KANBEN} {VARIANTS[config]}"
    return f"{sys.executable} -m bench.variants_peers {name} {config}"


def filtered(command: str, text: str) -> tuple[str, float]:
    """Run a filter; return what it wrote and the CPU seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command,
        shell=True,
        input=text,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def score(gold: Path, name: str) -> dict[str, Any]:
    """Return what ``score.py`` finds about a converter."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "score.json"
        command = [sys.executable, str(gold / "score.py"), str(gold / "dev"), "--json", str(result)]
        for option, config in (("--tw", "s2tw"), ("--hk", "s2hk"), ("--t2s", "t2s")):
            command += [option, command_of(name, config)]
        subprocess.run(command, check=True, capture_output=True)
        found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        return found


def speed(gold: Path, name: str) -> tuple[float, float]:
    """Return CPU seconds of loading, and megabytes of UTF-8 a CPU second after it."""
    lines = [
        row.split("\t")[2]
        for path in sorted((gold / "dev").glob("*.tsv"))
        for row in path.read_text(encoding="utf-8").splitlines()
    ]
    text = "\n".join(lines)[:SPEED_CHARACTERS] + "\n"
    _, loading = filtered(command_of(name, "s2tw"), "汉\n")
    _, whole = filtered(command_of(name, "s2tw"), text)
    return loading, len(text.encode()) / 1e6 / max(whole - loading, 1e-6)


def row_of(gold: Path, name: str) -> str:
    """Put a converter's figures into one line of a table."""
    found = score(gold, name)
    per_cent = {
        region: 100 * found[region]["sentl"] / found[region]["sent"] for region in ("TW", "HK")
    }
    hard = sum(found[region]["hard"] for region in ("TW", "HK"))
    loading, rate = speed(gold, name)
    t2s = 1e4 * found["t2s"]["errors"] / found["t2s"]["chars"]
    return (
        f"| {name} | {hard} | {per_cent['TW']:.2f} | {per_cent['HK']:.2f} "
        f"| {found['cases']['quotes']}/{found['cases']['n']} "
        f"| {found['quotes_tw']['quotes']}/{found['quotes_tw']['n']} | {t2s:.1f} "
        f"| {loading:.2f} | {rate:.2f} |"
    )


def round_trip(path: Path, variant: str) -> str:
    """State how mainland text differs after a journey to a variant and back."""
    text = path.read_text(encoding="utf-8")
    there, _ = filtered(f"{KANBEN} {variant}", text)
    back, _ = filtered(f"{KANBEN} zh-Hans-CN --from {variant}", there)
    differences = sum(a != b for a, b in zip(text, back, strict=True))
    rate = 1e4 * differences / len(text)
    return f"{variant} and back: {differences} of {len(text)} characters differ, {rate:.2f} per 10k"


def testcases(path: Path) -> list[str]:
    """Compare OpenCC's own cases for the configurations that answer to Kanben's variants."""
    raw = re.sub(r",(\s*[}\]])", r"\1", path.read_text(encoding="utf-8"))
    lines = []
    for config, variant in TESTED.items():
        cases = [case for case in json.loads(raw)["cases"] if config in case["expected"]]
        inputs = "".join(case["input"] + "\n" for case in cases)
        style = STANDARD_STYLES[config]
        ours = filtered(f"{KANBEN} {variant} --style {style}", inputs)[0].splitlines()
        theirs = filtered(command_of("opencc", config), inputs)[0].splitlines()
        passed = [
            sum(line == case["expected"][config] for line, case in zip(got, cases, strict=True))
            for got in (ours, theirs)
        ]
        lines.append(f"{config}: Kanben {passed[0]}, OpenCC {passed[1]} of {len(cases)}")
        lines += [
            f"  {case['id']}: {line}"
            for line, case in zip(ours, cases, strict=True)
            if line != case["expected"][config]
        ]
    return lines


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--mainland", type=Path)
    parser.add_argument("--testcases", type=Path)
    parser.add_argument("--peers", default=",".join(PEERS))
    options = parser.parse_args()
    needed = {"zhconv", "hanziconv"}
    print("| converter | hard | sentL TW | sentL HK | cases | paragraphs | t2s | load s | MB/s |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: |")
    for name in ["kanben", *filter(None, options.peers.split(","))]:
        if name not in needed or find_spec(name):
            print(row_of(options.gold, name), flush=True)
    if options.mainland:
        for variant in ("zh-Hant-TW", "zh-Hant-HK"):
            print(round_trip(options.mainland, variant))
    if options.testcases:
        print("\n".join(testcases(options.testcases)))


if __name__ == "__main__":
    main()
