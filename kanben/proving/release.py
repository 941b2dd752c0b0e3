"""Let the editions of a publication change together: all that are whole, in one act."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kanben.errors import ArchiveError, KanbenError, file_fault
from kanben.manuscript.archive import whole_file
from kanben.manuscript.failures import failure_in
from kanben.manuscript.folders import whole_folder
from kanben.manuscript.layout import proof_beside
from kanben.manuscript.records import keep_record, note_read
from kanben.proving.proof import Proof, Verdict, load_proof, require_whole

Origin = tuple[str, str]
"""The digests of the sources and of the manuscript that an edition goes back to."""


class Release(Struct, frozen=True):
    """Hold the digests of what was put in place, and why the rest was not, by name."""

    editions: dict[str, str]
    failures: dict[str, KanbenError]


class _Proved(Struct, frozen=True):
    """Hold a draft or an edition with its proof."""

    file: Path
    proof: Path
    found: Proof

    @property
    def origin(self) -> Origin:
        digests = {link.stage: link.sha256 for link in self.found.chain}
        return digests["sources"], digests.get("manuscript", "")


def release(drafts: Sequence[Path], editions: Path, proofs: Path) -> Release:
    """Put in place those drafts that are whole, their proofs with them.

    Each draft has its proof beside it. An edition that was there and is none of these stays if it
    goes back to the same manuscript; what does not, goes. Raises ArchiveError for drafts of two
    manuscripts.
    """
    proved: list[_Proved] = []
    failures: dict[str, KanbenError] = {}
    for draft in drafts:
        try:
            proved.append(_proved(draft, proof_beside(draft)))
            require_whole(proved[-1].found, draft)
        except KanbenError as error:
            failures[draft.name] = error
    origin = _origin_of(proved)
    taken = {draft.name for draft in drafts}
    others = _others(editions, proofs, taken)
    stay = [each for each in others if origin is None or each.origin == origin]
    _put([*proved, *stay], editions, proofs)
    whole = {each.file.name: each.found.sha256 for each in proved if _is_whole(each)}
    return Release(whole, failures)


def save_release(released: Release, path: Path) -> None:
    """Write the digests of what was put in place, as ``sha256sum`` does."""
    with whole_file(path) as draft:
        lines = (f"{digest}  {name}\n" for name, digest in released.editions.items())
        draft.write_text("".join(lines), encoding="utf-8")


def _proved(file: Path, proof: Path) -> _Proved:
    """Read a proof; raises the error in its place, or ArchiveError if it proves another file."""
    try:
        record = proof.read_bytes()
        failure = failure_in(record, proof)
        if failure:
            raise failure
        content = file.read_bytes()
    except OSError as error:
        raise file_fault(error) from error
    note_read(file, content)
    note_read(proof, record)
    found = load_proof(proof)
    if found.sha256 != sha256(content).hexdigest():
        raise ArchiveError("archive.no_draft", file=file)
    return _Proved(file, proof, found)


def _is_whole(proved: _Proved) -> bool:
    return proved.found.verdict == Verdict.WHOLE


def _origin_of(proved: Iterable[_Proved]) -> Origin | None:
    """Return what all go back to; None if nothing can be said of any."""
    origins = {each.origin: each for each in proved}
    if len(origins) > 1:
        first, second, *_ = origins.values()
        raise ArchiveError("archive.other_manuscript", file=second.file, other=first.file.name)
    return next(iter(origins), None)


def _others(editions: Path, proofs: Path, taken: Iterable[str]) -> Iterator[_Proved]:
    """Yield the editions in place that are not taken away, as they were proved."""
    for edition in sorted(editions.iterdir()) if editions.is_dir() else ():
        if edition.name in taken or not edition.is_file():
            continue
        try:
            other = _proved(edition, proofs / f"{edition.name}.json")
        except KanbenError:
            continue
        if _is_whole(other):
            yield other


def _put(proved: Sequence[_Proved], editions: Path, proofs: Path) -> None:
    """Fill both folders anew and let them take their places; a proof of a fault is kept too."""
    with whole_folder(proofs) as new_proofs, whole_folder(editions) as new_editions:
        for each in proved:
            name = each.file.name
            _lay(each.proof, proofs / f"{name}.json", new_proofs / f"{name}.json")
            if _is_whole(each):
                _lay(each.file, editions / name, new_editions / name)
    for folder in (editions, proofs):
        for path in folder.iterdir():
            keep_record(path)
        if not any(folder.iterdir()):
            folder.rmdir()


def _lay(made: Path, before: Path, place: Path) -> None:
    """Copy a file; one that lay there with the same content before keeps its date."""
    same = before.is_file() and before.read_bytes() == made.read_bytes()
    if same:
        shutil.copy2(before, place)
    else:
        shutil.copyfile(made, place)
