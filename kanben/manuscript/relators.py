"""Translate the roles that Chinese publications name into the codes of libraries."""

_RELATORS = {
    "pht": "摄攝影照",
    "ill": "图圖绘繪画畫",
    "trl": "译譯",
    "edt": "编編辑輯校",
    "rpt": "记者記通讯訊",
    "cmp": "纂",
    "ann": "注註疏",
    "aut": "文著撰作",
}
"""MARC relator codes (https://www.loc.gov/marc/relators/) by the characters of Chinese roles."""


def relator_of(role: str, default: str) -> str:
    """Return the MARC code of a role in Chinese words (文, 图, 主编); `default` if unknown."""
    found = (code for code, signs in _RELATORS.items() if any(sign in role for sign in signs))
    return next(found, default)
