"""Name an edition for good, and date it, the same on every build."""

import os
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from kanben.manuscript.manuscript import Manuscript

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment variable that dates what is made, in seconds since 1970."""
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first moment that a ZIP file can record."""


def identifier_of(manuscript: Manuscript) -> str:
    """Return the URI of an edition.

    The editor's own identifier or the ISBN if there is one; otherwise a UUID made from the
    publication's name, its variant and the checksums of its sources (RFC 9562, version 5).
    """
    metadata = manuscript.metadata
    if metadata.identifier:
        return metadata.identifier
    if metadata.isbn:
        return f"urn:isbn:{metadata.isbn.replace('-', '').replace(' ', '')}"
    checksums = " ".join(source.sha256 for source in manuscript.sources)
    name = f"kanben:{manuscript.name}:{manuscript.variant}:{checksums}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def moment() -> datetime:
    """Return when the edition was made: SOURCE_DATE_EPOCH, or the earliest date if it is unset.

    The clock is never read, so that the same sources give the same bytes
    (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    epoch = os.environ.get(EPOCH, "")
    if not epoch.isdecimal():
        return _EARLIEST
    try:
        made = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        return _EARLIEST
    return max(made, _EARLIEST)
