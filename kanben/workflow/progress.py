"""Follow a build: what is made, what is being made, what failed, how long it may still take.

The state of a build lies in its folder, for whoever wants to look on; `follow` reads it.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout

_FILE = "progress.json"
_AUDIT, _BOOK = "audit", "manuscript"
_WEIGHTS = {"review": 1.0, "audit": 1.0, "release": 0.5, "variant": 2.0, "manuscript": 6.0}
_EDITIONS = {suffix: 6.0 if each.paginated else 1.5 for suffix, each in FORMATS.items()}
_USUAL = _WEIGHTS | _EDITIONS
"""What stages cost beside each other until some of each have been timed; after the profile of the
seeds in docs/benchmarks/peers.md."""


class RunningJob(Struct, frozen=True):
    """Name a job that is being done: its stage, and what it is about."""

    stage: str
    publication: str = ""
    variant: str = ""
    format: str = ""

    @property
    def subject(self) -> str:
        """Return what the job is about, as file names of the build have it."""
        return ".".join(filter(None, (self.publication, self.variant, self.format)))


class StageTime(Struct, frozen=True):
    """Hold how often a stage was done, and the seconds that it took, waiting included."""

    count: int = 0
    seconds: float = 0.0


class BuildState(Struct, frozen=True):
    """Hold the state of a build: jobs, documents and editions done and wanted, and what fails.

    `left` is the estimate of the seconds that are left; None before anything is known.
    """

    jobs: tuple[int, int] = (0, 0)
    documents: tuple[int, int] = (0, 0)
    editions: tuple[int, int] = (0, 0)
    running: tuple[RunningJob, ...] = ()
    failed: tuple[RunningJob, ...] = ()
    stages: dict[str, StageTime] = {}
    seconds: float = 0.0
    left: float | None = None
    over: bool = False


def follow(layout: Layout) -> BuildState | None:
    """Return the state of the build in a folder, or of the last one; None if there was none."""
    try:
        return msgspec.json.decode((layout.folder / _FILE).read_bytes(), type=BuildState)
    except (OSError, msgspec.DecodeError):
        return None


class BuildLedger:
    """Enter what happens in a build, and tell its state."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._wanted: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._running: dict[int, tuple[RunningJob, float]] = {}
        self._failed: list[RunningJob] = []
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def want(self, stages: Mapping[str, int]) -> None:
        """Enter how many jobs of each stage there are to be."""
        self._wanted = Counter(stages)

    def begin(self, number: int, job: RunningJob) -> None:
        """Enter that a job has begun."""
        self._running[number] = job, self._clock()

    def finish(self, number: int) -> tuple[RunningJob, float] | None:
        """Enter that a job is done; return it with its seconds."""
        if number not in self._running:
            return None
        job, since = self._running.pop(number)
        seconds = self._clock() - since
        self._done[job.stage] += 1
        self._seconds[job.stage] += seconds
        return job, seconds

    def enter(self, job: RunningJob, seconds: float) -> None:
        """Enter a job that somebody else has timed."""
        self._done[job.stage] += 1
        self._seconds[job.stage] += seconds

    def fail(self, number: int) -> RunningJob | None:
        """Enter that a job has failed; return it."""
        job, _ = self._running.pop(number, (None, 0.0))
        if job is not None:
            self._failed.append(job)
        return job

    def progress(self, *, over: bool = False) -> BuildState:
        """Return the state of the build."""
        return BuildState(
            jobs=(self._done.total(), self._wanted.total()),
            documents=(self._done[_BOOK], self._wanted[_BOOK]),
            editions=(self._done[_AUDIT], self._wanted[_AUDIT]),
            running=tuple(job for job, _ in self._running.values()),
            failed=tuple(self._failed),
            stages={
                stage: StageTime(count, round(self._seconds[stage], 3))
                for stage, count in self._done.items()
            },
            seconds=round(self._clock() - self._since, 3),
            left=0.0 if over else self._left(),
            over=over,
        )

    def _left(self) -> float | None:
        """Estimate what is left: by the stages done so far, as many at a time as until now."""
        spent = sum(self._seconds.values())
        if not spent:
            return None
        usual = sum(_USUAL.get(stage, 1.0) * count for stage, count in self._done.items())
        ahead = 0.0
        for stage, wanted in self._wanted.items():
            count = self._done[stage]
            each = self._seconds[stage] / count if count else _USUAL.get(stage, 1.0) * spent / usual
            ahead += each * (wanted - count)
        return round(ahead * (self._clock() - self._since) / spent, 1)


def job_that_made(path: Path, layout: Layout) -> RunningJob:
    """Return the job that makes a file of a build, told by where the file lies."""
    folder, *_ = path.relative_to(layout.folder).parts
    name, *rest = path.name.split(".")
    match folder:
        case "drafts":
            return RunningJob(_AUDIT, path.parent.name)
        case "editions":
            return RunningJob("release", path.name)
        case "manuscripts" if len(rest) > 1:
            return RunningJob("variant", name)
        case "manuscripts":
            return RunningJob(_BOOK, name)
    return RunningJob(folder, name)


def wanted(documents: int, variants: int, formats: int) -> dict[str, int]:
    """Return how many jobs of each stage documents need in so many variants and formats."""
    return {
        _BOOK: documents,
        "variant": documents * variants,
        _AUDIT: documents * variants * formats,
        "release": documents,
        "review": documents,
    }


def keep(progress: BuildState, layout: Layout) -> None:
    """Write the state of a build into its folder, whole or not at all."""
    place = layout.folder / _FILE
    draft = place.with_name(f".{_FILE}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.json.encode(progress))
        draft.replace(place)
    except OSError:
        draft.unlink(missing_ok=True)
