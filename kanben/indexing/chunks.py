"""Cut a proper name out of running text: from its suffix back to where it begins."""

import re
from functools import lru_cache

from msgspec import Struct

from kanben import words
from kanben.characters import HAN_RANGES, is_han

_HAN = f"[{HAN_RANGES}]"
_REACH = 32
"""Characters that a name may have; the longest in the dictionary of institutions have 30."""
_BACK = re.compile(f"(?:{_HAN}|[A-Za-z0-9·•—\\-+&]|[（(]{_HAN}{{1,8}}[）)])+$")

_NOUNS = ("n", "j", "b", "s", "f", "vn", "an", "x", "g", "i", "l", "z")
_MODIFIERS = frozenset("新 大 小 总 老 高 中 全 正大 先进 绿色 综合".split())
_ACTIVITIES = frozenset(
    "创新 制造 示范 服务 合作 建设 发展 开发 研究 研发 投资 传播 交易 交流 设计 运行 融合 转化 支持 "
    "管理 监督 保障 统筹 协调 教育 训练 培训 保护 防控 救助 援助 就业 检测 检验 评价 监测 应急 "
    "承载 呼叫 通道 攻防 共享 开放 招商 扩能 运输 改革 联合 治理 促进 指导 信访 选举 预防 扶贫 "
    "种植 养殖 加工 销售 进出口 商务 工作 环保 节能 储能 出版 发行 传动 展示 孵化 智造".split()
)
_STOPS = frozenset(
    "等 及 和 与 或 以及 由 在 于 的 了 着 过 为 以 从 到 对 向 把 被 将 让 使 是 有 各 每 该 本 这 那 "
    "其 家 个 位 名 座 条 项 所 部分 重点 多 余 全市 全区 全省 全县 全国 一批 一个 一家 "
    "近日 日前 目前 今年 去年 同时 此外 其中 包括 以来 位于 地处 来自 "
    "负责人 相关 有关 上述 上 下 内 外 里 后 前 时".split()
)


class Chunk(Struct, frozen=True):
    """Hold the words of a name, its suffix the last; `text` is the name."""

    text: str
    words: tuple[str, ...]


def _joins(word: str) -> bool:
    """Tell whether a word may stand inside a name, before its suffix."""
    if word in _STOPS:
        return False
    if not is_han(word[0]):
        return True
    kind = words.tag(word)
    if not kind:
        return True
    if word in _MODIFIERS or word in _ACTIVITIES:
        return True
    return kind.startswith(_NOUNS)


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(words.cut(text))


def chunk_before(text: str, end: int, suffix: str) -> Chunk | None:
    """Return the name that ends at `end` with `suffix`; None if nothing stands before it."""
    found = _BACK.search(text[max(0, end - _REACH) : end - len(suffix)])
    if not found:
        return None
    kept: list[str] = []
    depth = 0
    for word in reversed(_cut(found[0])):
        if word in "）)":
            depth += 1
        elif word in "（(":
            depth -= 1
        elif not depth and not _joins(word):
            break
        kept.insert(0, word)
    while kept and kept[0][0] in "·•—-+&）)":
        kept.pop(0)
    if not kept:
        return None
    return Chunk("".join(kept) + suffix, (*kept, suffix))
