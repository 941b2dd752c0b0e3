"""Load WeasyPrint's libraries by their own names, without asking a compiler where they lie.

WeasyPrint tries the names that a library has on each system in turn. For one that the loader does
not know, ctypes starts gcc, ld and ldconfig: twenty times, for names of Windows and macOS.
"""

import ctypes.util
import sys


def load_at_once() -> None:
    """Import what WeasyPrint calls Pango and its kin by; elsewhere than on Linux, do nothing."""
    if sys.platform != "linux" or "weasyprint" in sys.modules:
        return
    find = ctypes.util.find_library

    def nowhere(name: str) -> str | None:  # noqa: ARG001
        return None

    ctypes.util.find_library = nowhere
    try:
        import weasyprint  # noqa: F401
    finally:
        ctypes.util.find_library = find
