"""Train the tagger of names.

    python -m teach.names.train --texts DIR --silver DIR --minutes N [--out FILE] [--start FILE]

DIR of `--texts` holds labelled corpora (``uner-*.iob2.xz``, ``kyoto-*.conllu.xz``), that of
`--silver` what teach.names.silver made. The learning rate falls over the number of steps, so that
the same command gives the same weights. Errors on the test part of Universal NER and on the texts
held back are printed at the end.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from msgspec import Struct
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from kanben.indexing.text.tagging.decode import spans_of
from kanben.indexing.text.tagging.parts import (
    BEGIN,
    CLASSES,
    END,
    INSIDE,
    KINDS,
    PARTS,
    SINGLE,
    part,
)
from kanben.indexing.text.tagging.symbols import (
    FIRST_CHARACTER,
    OTHER,
    folded,
    pairs_of,
    symbol_table,
    symbols_of,
)
from teach.names.disguise import Disguise
from teach.names.lessons import HELD_BACK, Lesson, all_lessons
from teach.names.network import PAIRS, Tagger

Ints = npt.NDArray[np.int64]

CHARACTERS = 6200
SEEN = 3
"""Occurrences from which a character is learned."""
BATCH, POOL = 32, 4096
"""Lessons in a batch; lessons drawn at a time, so that lessons of like length meet."""
RATE, WARM = 2e-3, 300
MEMORY = 0.999
"""What a step leaves of the mean of the weights: the mean of about a thousand steps is kept."""
UNKNOWN, UNKNOWN_NAME = 0.03, 0.08
"""Share of characters that are hidden from the tagger, outside names and inside."""
WORDS = 0.3
"""Weight of the errors on words beside those on names."""
WEIGHTS = {"uner": 4.0, "kyoto": 2.0, "silver-reports": 1.5, "silver": 1.0}
WITHOUT_NAMES = 0.4
"""Weight of a lesson without a name beside one with names."""
SKIP = -1


class Batch(Struct, frozen=True):
    """Hold lessons side by side, filled up to the longest."""

    symbols: Ints
    names: Ints
    words: Ints


def name_parts(lesson: Lesson) -> Ints:
    """Return the part of a name that each character is; doubtful ones are skipped."""
    parts = np.zeros(len(lesson.text), np.int64)
    for start, end, kind in lesson.names:
        if kind not in KINDS:
            parts[start:end] = SKIP
            continue
        number = KINDS.index(kind)
        if end == start + 1:
            parts[start] = part(number, SINGLE)
            continue
        parts[start:end] = part(number, INSIDE)
        parts[start], parts[end - 1] = part(number, BEGIN), part(number, END)
    return parts


def batch_of(lessons: Sequence[Lesson], table: Ints) -> Batch:
    """Lay lessons out as arrays."""
    shape = (len(lessons), max(len(lesson.text) for lesson in lessons))
    batch = Batch(np.zeros(shape, np.int64), np.full(shape, SKIP), np.full(shape, SKIP))
    for row, lesson in enumerate(lessons):
        length = len(lesson.text)
        batch.symbols[row, :length] = symbols_of(lesson.text, table)
        batch.names[row, :length] = name_parts(lesson)
        if lesson.words:
            batch.words[row, :length] = np.frombuffer(lesson.words, np.uint8)
    return batch


def known_characters(lessons: Sequence[Lesson]) -> str:
    """Return the characters that occur often enough, the most frequent first."""
    counts: Counter[str] = Counter()
    for lesson in lessons:
        counts.update(map(folded, lesson.text))
    found = [char for char, count in counts.most_common(CHARACTERS) if count >= SEEN]
    return "".join(char for char in found if char != "\n")


def split(lessons: Sequence[Lesson]) -> tuple[list[Lesson], dict[str, list[Lesson]]]:
    """Part the lessons that are learned from those that are held back, by source."""
    learned: list[Lesson] = []
    held: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        if lesson.source == "uner-test" or lesson.source.removeprefix("silver-") in HELD_BACK:
            held.setdefault(lesson.source, []).append(lesson)
        else:
            learned.append(lesson)
    return learned, held


def weight(lesson: Lesson) -> float:
    """Return how often a lesson is drawn beside others."""
    found = next(weight for name, weight in WEIGHTS.items() if lesson.source.startswith(name))
    return found * (1.0 if lesson.names else WITHOUT_NAMES)


def batches(lessons: Sequence[Lesson], table: Ints, rng: np.random.Generator) -> Iterator[Batch]:
    """Yield batches without end, names disguised and characters hidden."""
    weights = np.array([weight(lesson) for lesson in lessons])
    weights /= weights.sum()
    disguise = Disguise(lessons, int(rng.integers(1 << 30)))
    while True:
        drawn = [disguise(lessons[at]) for at in rng.choice(len(lessons), POOL, p=weights)]
        drawn.sort(key=lambda lesson: len(lesson.text))
        for first in rng.permutation(np.arange(0, POOL, BATCH)):
            batch = batch_of(drawn[first : first + BATCH], table)
            hidden = rng.random(batch.symbols.shape)
            hide = hidden < np.where(batch.names > 0, UNKNOWN_NAME, UNKNOWN)
            batch.symbols[hide & (batch.names != SKIP)] = OTHER
            yield batch


def loss_of(tagger: Tagger, batch: Batch) -> torch.Tensor:
    """Return the error on one batch."""
    pairs = torch.from_numpy(pairs_of(batch.symbols, PAIRS))
    names, words = tagger(torch.from_numpy(batch.symbols), pairs)
    loss = functional.cross_entropy(
        names.flatten(0, 1), torch.from_numpy(batch.names).flatten(), ignore_index=SKIP
    )
    if (batch.words != SKIP).any():
        loss = loss + WORDS * functional.cross_entropy(
            words.flatten(0, 1), torch.from_numpy(batch.words).flatten(), ignore_index=SKIP
        )
    return loss


def train(tagger: Tagger, source: Iterator[Batch], steps: int, rate: float) -> None:
    """Train for a number of batches; the tagger keeps the mean of its last weights."""
    optimizer = torch.optim.AdamW(tagger.parts.parameters(), lr=rate, weight_decay=0.01, fused=True)
    mean = AveragedModel(tagger.parts, multi_avg_fn=get_ema_multi_avg_fn(MEMORY))
    total = 0.0
    for step, batch in enumerate(source, 1):
        fall = 0.01 + 0.495 * (1 + np.cos(np.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, step / WARM) * fall
        loss = loss_of(tagger, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tagger.parts.parameters(), 1.0)
        optimizer.step()
        mean.update_parameters(tagger.parts)
        total += float(loss.detach())
        if step % 1000 == 0:
            print(f"step {step} loss {total / 1000:.4f}", flush=True)
            total = 0.0
        if step >= steps:
            break
    tagger.parts.load_state_dict(mean.module.state_dict())


def examine(tagger: Tagger, lessons: Sequence[Lesson], table: Ints) -> str:
    """Return precision and recall of the names of some lessons, doubtful ones aside."""
    tagger.parts.eval()
    right = found = wanted = 0
    for first in range(0, len(lessons), 2 * BATCH):
        some = lessons[first : first + 2 * BATCH]
        batch = batch_of(some, table)
        with torch.no_grad():
            pairs = torch.from_numpy(pairs_of(batch.symbols, PAIRS))
            scores = tagger(torch.from_numpy(batch.symbols), pairs)[0].softmax(-1).numpy()
        for lesson, row in zip(some, scores, strict=True):
            gold = {span for span in lesson.names if span[2] in KINDS}
            doubt = [span for span in lesson.names if span[2] not in KINDS]
            mine = {
                (each.start, each.end, KINDS[each.kind])
                for each in spans_of(row[: len(lesson.text)])
                if not any(each.start < end and start < each.end for start, end, _ in doubt)
            }
            right, found, wanted = right + len(gold & mine), found + len(mine), wanted + len(gold)
    tagger.parts.train()
    return f"precision {right / max(found, 1):.3f} recall {right / max(wanted, 1):.3f}"


def main() -> None:
    """Train the tagger and write its weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--silver", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=40_000)
    parser.add_argument("--rate", type=float, default=RATE, help="the highest rate of learning")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    learned, held = split(list(all_lessons(options.texts, options.silver)))
    characters = known_characters(learned)
    table = symbol_table(characters)
    tagger = Tagger(FIRST_CHARACTER + len(characters), PARTS, 2 * len(CLASSES))
    if options.start:
        stored = np.load(options.start)
        tagger.parts.load_state_dict(
            {name: torch.from_numpy(stored[name]) for name in stored.files if name != "known"}
        )
    print(len(learned), "lessons", len(characters), "characters", flush=True)
    train(tagger, batches(learned, table, np.random.default_rng(7)), options.steps, options.rate)
    stored_weights: dict[str, Any] = {"known": np.array(characters), **tagger.weights()}
    np.savez(options.out, **stored_weights)
    for name, lessons in held.items():
        print(name, examine(tagger, lessons, table), flush=True)


if __name__ == "__main__":
    main()
