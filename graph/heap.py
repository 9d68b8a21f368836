"""Tell the C library which memory to keep, and when to give it back; nothing happens where it is not glibc."""

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Numbers of the settings in glibc's ``malloc.h``."""
_KEPT = 256 << 20
"""Bytes at the end of the heap that are kept for the next batch."""
_LARGE = 32 << 20
"""Bytes from which a block is one of its own and is given back at once."""


def keep_memory() -> None:
    """
    Keep what spaCy's arrays of one batch took for those of the next.

    By itself glibc gives it back and asks for it again, page by page, which cost a build of 600 articles a sixth of
    spaCy's time; keeping it takes 160 MB more (docs/measured.md).
    """
    mallopt = getattr(_get_library(), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_TRIM_THRESHOLD, _KEPT)


def give_back_memory() -> None:
    """Give back what is free."""
    trim = getattr(_get_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _get_library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None
