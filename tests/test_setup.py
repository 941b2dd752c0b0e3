"""The set-up installs what is missing, says what it cannot do, and does nothing twice."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kanben.workflow.needs import NeedKind, needs

ROOT = Path(__file__).parent.parent
TOOLS = (
    "cat",
    "dirname",
    "env",
    "fc-list",
    "grep",
    "ldconfig",
    "printf",
    "sha256sum",
    "sort",
    "true",
)
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


class Machine:
    """A checkout, and a folder with the only programs that the set-up finds."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "刊本 1"
        self.programs = folder / "bin"
        self.programs.mkdir()
        for name in TOOLS:
            found = shutil.which(name, path=f"{os.environ['PATH']}:/sbin:/usr/sbin")
            assert found
            (self.programs / name).symlink_to(found)
        for name in ("tools/setup", "kanben/data/system.tsv", "pyproject.toml", *LOCKS):
            (self.checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.checkout / name)

    def add(self, name: str, script: str) -> None:
        program = self.programs / name
        program.unlink(missing_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def need(self, rows: str) -> None:
        (self.checkout / "kanben/data/system.tsv").write_text(rows, encoding="utf-8")

    def set_up(self, language: str = "en_GB.UTF-8", **environment: str) -> tuple[int, str]:
        done = subprocess.run(
            ["/bin/sh", self.checkout / "tools/setup", "publish"],
            env={"PATH": str(self.programs), "LANG": language, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


PYTHON = 'case "$1" in -c) exit 0 ;; --version) echo Python 3.12.1 ;; -m) {then} ;; esac'
OLD_PYTHON = 'case "$1" in -c) exit 1 ;; --version) echo Python 3.9.2 ;; esac'
VENV = """
mkdir -p .venv/bin
cp "$0" .venv/bin/python
echo "$*" >> calls
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.add("id", "echo 0")
    made.add("python3", PYTHON.format(then=VENV))
    for name in ("mkdir", "cp"):
        made.add(name, f'exec /bin/{name} "$@"')
    made.need("publish\tcommand\tsort\tcoreutils\n")
    return made


def test_the_second_set_up_does_nothing(machine: Machine) -> None:
    code, said = machine.set_up()
    assert (code, "Installing locked Python packages" in said) == (0, True)
    calls = (machine.checkout / "calls").read_text(encoding="utf-8")
    assert len(re.findall("--require-hashes --requirement requirements", calls)) == 2
    assert machine.set_up() == (0, "")
    assert (machine.checkout / "calls").read_text(encoding="utf-8") == calls


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    machine.set_up()
    with (machine.checkout / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# newer\n")
    assert "Installing locked Python packages" in machine.set_up()[1]


def test_what_is_missing_is_printed_and_installed_at_once_for_root(machine: Machine) -> None:
    machine.need("publish\tcommand\tqpdf\tqpdf\npublish\tfont\tNo Such Font\tfonts-none\n")
    machine.add("apt-get", 'echo "apt-get $*"')
    code, said = machine.set_up()
    assert code == 0
    assert "These system packages are needed: fonts-none qpdf\n" in said
    assert "apt-get install -q -y --no-install-recommends fonts-none qpdf" in said


def test_without_root_rights_it_says_what_to_run_as_root(machine: Machine) -> None:
    machine.need("publish\tlibrary\tlibnone.so.1\tlibnone1\n")
    machine.add("id", "echo 1000")
    machine.add("apt-get", "exit 100")
    assert machine.set_up() == (
        1,
        "These system packages are needed: libnone1\n"
        "setup: root rights are needed. As root, run: apt-get install libnone1\n",
    )
    machine.add("sudo", 'echo "sudo $*"')
    code, said = machine.set_up("zh_CN.UTF-8")
    assert code == 1
    assert "请执行：sudo apt-get install libnone1" in said
    code, said = machine.set_up(CI="true")
    assert "sudo env DEBIAN_FRONTEND=noninteractive apt-get install" in said


def test_another_system_is_told_to_use_its_own_means(machine: Machine) -> None:
    machine.need("publish\tcommand\tqpdf\tqpdf\n")
    code, said = machine.set_up("zh_TW.UTF-8")
    assert (code, "本机不是 Debian 系统" in said) == (1, True)


def test_a_python_that_is_too_old_is_named_with_the_remedy(machine: Machine) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        machine.add(name, OLD_PYTHON)
    machine.add("apt-get", "true")
    code, said = machine.set_up()
    assert code == 1
    assert "These system packages are needed: python3-venv" in said
    assert "Python 3.11, 3.12 or 3.13" in said
    assert "found: Python 3.9.2" in said


def test_a_newer_python_beside_an_old_one_is_found(machine: Machine) -> None:
    machine.add("python3", OLD_PYTHON)
    machine.add("python3.12", PYTHON.format(then=VENV))
    code, said = machine.set_up()
    assert (code, "Making .venv with Python 3.12.1" in said) == (0, True)


@pytest.mark.parametrize(
    ("language", "words"), [("en_US.UTF-8", "Is there a network?"), ("zh_CN.UTF-8", "请检查网络")]
)
def test_without_a_network_it_says_so(machine: Machine, language: str, words: str) -> None:
    broken = VENV + 'case "$*" in *pip*) exit 1 ;; esac'
    machine.add("python3", PYTHON.format(then=broken))
    code, said = machine.set_up(language)
    assert (code, words in said) == (1, True)
    assert not (machine.checkout / ".venv/setup-publish").exists()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z])", lock.strip())
    assert all(re.match(r"[a-z0-9-]+==[^ ]+ .*\\\n +--hash=sha256:", one) for one in packages)
    assert not re.search("://|file:|index|find-links|-e ", lock)


def test_every_font_that_a_style_sheet_names_is_installed_by_the_set_up() -> None:
    styles = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("print*.css")
    )
    named = set(re.findall(r'"((?:Noto|LXGW)[^"]* CJK SC|LXGW[^"]*)"', styles))
    assert named <= {need.what for need in needs() if need.kind is NeedKind.FONT}


def test_the_targets_of_make_are_listed() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("setup", "publish", "check", "test"):
        assert re.search(rf"^make {target} +[A-Z]", listed.stdout, re.MULTILINE)


def doctor(path: str, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kanben", "doctor", *arguments],
        cwd=ROOT,
        env={"PATH": path, "KANBEN_LANG": "zh"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_doctor_finds_a_machine_well_on_which_these_tests_run() -> None:
    code, said = doctor(os.environ["PATH"], "--tests")
    assert (code, "什么都不缺。" in said) == (0, True), said


def test_the_doctor_names_what_is_missing_and_the_remedy(tmp_path: Path) -> None:
    code, said = doctor(str(tmp_path))
    assert code == 69
    assert "✗ fc-list：缺少。补救：apt-get install fontconfig" in said
    assert "✗ Noto Serif CJK SC：缺少。补救：apt-get install fonts-noto-cjk" in said
    assert "✓ libpango-1.0.so.0" in said
    assert "qpdf" not in said
