"""Find all lines that stand for themselves."""

from kanben.memory import remembered
from kanben.reading.looks.footnotes import find_footnotes
from kanben.reading.looks.listings import find_listings
from kanben.reading.looks.poems import find_poems
from kanben.reading.looks.raised import find_raised
from kanben.reading.looks.scenes import find_scene_breaks
from kanben.reading.looks.shapes import Shapes
from kanben.reading.looks.speeches import find_speeches
from kanben.reading.looks.tables import find_tables
from kanben.reading.page.lines import Lines


@remembered
def find_shapes(lines: Lines) -> Shapes:
    """Return what the shape of lines decides; an ornament is one in a table and a play too."""
    shapes = find_footnotes(lines).over(
        find_scene_breaks(lines).over(find_tables(lines).over(find_speeches(lines)))
    )
    return shapes.over(find_poems(lines)).over(find_raised(lines)).over(find_listings(lines))
