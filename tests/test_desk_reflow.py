"""Only what an act changes is thought again; the page is what a fresh reading makes."""

import random
from pathlib import Path

import pytest

from kanben.desk.asks import (
    Ask,
    BlockKindAsk,
    EndAsk,
    FarJoinAsk,
    MoveAsk,
    TakeBackAsk,
    WordsAct,
    WordsAsk,
)
from kanben.desk.book import OpenBook, State
from kanben.desk.journal import Journal
from kanben.desk.tongues import tongue_of
from kanben.errors import KanbenError
from kanben.manuscript.blocks import BlockKind
from kanben.messages import speaking
from tests.running_desk import SEED

ACTS = 40

VILLAGE = """第一章　渡口

　　老渡口在村东，石阶一直铺到水里。每逢赶集，船工老
周总要比平日早起一个时辰，把缆绳理顺，把船板擦干。
　　“今天水急，”他说，“一趟只载十个人。
　　赶集的人挑着担子，站在石阶上等，谁也不着急。茶社
茶社的伙计提着壶，一路招呼过来。
渡口旧照
　　对岸是县城的北门，城楼早就拆了，只剩下两段残墙，
墙上长满了藤。
- 2 -
　　老周在这里撑了三十年船，两岸的人他没有不认得的，
谁家嫁女，谁家盖房，他都比别人先晓得
"""


def opened(place: Path) -> OpenBook:
    return OpenBook(place, Journal(place / ".journal"))


def shown(state: State) -> tuple[object, ...]:
    pull = state.pull
    return state.rows, state.doubts, pull.manuscript, pull.publication.plan


def asked(state: State, chance: random.Random) -> Ask:
    """Ask for whatever comes to mind."""
    row = chance.choice([row for row in state.rows if row.runs and row.lines])
    other = chance.choice([row for row in state.rows if row.runs])
    line = chance.choice(row.lines)
    start = line.start + chance.randrange(max(1, len(line.text)))
    kind = chance.choice([BlockKind.HEADING, BlockKind.CAPTION, BlockKind.PARAGRAPH])
    do = chance.choice([do for do in WordsAct if do != WordsAct.BREAK])
    acts = len(state.pull.publication.plan.emendations)
    asks: list[Ask] = [
        EndAsk(line.source, line.line, join=True),
        EndAsk(line.source, line.line, join=False),
        BlockKindAsk(row.key, kind),
        BlockKindAsk(row.key, BlockKind.FURNITURE),
        MoveAsk(row.key, other.key),
        FarJoinAsk(row.key, other.key),
        WordsAsk(do, line.source, line.line, start, start + 2, to="茶社"),
        TakeBackAsk(chance.randrange(max(1, acts))),
    ]
    return chance.choice(asks)


@pytest.mark.parametrize("text", [SEED.read_text("utf-8"), VILLAGE], ids=["newspaper", "village"])
def test_after_every_act_the_page_is_what_a_fresh_reading_makes(tmp_path: Path, text: str) -> None:
    (tmp_path / "甲.txt").write_text(text, encoding="utf-8")
    book, chance = opened(tmp_path), random.Random(1953)
    done = 0
    for _ in range(ACTS):
        state = book.state()
        try:
            if book.history.done and chance.random() < 0.1:
                book.undo(state.version)
            else:
                book.act(asked(state, chance), state.version, "林编辑")
        except KanbenError:
            continue
        done += 1
        assert shown(book.state()) == shown(opened(tmp_path).state())
    assert done > ACTS / 3


def test_two_editors_read_the_same_doubts_each_in_their_own_language(tmp_path: Path) -> None:
    place = tmp_path / "村渡.txt"
    place.write_text(VILLAGE, encoding="utf-8")
    book = opened(place)
    for tag in ("zh-Hans", "en", "zh-Hans"):
        with speaking(tongue_of(tag)):
            assert book.state().doubts == opened(place).state().doubts
    with speaking(tongue_of("en")):
        english = book.state().doubts
    with speaking(tongue_of("zh-Hans")):
        assert english.keys() == book.state().doubts.keys()
        assert english != book.state().doubts
