"""Fill the desk's pages in, in the language of whoever reads them."""

from collections.abc import Mapping

import msgspec

from kanben.desk.tongues import TONGUES
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.emendations import Change
from kanben.messages import message_keys, say
from kanben.templates import render

STATIC = {
    "desk.css": "text/css",
    "shelf.js": "text/javascript",
    "book.js": "text/javascript",
    "form.js": "text/javascript",
    "act.js": "text/javascript",
    "sheet.js": "text/javascript",
    "queue.js": "text/javascript",
    "talk.js": "text/javascript",
    "marks.svg": "image/svg+xml",
}
"""The files of ``templates/desk`` that a browser asks for by name, with their media types."""
_PLACES = (
    *("left", "count", "before", "after", "line", "words", "what", "done", "of", "name", "when"),
)
"""Names of the places in the words that scripts say."""
_LANGUAGES = {"en": "en", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant"}


def page(name: str, tongue: str, **values: object) -> str:
    """Return a page; `values` that its script needs go into one block of JSON."""
    data = values.pop("data", None)
    return render(
        f"desk/{name}.html",
        say=say,
        tongue=tongue,
        tongues=TONGUES,
        lang=_LANGUAGES[tongue],
        words=words(),
        data=msgspec.to_builtins(data),
        **values,
    )


def words() -> Mapping[str, str]:
    """Return the words that the scripts say."""
    prefix = "desk.word."
    own = {
        key.removeprefix(prefix): _unfilled(key) for key in message_keys() if key.startswith(prefix)
    }
    kinds = {f"kind-{kind}": say(f"desk.kind.{kind}") for kind in BlockKind}
    changes = {f"change-{change}": say(f"review.change.{change}") for change in Change}
    doubts = ("break", "suspicion", "move", "choice", "index", "returned")
    return own | kinds | changes | {f"doubt-{kind}": say(f"review.kind.{kind}") for kind in doubts}


def _unfilled(key: str) -> str:
    """Return a message with its places still open, for the script to fill in."""
    return say(key, **{name: f"{{{name}}}" for name in _PLACES})


def reasons(keys: frozenset[str]) -> dict[str, str]:
    """Return the messages of the reasons for line ends."""
    known = frozenset(message_keys())
    return {key: say(key, text="") if key in known else key for key in sorted(keys)}
