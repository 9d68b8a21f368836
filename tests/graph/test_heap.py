"""Memory is kept from batch to batch, and given back when it is asked for."""

import platform
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these settings")

FAULTS = """
import resource, sys
from sayso.graph.heap import keep_memory
if sys.argv[1] == "keep":
    keep_memory()
def use():
    blocks = [bytearray(8 << 20) for _ in range(8)]
    for block in blocks:
        block[::4096] = bytes(len(block[::4096]))
use()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    use()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""

GIVEN_BACK = """
from pathlib import Path
from sayso.graph.heap import give_back_memory, keep_memory
keep_memory()
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
blocks = [bytes([number % 256]) * 100_000 for number in range(2_000)]
del blocks
before = held()
give_back_memory()
print((before - held()) >> 20)
"""


def run(code: str, *arguments: str) -> int:
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    return int(done.stdout)


def test_memory_that_is_kept_is_not_asked_for_again() -> None:
    """Far fewer pages are made anew in batch after batch."""
    assert run(FAULTS, "keep") * 5 < run(FAULTS, "leave")


def test_what_is_free_is_given_back() -> None:
    assert run(GIVEN_BACK) > 100
