"""Sum up what was changed, or read otherwise, without a note."""

from collections import Counter
from collections.abc import Iterable

from kanben.manuscript.emendations import EDITOR, TEXTUAL, Emendation
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word

_PREFIX = "repair."


def summary_of(manuscript: Manuscript) -> str:
    """Return what the edition does without a note: repairs by rule, readings passed over."""
    lang = manuscript.script_variant.language
    passed = ""
    if manuscript.passed_over:
        passed = word("readings-passed", lang).format(count=manuscript.passed_over)
    return _repairs_sentence(manuscript.emendations, lang) + passed


def _repairs_sentence(emendations: Iterable[Emendation], lang: str) -> str:
    """Return how often each rule changed the text, commonest first; empty if none did.

    本版依通例改正底本，不逐条出注：中文中的半角标点 236 处、汉字间的多余空格 5 处。
    """
    counts = Counter(
        emendation.reason.removeprefix(_PREFIX)
        for emendation in emendations
        if emendation.by != EDITOR
        and emendation.change in TEXTUAL
        and emendation.reason.startswith(_PREFIX)
    )
    if not counts:
        return ""
    listed = (
        word("repair-times", lang).format(what=word(f"repair-{reason}", lang), count=count)
        for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return word("repairs", lang).format(repairs="、".join(listed))
