"""Find all lines that stand for themselves."""

from kanben.reading.apart.scenes import find_scene_breaks
from kanben.reading.apart.signs import Signs
from kanben.reading.apart.speeches import find_speeches
from kanben.reading.apart.tables import find_tables
from kanben.reading.page.lines import Lines


def find_signs(lines: Lines) -> Signs:
    """Return what the shape of lines decides; an ornament is one in a table and a play too."""
    return find_scene_breaks(lines).over(find_tables(lines).over(find_speeches(lines)))
