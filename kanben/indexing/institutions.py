"""Find organisations, places and projects by the word that ends their names."""

import re
from collections.abc import Iterable, Iterator

from kanben import words
from kanben.characters import is_han
from kanben.indexing.chunks import Chunk, chunk_before
from kanben.indexing.sightings import Sighting
from kanben.manuscript.index import TermKind

_ORGANISATION = (
    "股份有限公司 有限责任公司 有限公司 公司 集团 学院 大学 研究院 研究所 研究中心 实验室 医院 "
    "委员会 协会 学会 联盟 联合会 商会 基金会 领导小组 指挥部 人民政府 人民法院 检察院 出版社 "
    "电视台 博物馆 图书馆 档案馆 合作社 事务所 宣传部 组织部 商务委 经信委 区委 市委 省委 县委 "
    "呼叫中心 数据中心"
)
_PLACE = (
    "新区 高新区 开发区 工业园区 工业园 产业园 科技园 示范区 试验区 保税区 都市区 片区 经济圈 "
    "经济带 城市群 服务区 科学城 铁路 高速公路 高速 大桥 隧道 机场 水库"
)
_PROJECT = "项目 工程 走廊 通道 谷 基地 小镇 靶场 大会 博览会 论坛 峰会 活动"
_KINDS = {
    suffix: kind
    for kind, suffixes in (
        (TermKind.ORGANISATION, _ORGANISATION),
        (TermKind.PLACE, _PLACE),
        (TermKind.PROJECT, _PROJECT),
    )
    for suffix in suffixes.split()
}
_SUFFIX = re.compile("|".join(sorted(_KINDS, key=len, reverse=True)))


def is_specific(chunk: Chunk) -> bool:
    """Tell whether a chunk names one thing: a place, an unknown word or a label is in it."""
    inside = chunk.words[:-1]
    return any(
        words.tag(word) == "ns" or not words.tag(word) for word in inside if is_han(word[0])
    )


def find_institutions(texts: Iterable[str]) -> Iterator[Sighting]:
    """Yield names that end in 公司, 学院, 产业园, 项目, … and say which one."""
    for text in texts:
        for found in _SUFFIX.finditer(text):
            chunk = chunk_before(text, found.end(), found[0])
            if chunk and is_specific(chunk):
                yield Sighting(chunk.text, _KINDS[found[0]], 1.0, "suffix")
