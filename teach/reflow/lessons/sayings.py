"""Set texts as woodblock prints of prose: long paragraphs or short sayings, signed or not."""

import random
import re
from collections.abc import Iterator, Sequence

from bench.reflow_gold import Document
from teach.reflow.lessons.dress import Tagged
from teach.reflow.lessons.press import Press, Run, Words, bare, choose_setup

LINES = 320
_SENTENCES = re.compile(r"[^。！？；!?;]+[。！？；!?;”」』）]*")
_LONGEST_SENTENCE = 200
"""What is longer has no marks, and is cut anywhere."""
_INDENTS = ((0, 1), (0, 1), (0, 1), (0, 0), (1, 0), (2, 0), (0, 2), (1, 1))


def print_sayings(name: str, text: Tagged, seed: int) -> Document:
    """Print prose in paragraphs with or without signatures, notes, headings."""
    rng = random.Random(seed)
    words = Words(bare("".join(written for _, written in text)), rng)
    press = Press(choose_setup(words, rng), rng)
    indents = rng.choice(_INDENTS)
    signed = rng.choice([0, 0.6, 0.9, 0.97])
    signers = [words.pick(rng.choice([1, 2, 2])) for _ in range(rng.randint(4, 20))]
    noted = rng.choice([0, 0, 0.1, 0.5])
    usual = rng.choice([20, 40, 80, 160])
    headed = rng.choice([0, 0.01, 0.03, 0.1])
    press.open_volume()
    for indent in range(rng.randint(0, 2)):
        press.emit_titled([(words.pick(rng.randint(2, 6)), False)], indent + 2)
    next_volume = rng.choice([LINES // 3, LINES // 2, LINES])
    sentences = _sentences(text, rng)
    while len(press.lines) < LINES:
        if len(press.lines) >= next_volume:
            next_volume = LINES
            press.close_volume()
            press.open_volume()
        if rng.random() < headed:
            press.emit_titled([(words.pick(rng.randint(2, 12)), False)], press.setup.heading)
        runs = _paragraph(sentences, words, rng, usual, noted)
        if rng.random() < signed:
            runs.append((_signature(signers, words, rng), True))
        press.emit("paragraph", runs, *indents)
    press.close_volume()
    return press.document(f"{name}-sayings-{seed}")


def _paragraph(
    sentences: Iterator[str], words: Words, rng: random.Random, usual: int, noted: float
) -> list[Run]:
    length = rng.expovariate(1 / usual)
    runs: list[Run] = [(next(sentences), False)]
    while sum(len(run) for run, _ in runs) < length:
        if rng.random() < noted:
            note = rng.choice([rng.randint(2, 8), rng.randint(5, 30), rng.randint(20, 90)])
            runs.append((words.pick(note), True))
        runs.append((next(sentences), False))
    return runs


def _signature(signers: Sequence[str], words: Words, rng: random.Random) -> str:
    """Return who wrote a saying down, at times with its subject or a remark: 淳○天地."""
    signer = rng.choice(signers)
    if rng.random() < 0.08:
        return f"{signer}○{words.pick(rng.randint(1, 6))}"
    return f"{words.pick(rng.randint(4, 12))}○{signer}" if rng.random() < 0.05 else signer


def _sentences(text: Tagged, rng: random.Random) -> Iterator[str]:
    """Yield the text's sentences without their marks, round and round from somewhere on."""
    written = [words for kind, words in text if kind in ("paragraph", "list", "verse")]
    found = [bare(piece) for words in written for piece in _SENTENCES.findall(words)]
    found = [part for piece in found for part in _cut(piece, rng)]
    place = rng.randrange(len(found))
    while True:
        yield found[place]
        place = (place + 1) % len(found)


def _cut(sentence: str, rng: random.Random) -> Iterator[str]:
    while len(sentence) > _LONGEST_SENTENCE:
        cut = rng.randint(6, 60)
        yield sentence[:cut]
        sentence = sentence[cut:]
    if sentence:
        yield sentence
