"""Set generated books with WeasyPrint, with the composer and with Typst; measure all three.

    python -m bench.typesetting [--characters N]… [--rounds N] [--lang zh-Hant] [--lines LINES.py]

Every book is set in a process of its own, the engines in turn, so that all have the same
machine; the best of the rounds counts. LINES.py is a scorer of PDFs that prints one line a file.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from bench.generated_book import write_book
from bench.printed_lines import count

ENGINES = ("stock", "composed", "typst")
FONTS = {"zh-Hans": "Noto Serif CJK SC", "zh-Hant": "Noto Serif CJK TC"}
REGIONS = {"zh-Hans": "cn", "zh-Hant": "tw"}


def main() -> None:
    """Print a table of all books and engines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--characters", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lang", choices=FONTS, default="zh-Hans")
    parser.add_argument("--lines", type=Path, help="a scorer of PDFs to run as well")
    parser.add_argument("--python", default=sys.executable, help="the Python that runs it")
    parser.add_argument("--set", nargs=3, metavar=("ENGINE", "CHARACTERS", "PDF"))
    options = parser.parse_args()
    if options.set:
        engine, characters, path = options.set
        print(json.dumps(_set(engine, int(characters), options.lang, Path(path))))
        return
    print("characters engine    seconds  of stock     MB  file kB  "
          "lines starts ends over short  edge sd  lone last lines")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for characters in options.characters:
            _compare(characters, options, Path(folder))


def _compare(characters: int, options: argparse.Namespace, folder: Path) -> None:
    best: dict[str, dict[str, float]] = {}
    paths = {engine: folder / f"{engine}-{characters}.pdf" for engine in options.engines}
    for _ in range(options.rounds):
        for engine, path in paths.items():
            measured = _measure(engine, characters, options.lang, path)
            if engine not in best or measured["seconds"] < best[engine]["seconds"]:
                best[engine] = measured
    for engine, path in paths.items():
        seconds, megabytes = best[engine]["seconds"], best[engine]["megabytes"]
        ratio = seconds / best["stock"]["seconds"] if "stock" in best else 1.0
        found = count(path)
        print(
            f"{characters:10} {engine:9} {seconds:7.2f} {ratio:8.2f}× {megabytes:6.0f} "
            f"{path.stat().st_size / 1000:8.0f} {found.lines:6} {found.bad_starts:6} "
            f"{found.bad_ends:4} {found.over:4} {found.short / found.full:5.1%} "
            f"{found.edge:6.2f}pt {found.lone / found.paragraphs:10.2%}",
            flush=True,
        )
        if options.lines:
            _score(path, options)


def _measure(engine: str, characters: int, lang: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.typesetting", "--lang", lang]
    command += ["--set", engine, str(characters), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _score(path: Path, options: argparse.Namespace) -> None:
    convention = ["--hant"] if options.lang == "zh-Hant" else []
    command = [options.python, str(options.lines), *convention, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    print("           " + (done.stdout or done.stderr).splitlines()[0].rpartition("/")[2])


def _set(engine: str, characters: int, lang: str, path: Path) -> dict[str, float]:
    """Set one book in this process; return CPU seconds and peak memory in MB."""
    book = write_book(characters, lang=lang)
    if engine == "typst":
        import typst

        source = book.typst(lang="zh", region=REGIONS[lang], font=FONTS[lang]).encode()
        begun = time.process_time()
        path.write_bytes(typst.compile(source))
    else:
        from weasyprint import HTML

        html = book.html(lang=lang, font=FONTS[lang])
        composing = _composing(engine)
        begun = time.process_time()
        with composing:
            HTML(string=html).write_pdf(path)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": peak}


def _composing(engine: str) -> AbstractContextManager[None]:
    from kanben.typesetting.composer import composed

    return composed() if engine == "composed" else nullcontext()


if __name__ == "__main__":
    main()
