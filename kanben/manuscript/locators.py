"""Number the paragraphs that a reader of an edition without pages can cite."""

from kanben.manuscript.manuscript import Manuscript


def locators(manuscript: Manuscript) -> dict[str, str]:
    """Return the visible locator of every block by its anchor: ``2.13``.

    The first number counts the parts, the second the part's blocks, both from 1; furniture, which
    no edition sets, has none.
    """
    return {
        block.anchor: f"{number}.{place}"
        for number, part in enumerate(manuscript.parts, 1)
        for place, block in enumerate(part.printed_blocks, 1)
    }
