"""Describe the surroundings of a character by the features that the chooser weighs."""

from collections.abc import Iterator

from kanben.characters import CLOSING, OPENING, PAUSES, SENTENCE_END
from kanben.names import TRANSLITERATING

BREAK = "，"
"""Stands in a context for all punctuation, for white space, and for the ends of the text."""

REACH = 3
"""How many characters a context holds on each side."""

WINDOWS = ((1, 0), (2, 0), (3, 0), (0, 1), (0, 2), (0, 3), (1, 1), (2, 1), (1, 2), (2, 2))
"""How many characters to the left, how many to the right each n-gram takes in."""

WAVERING = "(?!了解)(?!(?<=明)了)"
"""Goes before a pattern to leave out words that either form is right in: 了解/瞭解, 明了/明瞭."""

_NUMERALS = frozenset("0〇一二三四五六七八九十百千万亿两廿卅几数半")
_GIVEN = frozenset(
    "靖俊祥晓斌蓉仲卿伟侯鹏斐彦襄萍玲廷宗慧炳绍杰郡霖嘉旭桓丽毅忠伯乃涛君永荣琪麟亦瑞敏禄甫仁耀昌庄帝森王"
    "芳梅秀钧汝宝曾祖勋玉奎宇刘玄辉孙娜臣钦孝庆桢逊弘莉寨杨兆峰魏婷琦尉志德桂宋芬贞瑾柏鸿刚贾兄亭宏轩瑜惠"
    "铭朱尧洪凤昭贤嗣焕孟兹锡希祯彪泽裕亨燕侠谦薇吴乔茂莲康明佩春皇敬媛琳寿藩剑丕哲翔凯耶碧英培崇浩怡赵傅"
    "剌启宪佐玛禹曼振尹毓燮祺钰姆继霞太欣允珍瑛骏弟秉祠鲁弼雯迪帅晋尚良林楠云铎楚师翰渊狄华尔军阁吕卓儒爵"
    "赫璋汉彭庵沛琏建誉翠驹贵岳蒂邦郎丹泰勇李莱亮遂福馨丞慈舜延诺璐钊谟徵莹兰叹菊颖淳吉懿苌邑宣勒泉铨祚陵"
    "卢夫翊禅武赐诏兀郭松恺文洛乾旺紫仕檀士秋鑫溪菲滕萧诚克巍元健恒羲努曹虞田才湘龙庙诸宁丁迦栋歆抚笙镇恭"
    "仙肃卒妃吾先纳承献梁玺淞尼堡隆贝昆澄慕寅景树坚嵩掌孚达曜昊葆锦伦赞柯豫世召维胜雷诗思蔚姬冉倩炜宫朗辅"
    "姑塔藻博智琛筠唐袁鼎衍立妮斯震鹿普昕胤骞贺婉奇懋正龄兵禧岚鹤怀晖霍奉雄陈玮灵斋瞅捷纲瑶庚聪惟艳岩谏凌"
    "冬鼐嬷绶鹃霆娅茹啸舒卫夷兴雪雍殷韦晏雅齐泓澍逵鸣秦青肇灿渠章至仆晴衡艾琴侍顺卜梨村琼邺阗逸妹润虹沅桐"
    "杉芹娴淇巾岭忙圣光硕跃"
)
"""Characters that stand in given names more often than elsewhere, by the names in jieba's list."""
_SAYING = frozenset("说道曰问答笑叫喊骂叹想云")
"""Verbs that tell who speaks: they follow a name."""


class _Letters(dict[int, str]):
    """Map some characters to letters, breaks, digits and Latin to themselves, others to H."""

    def __init__(self, **kinds: frozenset[str]) -> None:
        super().__init__({ord(char): char for char in f"{BREAK}0A"})
        for letter, chars in kinds.items():
            self.update(dict.fromkeys(map(ord, chars), letter))

    def __missing__(self, char: int) -> str:
        return "H"


_SOUNDS = _Letters(T=TRANSLITERATING)
_NAMES = _Letters(G=_GIVEN, S=_SAYING)

KIND_SIGNS = "~#&"
"""What the name of a feature of kinds begins with."""

_PAD = BREAK * REACH


def _plain_table() -> dict[int, str]:
    table = {ord(mark): BREAK for mark in OPENING | CLOSING | PAUSES | SENTENCE_END}
    table |= dict.fromkeys((*range(33), *b"#$%&*+-/<=>@\\^_|~`\"'", 12288), BREAK)
    table |= {ord(mark): BREAK for mark in "—–-－·‧•・～／％＋＝\t"}
    for zero in (ord("0"), ord("０")):
        table |= dict.fromkeys(range(zero, zero + 10), "0")
    for first in "AaＡａ":
        table |= dict.fromkeys(range(ord(first), ord(first) + 26), "A")
    return table


_PLAIN = _plain_table()


def plain(text: str) -> str:
    """Level what does not matter to a choice: digits, Latin letters, punctuation.

    The result has REACH breaks more than `text` at either end.
    """
    return _PAD + text.translate(_PLAIN) + _PAD


def kind_features(context: str, place: int) -> tuple[str, ...]:
    """Name what kinds of character surround `place`: of foreign names, of numbers, of names.

    Only these are features: word classes at large mislead outside the texts they were learned
    from. ``~`` goes before the letters of foreign names (T for a character that writes them, H
    for any other; digits, Latin letters and breaks stand for themselves), ``#`` before those of
    numbers (N), ``&`` before those of Chinese names (G for a character of given names, S for a
    verb of saying).
    """
    left, right = context[place - 2 : place], context[place + 1 : place + 4]
    return (
        *_foreign(left.translate(_SOUNDS), right[:2].translate(_SOUNDS)),
        *_numeric(left, right),
        *_personal(left[1:].translate(_NAMES), right.translate(_NAMES)),
    )


def _foreign(left: str, right: str) -> Iterator[str]:
    if "T" in left:
        yield f"~{left}|"
    if "T" in right:
        yield f"~|{right}"
    if "T" in left or "T" in right:
        yield f"~{left}|{right}"


def _numeric(left: str, right: str) -> Iterator[str]:
    if left[1] in _NUMERALS:
        yield "#N|"
        yield f"#N|{right[0].translate(_SOUNDS)}"
    elif left[0] in _NUMERALS:
        yield "#N_|"
    if right[0] in _NUMERALS:
        yield "#|N"


def _personal(left: str, right: str) -> Iterator[str]:
    if right[0] == "G" or right[1] == "G":
        yield f"&|{right}"
        yield f"&{left}|{right[:2]}"


def window_features(left: str, right: str) -> Iterator[str]:
    """Name the n-grams around a place, written with ``_`` where the character stands.

    `left` and `right` may be shorter than REACH, as in a single word; windows that reach beyond
    them are left out.
    """
    for before, after in WINDOWS:
        if before <= len(left) and after <= len(right):
            yield f"{left[len(left) - before :]}_{right[:after]}"
