"""A serving process with many threads does not keep a heap for each."""

import platform
import subprocess
import sys

import pytest

MEASURE = """
import threading
{call}
def work():
    held = [bytes(600) for _ in range(20_000)]
    barrier.wait()
barrier = threading.Barrier(9)
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
barrier.wait()
for thread in threads: thread.join()
arenas = sum("-p 00000000" in line and int(line.split("-")[1].split()[0], 16) - int(line.split("-")[0], 16) < 67108864
    and int(line.split("-")[0], 16) % 67108864 == 0 for line in open("/proc/self/maps"))
print(arenas)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="Only glibc keeps a heap for each thread.")
def test_threads_share_two_heaps() -> None:
    assert heaps("from web.frugal import share_freed_memory; share_freed_memory()") <= 2 < heaps("")


def heaps(call: str) -> int:
    """How many heaps of threads a process ends up with: glibc begins each at a multiple of 64 MiB."""
    code = MEASURE.format(call=call)
    told = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": "."}, capture_output=True, text=True, check=True
    )
    return int(told.stdout)
