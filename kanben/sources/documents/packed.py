"""Refuse packed documents that would unpack without end."""

import zipfile
from io import BytesIO
from pathlib import Path

from kanben.errors import SourceError
from kanben.sources.forms import Form

_PACKED = frozenset({Form.DOCX, Form.ODT, Form.EPUB})
LARGEST = 400_000_000
"""Bytes of the largest document once unpacked, pictures too."""
_DENSEST, _LIGHT = 200, 50_000_000
"""Times that a document unpacks to its packed size, above bytes that any machine can hold: XML is
packed to a fiftieth at the most, a bomb to a thousandth."""


def require_bounded(content: bytes, form: Form, file: Path) -> None:
    """Raise SourceError for an archive that is damaged or unpacks to more than it should."""
    if form not in _PACKED:
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SourceError("source.document", file=file, form=form.value) from error
    if size > LARGEST or (size > _LIGHT and size > _DENSEST * len(content)):
        raise SourceError("source.too_large", file=file, limit=LARGEST // 1_000_000)
