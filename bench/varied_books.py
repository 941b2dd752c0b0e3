"""Write publications of many kinds from a number: what no seed shows, an edition must still say.

Every text is made of the seeds' sentences and of odd lines in the writings and signs that fonts,
word processors and readers treat in ways of their own. The same number gives the same folder.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

SEEDS = Path(__file__).parent.parent / "seeds" / "qijiang-2021"
ODD = Path(__file__).parent.parent / "tests" / "data" / "proving" / "odd.txt"

DESIGNS = ("book-a5", "a4", "newspaper")
VARIANTS = ("zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK", "as-printed")
_TITLES = (
    "江边旧事",
    "茶馆、船与雾",
    "第 3 集：2021 年",
    "A Short 集",
    "“引号”与《书名》",
    "—— 无题 ——",
)
_WORDS = ("Wade-Gery", "debian-mentors", "co-operation", "well-being", "e-mail", "state-of-the-art")
_LATIN = (
    "office",
    "ﬁnance",
    "ﬂow",
    "naïve",
    "Škoda",
    "x²+y²",
    "100%",
    "C++",
    "&amp;",
    "<b>",
    "a\u00a0b",
)
_MEASURES = (14, 22, 30, 0)


class Book:
    """Hold the parts of a made-up publication while its folder is written."""

    def __init__(self, number: int) -> None:
        self.rng = random.Random(number)
        self.number = number
        self.sentences = _sentences()
        self.odd = ODD.read_text(encoding="utf-8").splitlines()
        self.acts: list[dict[str, str]] = []
        self._whole = ""

    def write(self, folder: Path) -> Path:
        """Write the folder of the publication, and return it."""
        place = folder / f"book-{self.number:04}"
        place.mkdir(parents=True, exist_ok=True)
        for number in range(self.rng.randint(1, 3)):
            name = f"{number + 1:03}.txt"
            lines = list(self._source(name))
            (place / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        plan = {"title": self.rng.choice(_TITLES), **self._metadata(), "emendations": self.acts}
        text = yaml.safe_dump(plan, allow_unicode=True, sort_keys=False)
        (place / "publication.yaml").write_text(text, encoding="utf-8")
        return place

    @property
    def design(self) -> str:
        """Return the page design that the book is printed in."""
        return self.rng.choice(DESIGNS)

    @property
    def variant(self) -> str:
        """Return the script variant that is published."""
        return VARIANTS[self.number % len(VARIANTS)]

    def _metadata(self) -> dict[str, object]:
        fields: dict[str, object] = {
            "subtitle": "一册样书",
            "creators": [{"name": "林一鸣", "role": "著"}, {"name": "O’Neil, Ann-Marie"}],
            "date": "2024-05",
            "publisher": "山城文史馆 & Co.",
            "rights": "公有领域 <CC0>",
            "subjects": ["地方史", "茶馆"],
            "description": "旧报纸上抄来的故事。",
            "isbn": "978-7-00-000000-2",
        }
        return {name: value for name, value in fields.items() if self.rng.random() < 0.6}

    def _source(self, name: str) -> Iterator[str]:
        """Yield the printed lines of a source, and keep what the editor says about them."""
        count = 1
        measure = self.rng.choice(_MEASURES)
        for passage in self._passages():
            self._whole = passage
            for line in _printed(passage, measure):
                self._edit(f"{name}:{count}", line)
                yield line
                count += 1
            yield ""
            count += 1

    def _passages(self) -> Iterator[str]:
        rng = self.rng
        yield f"第{rng.choice('一二三四五')}章　{rng.choice(self.sentences)[:8]}"
        for _ in range(rng.randint(3, 7)):
            kind = rng.random()
            if kind < 0.35:
                yield "　　" + "".join(rng.sample(self.sentences, rng.randint(1, 4)))
            elif kind < 0.48:
                yield "　　" + self._mixed()
            elif kind < 0.66:
                yield "　　" + rng.choice(self.odd)
            elif kind < 0.84:
                yield from rng.choice((self._noted, self._table, self._apart, self._turned))()
            elif kind < 0.92:
                yield f"{rng.choice('一二三四')}、{rng.choice(self.sentences)[:12]}"
            else:
                yield "\n".join(f"　　　　{rng.choice(self.sentences)[:7]}，" for _ in range(4))

    def _noted(self) -> Iterator[str]:
        """Yield a paragraph that calls notes, and the notes as they are printed below it."""
        signs = self.rng.choice((("①", "②"), ("[1]", "[2]"), ("〔一〕", "〔二〕")))
        first, second, told = self.rng.sample(self.sentences, 3)
        yield f"　　{first[:9]}{signs[0]}{first[9:-1]}{signs[1]}{first[-1]}{second}"
        yield "\n".join((f"{signs[0]}{told}", f"{signs[1]}见 Wade-Gery，《ﬁne 集》，第 12–13 页。"))

    def _table(self) -> Iterator[str]:
        """Yield a caption and a table, set with spaces or with rules."""
        names = [self.rng.choice(self.sentences)[:4] for _ in range(3)]
        rows = [("年份", "产量", "备注"), *((each, f"{self.number}.5", "a-b") for each in names)]
        yield "表 1　历年产量"
        if self.rng.random() < 0.5:
            yield "\n".join("| " + " | ".join(row) + " |" for row in rows)
        else:
            yield "\n".join("　　　　".join(row) for row in rows)

    def _apart(self) -> Iterator[str]:
        """Yield a scene break between paragraphs, then a picture's caption."""
        yield "　　" + self.rng.choice(self.sentences)
        yield self.rng.choice(("※※※", "＊　＊　＊", "——", "* * *"))
        yield "　　" + self.rng.choice(self.sentences)
        yield f"图 {self.rng.randint(1, 9)}　{self.rng.choice(self.sentences)[:8]}"

    def _turned(self) -> Iterator[str]:
        """Yield a paragraph inside which pages of the print begin, also inside words."""
        text = list("".join(self.rng.sample(self.sentences, 3)))
        for _ in range(3):
            text.insert(self.rng.randrange(1, len(text)), "\f")
        yield "　　" + "".join(text)

    def _mixed(self) -> str:
        rng = self.rng
        words = [
            *rng.sample(_WORDS, 3),
            *rng.sample(_LATIN, 3),
            "https://example.org/" + "a-b/" * 12,
        ]
        rng.shuffle(words)
        return "".join(f"{rng.choice(self.sentences)[:9]} {word} " for word in words) + "。"

    def _edit(self, at: str, line: str) -> None:
        words = re.findall(r"[\u4e00-\u9fff]{4,}", line)
        chance = self.rng.random()
        if not words or chance > 0.12:
            return
        quoted = self.rng.choice(words)[:4]
        if self._whole.count(quoted) > 1:
            return
        if chance < 0.05:
            self.acts.append({"at": at, "note": "编者按：此处存疑，e.g. ﬁ。", "text": quoted})
        elif chance < 0.08:
            self.acts.append({"at": at, "query": quoted})
        elif chance < 0.11 or not line.startswith("第"):
            self.acts.append({"at": at, "correct": quoted, "to": quoted[:2] + "㐂" + quoted[2:]})
        else:
            self.acts.append({"at": at, "drop": line.strip(), "why": "标题重出"})


def _sentences() -> list[str]:
    text = "".join(
        line.strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8-sig").splitlines()
    )
    return [each for each in re.findall("[^。！？]+[。！？]", text) if len(each) > 14]


def _printed(passage: str, measure: int) -> Iterator[str]:
    """Yield the lines in which a passage is printed; a measure of 0 has one line each."""
    for line in passage.split("\n"):
        step = measure or len(line)
        yield from (line[start : start + step] for start in range(0, len(line), step))
