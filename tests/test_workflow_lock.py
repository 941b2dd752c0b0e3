"""Two builds never work in one folder, and a killed one leaves nothing in the way."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kanben.errors import BusyError
from kanben.messages import tell
from kanben.workflow.lock import hold

HOLD = """
import sys
from pathlib import Path
from kanben.workflow.lock import hold
hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def holder(build: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, build],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str], sign: signal.Signals) -> None:
    process.send_signal(sign)
    process.communicate()


def test_a_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    first = holder(tmp_path)
    with pytest.raises(BusyError) as caught:
        hold(tmp_path)
    assert f"process {first.pid}, since 20" in tell(caught.value, "en")
    assert f"进程 {first.pid}" in tell(caught.value, "zh")
    assert caught.value.exit_code == 75
    end(first, signal.SIGTERM)


def test_a_killed_build_gives_its_lock_back(tmp_path: Path) -> None:
    end(holder(tmp_path), signal.SIGKILL)
    end(holder(tmp_path), signal.SIGKILL)


def test_what_a_killed_build_left_half_written_is_removed(tmp_path: Path) -> None:
    editions = tmp_path / "editions" / "山城"
    editions.mkdir(parents=True)
    (editions / ".kanben-k3x9_w2a.epub").write_bytes(b"PK")
    (editions / "山城.zh-Hans-CN.epub").write_bytes(b"PK")
    end(holder(tmp_path), signal.SIGTERM)
    assert [path.name for path in editions.iterdir()] == ["山城.zh-Hans-CN.epub"]
