"""Keep a cluster of Slurm's on this machine: one controller, two nodes, all on the loopback."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PROGRAMS = os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/usr/local/sbin"])
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "srun")
NODES = ("node1", "node2")
_PATIENCE = 60
"""Seconds in which daemons answer, on a machine that does much else."""
_CONF = """\
ClusterName=kanben
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MinJobAge=86400
ReturnToService=2
SlurmdTimeout=5
NodeName=node1 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1 RealMemory=64000
NodeName=node2 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 RealMemory=64000
PartitionName=books Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""
_SRUN = '#!/bin/sh\nSLURM_CONF={folder}/slurm.conf exec {srun} "$@"\n'
"""Snakemake's steps forget where the cluster's configuration lies, unless it is the system's."""


def missing() -> list[str]:
    """Return the programs of Slurm's that are not installed."""
    return [name for name in NEEDED if shutil.which(name, path=PROGRAMS) is None]


class Cluster:
    """Run a cluster in a folder, from entering a block to leaving it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def environment(self) -> dict[str, str]:
        """Return what a program needs to know to find the cluster."""
        return {
            "SLURM_CONF": str(self.folder / "slurm.conf"),
            "PATH": os.pathsep.join([str(self.folder), PROGRAMS]),
        }

    def __enter__(self) -> "Cluster":
        self._configure()
        files = ("key-file", "socket", "pid-file", "log-file", "seed-file")
        places = [f"--{each}={self.folder}/munge.{each.removesuffix('-file')}" for each in files]
        self._start("munged", "--foreground", "--force", *places)
        self._until((self.folder / "munge.socket").exists)
        self._start("slurmctld", "-D", "-c")
        for node in NODES:
            self._start("slurmd", "-D", "-N", node, name=node)
        self._until(lambda: self._said("sinfo", "-h", "-t", "idle", "-o", "%D") == "2")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in reversed(list(self._running)):
            self.end(name)

    def node_at_work(self) -> str:
        """Wait until a node has a job, and return its name."""
        self._until(lambda: bool(self._said("squeue", "-h", "-t", "R", "-o", "%N")))
        return self._said("squeue", "-h", "-t", "R", "-o", "%N").split()[0]

    def end(self, name: str) -> None:
        """End a daemon and all that it runs, as a power cut does."""
        process = self._running.pop(name)
        for number in [process.pid, *self._steps(name)]:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.wait()

    def _steps(self, node: str) -> list[int]:
        """Return the processes of a node's jobs, first those that watch over them."""
        marks = (f"SLURMD_NODENAME={node}\0".encode(), f"{self.folder}/".encode())
        found = {}
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                environment = (place / "environ").read_bytes()
                if all(mark in environment for mark in marks):
                    found[int(place.name)] = int((place / "stat").read_text().split()[3])
        watching = [each for each in set(found.values()) if _name(each) == "slurmstepd"]
        return [*watching, *found]

    def _configure(self) -> None:
        user = pwd.getpwuid(os.getuid()).pw_name
        conf = _CONF.format(folder=self.folder, user=user, ports=_free_ports(3))
        (self.folder / "slurm.conf").write_text(conf, encoding="utf-8")
        (self.folder / "state").mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        srun = self.folder / "srun"
        found = shutil.which("srun", path=PROGRAMS)
        srun.write_text(_SRUN.format(folder=self.folder, srun=found), encoding="utf-8")
        srun.chmod(0o755)

    def _start(self, program: str, *arguments: str, name: str = "") -> None:
        found = shutil.which(program, path=PROGRAMS)
        assert found
        with (self.folder / f"{name or program}.log").open("wb") as log:
            self._running[name or program] = subprocess.Popen(
                [found, *arguments],
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _said(self, *words: str) -> str:
        done = subprocess.run(
            words,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def _until(self, true: Callable[[], bool]) -> None:
        until = time.monotonic() + _PATIENCE
        while not true():
            dead = [name for name, each in self._running.items() if each.poll() is not None]
            assert time.monotonic() < until, "the cluster does not answer"
            assert not dead, "\n".join((self.folder / f"{n}.log").read_text() for n in dead)
            time.sleep(0.2)


def _name(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
