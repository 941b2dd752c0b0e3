"""Bar what no index lists, whatever speaks for it: idioms, verbs, pronouns, 那山, 林子里."""

from kanben import words
from kanben.indexing.merging.sightings import Candidate
from kanben.manuscript.index import TermKind

_NAMED = (TermKind.PERSON, TermKind.PLACE, TermKind.ORGANISATION)
_NO_NAMES = ("v", "i", "l", "r", "d", "a", "m", "c", "p", "u")
_NO_TERMS = ("r", "d", "c", "p", "u", "m")
_POINTING = ("那", "这", "此", "满", "众", "群", "某", "各")
_WITHIN = ("里", "里面", "之内", "之外", "之上", "之下")
_STATED = "introduction"


def is_barred(candidate: Candidate) -> bool:
    """Tell whether a heading is no name: by the dictionary, or by what begins or ends it.

    Who is introduced by name may be called anything.
    """
    heading = candidate.heading
    if _STATED in candidate.weights:
        return False
    kind = words.tag(heading)
    if candidate.kind is TermKind.TERM:
        return kind.startswith(_NO_TERMS)
    if candidate.kind not in _NAMED:
        return False
    pointed = not kind and candidate.kind is not TermKind.ORGANISATION
    around = heading.startswith(_POINTING) or heading.endswith(_WITHIN)
    return kind.startswith(_NO_NAMES) or (pointed and len(heading) < 4 and around)
