"""Bar what no index lists, whatever speaks for it: idioms, verbs, pronouns, 那山, 林子里."""

from kanben import words
from kanben.indexing.text.sightings import MEASURED, NAMED, Candidate
from kanben.indexing.text.vocabulary import members
from kanben.manuscript.index import TermKind

_NO_NAMES = ("v", "i", "l", "r", "d", "a", "m", "c", "p", "u")
_NO_TERMS = ("r", "d", "c", "p", "u", "m", "t")
_POINTING = ("那", "这", "此", "满", "众", "群", "某", "各")
_SEEN = 3
"""Sights of the tagger from which a particle may be somebody's given name."""
_ENDINGS = frozenset("遂然尚时来好斯若")
"""Particles that names have too: 韩遂, 朱然."""
_MANY = frozenset("一二两三四五六七八九十几数诸众")
_SORTS = frozenset("将兵军人臣官士贼女子妃姬僧道妖怪王公侯爷")
_WITHIN = ("里", "里面", "之内", "之外", "之上", "之下")
_EVERYDAY = 2_000
"""Frequency in the dictionary from which a word tells no text from others: 实际 has 9,000."""
_STATING = frozenset({"policy", "glossed", "meant", "called"})
_COMMON = 100
"""Frequency in the dictionary from which a noun is everybody's: 松树 has 300, 稻田 150."""
_WHOLE = 4
"""Characters from which 那 or 里 may be part of a name: 那曲地区."""
_STATED, _DICTIONARY = "introduction", "gazetteer"


def is_barred(candidate: Candidate) -> bool:
    """Tell whether a heading is no name: by the dictionary, or by what begins or ends it.

    Who is introduced by name may be called anything. A place that the dictionary alone knows is
    none: it has 人山人海 and 上山 among its places.
    """
    heading = candidate.heading
    if _STATED in candidate.weights:
        return False
    if {rule for rule in candidate.weights if not rule.startswith(MEASURED)} == {_DICTIONARY}:
        return True
    kind = words.tag(heading)
    if candidate.kind is TermKind.TERM:
        return kind.startswith(_NO_TERMS)
    if candidate.kind not in NAMED:
        return False
    if heading in members("person", "roles") or _is_particles(candidate) or _is_thing(candidate):
        return True
    if heading.endswith("某") or (
        len(heading) == len("众将") and heading[0] in _MANY and heading[1] in _SORTS
    ):
        return True
    short = len(heading) < _WHOLE and candidate.kind is not TermKind.ORGANISATION
    pointed = heading.startswith(_POINTING) and not kind
    within = heading.endswith(_WITHIN) and kind in ("", "nr")
    return kind.startswith(_NO_NAMES) or (short and (pointed or within))


def is_everyday(candidate: Candidate) -> bool:
    """Tell whether a subject is a word of every text: 社会, 不知; a policy's or a gloss is not."""
    heading = candidate.heading
    own = _STATING.isdisjoint(candidate.weights) and candidate.kind is TermKind.TERM
    return own and bool(words.tag(heading)) and words.frequency(heading) >= _EVERYDAY


def _is_particles(candidate: Candidate) -> bool:
    """Tell whether the given name is a particle: 尔何, 李之; 韩遂 is seen again and again."""
    given = candidate.heading[1:]
    person = candidate.kind is TermKind.PERSON and len(given) == 1
    seen = candidate.weights.get("tagger-seen", 0.0) >= _SEEN and given in _ENDINGS
    return person and not seen and given in members("person", "particles")


def _is_thing(candidate: Candidate) -> bool:
    """Tell whether a place is what the dictionary has as a common noun: 松树, 稻田."""
    place = candidate.kind is TermKind.PLACE and words.tag(candidate.heading) == "n"
    return place and words.frequency(candidate.heading) >= _COMMON


def names_somebody(candidate: Candidate, persons: tuple[str, ...]) -> bool:
    """Tell whether a subject is a person after all, with an office before the name: 镇长周立群."""
    subject = candidate.kind is TermKind.TERM and candidate.heading not in persons
    return subject and candidate.heading.endswith(persons)
