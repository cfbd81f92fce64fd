"""A task that hangs, eats all memory or falls over stops only itself."""

import os
import sys
import time

import pytest

from sopgen.importer.bounded import MOST_TASKS, Bounds, Done, Overrun, done
from sopgen.project.outcome import Crash

WARM = "sopgen.importer.bounded"


def work(task: str) -> str:
    match task:
        case "hang":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "eat":
            bytearray(8 << 30)
        case "die":
            os._exit(3)
        case "fault":
            raise ValueError("our fault")
        case "slow":
            time.sleep(0.4)
    return f"{task} {os.getpid()}"


def results(*tasks: str, jobs: int = 2, bounds: Bounds | None = None) -> dict[str, object]:
    each = done(work, tasks, jobs, WARM, bounds or Bounds(10, 20.0))
    return {one.task: one.result for one in each}


def test_tasks_are_done_by_as_many_processes_as_asked():
    found = results("a", "b", "c", "d", "e")
    assert [found[task].split()[0] for task in "abcde"] == list("abcde")
    assert 1 <= len({found[task].split()[1] for task in "abcde"}) <= 2


def test_a_process_is_replaced_after_many_tasks():
    tasks = [str(number) for number in range(MOST_TASKS + 1)]
    found = results(*tasks, jobs=1)
    assert len({str(result).split()[1] for result in found.values()}) == 2


def test_a_quick_task_does_not_wait_for_a_slow_one():
    each = done(work, ("slow", "a", "b"), 2, WARM, Bounds())
    assert [one.task for one in each] == ["a", "b", "slow"]


@pytest.mark.parametrize("task", ["hang", "die"])
def test_one_that_gives_nothing_stops_only_itself(task: str):
    found = results("a", task, "b", "c", bounds=Bounds(5, 8.0))
    assert found[task] is {"hang": Overrun.TIME, "die": Overrun.DIED}[task]
    assert all(str(found[other]).startswith(other) for other in "abc")


@pytest.mark.skipif(sys.platform == "win32", reason="has no bound of memory")
def test_one_that_asks_for_all_memory_is_told_so():
    found = results("eat", "a")
    assert found["eat"] is Overrun.MEMORY
    assert str(found["a"]).startswith("a")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such bound")
def test_one_that_keeps_a_core_busy_is_ended_whatever_the_clock_says():
    started = time.monotonic()
    found = results("a", "spin", "b", bounds=Bounds(1, 600.0))
    assert found["spin"] is Overrun.TIME
    assert time.monotonic() - started < 120
    assert str(found["b"]).startswith("b")


def test_a_fault_of_ours_comes_as_its_traceback():
    fault = results("fault")["fault"]
    assert isinstance(fault, Crash)
    assert fault.text.endswith("ValueError: our fault\n")


def test_who_stops_early_leaves_no_process():
    each = done(work, ("a", "hang", "hang"), 2, WARM, Bounds(60))
    first = next(each)
    assert isinstance(first, Done)
    started = time.monotonic()
    each.close()
    assert time.monotonic() - started < 10
    assert isinstance(first.result, str)
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.result.split()[1]), 0)
