"""Say what an engine of recognition is asked, and what it answers."""

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image


class Recognised(Struct, frozen=True):
    """Hold what an engine found on a page, as the content of a source: its ending, its bytes."""

    ending: str
    content: bytes


class Engine(Protocol):
    """Recognise a page; `name` says which program in which version does it."""

    @property
    def name(self) -> str:
        """Return name and version of the program."""

    def recognise(self, image: "Image") -> Recognised:
        """Return what stands on the page; raises EngineError if the program fails."""
