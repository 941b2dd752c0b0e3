"""Take no damaged image for a whole one."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def whole_images_only() -> Iterator[None]:
    """Have Pillow refuse images that are cut off, whatever other packages set for their own."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
