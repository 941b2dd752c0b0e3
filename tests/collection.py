"""Keep a collection of books in a folder, and run the workflow on it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent
ENVIRONMENT = {
    **os.environ,
    "KANBEN_LANG": "en",
    "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
}


def kanben(*words: str | bytes | Path, **options: object) -> tuple[int, str]:
    """Run a verb; return its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "kanben", *words],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write texts below a folder, by their names; return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


class Books:
    """A folder of books that lives outside the checkout."""

    def __init__(self, folder: Path, config: str = "variants: [zh-Hans-CN]\nformats: [epub]\n"):
        self.folder = folder
        self.put("config.yaml", config)

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def command(self, *arguments: str) -> list[str]:
        return [
            str(PROGRAMS / "snakemake"),
            "--snakefile",
            str(ROOT / "Snakefile"),
            "--directory",
            str(self.folder),
            *arguments,
        ]

    def snakemake(self, *arguments: str) -> tuple[int, str]:
        """Run the workflow; return its exit code and all that it said."""
        done = subprocess.run(
            self.command(*arguments),
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    @property
    def editions(self) -> list[str]:
        found = (self.folder / "build/editions").rglob("*.*")
        return sorted(path.name for path in found)

    def edition(self, name: str) -> Path:
        return self.folder / "build/editions" / name.partition(".")[0] / name

    def text(self, name: str) -> str:
        """Return the pages of an EPUB as they stand in it."""
        with zipfile.ZipFile(self.edition(name)) as book:
            pages = [member for member in book.namelist() if member.endswith(".xhtml")]
            return "".join(book.read(page).decode() for page in pages)
