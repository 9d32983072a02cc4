import importlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.engines import LocalEngine, local

STAGE = """
import os

def tells():
    with open(os.environ["SAYSO_TEST_LOG"], "a", encoding="ascii") as log:
        log.write(f"{os.getpid()}\\n")
    return lambda batch: [(os.getpid(), len(batch), one) for one in batch]

def doubles():
    return lambda batch: [2 * one for one in batch]

def breaks():
    return lambda batch: [1 // one for one in batch]
"""
NUMBERS = range(24)
BATCH = 5


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Yield a module that worker processes can import, with functions that build stages."""
    folder = tmp_path_factory.mktemp("stages")
    (folder / "stages_of_the_engine_tests.py").write_text(STAGE, "ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setenv("SAYSO_TEST_LOG", str(folder / "log.txt"))
        yield importlib.import_module("stages_of_the_engine_tests")


@pytest.fixture(scope="module")
def two_jobs(stages: Any) -> tuple[list[tuple[int, int, int]], list[str], int]:
    """Return what two workers yield, the processes that built a stage, and how many were read at first."""
    read = []

    def numbers() -> Iterator[int]:
        for one in NUMBERS:
            read.append(one)
            yield one

    results = LocalEngine(jobs=2).map(stages.tells, numbers(), batch_size=BATCH - 3)
    first = next(results)
    read_at_first = len(read)
    found = [first, *results]
    built = Path(os.environ["SAYSO_TEST_LOG"]).read_text("ascii").split()
    return found, built, read_at_first


def test_jobs_keep_the_order(two_jobs: tuple[list[tuple[int, int, int]], list[str], int]) -> None:
    """Two workers give the records in the order in which they were given, like one."""
    assert [one for _, _, one in two_jobs[0]] == list(NUMBERS)


def test_jobs_build_a_stage_once_each(two_jobs: tuple[list[tuple[int, int, int]], list[str], int]) -> None:
    """Each worker process builds its stage once, whatever the number of batches, and this one builds none."""
    found, built, _ = two_jobs
    assert len(built) == len(set(built)) <= 2
    assert {str(process) for process, _, _ in found} <= set(built)
    assert str(os.getpid()) not in built


def test_jobs_respect_batches(two_jobs: tuple[list[tuple[int, int, int]], list[str], int]) -> None:
    """Workers are given full batches."""
    assert {size for _, size, _ in two_jobs[0]} == {BATCH - 3}


def test_jobs_do_not_read_everything_first(
    two_jobs: tuple[list[tuple[int, int, int]], list[str], int],
) -> None:
    """The first record comes before the whole input is read: a corpus need not fit into memory."""
    assert two_jobs[2] < len(NUMBERS)


def test_error_in_a_worker(stages: Any) -> None:
    """An error in a stage is raised here, after what came before it."""
    results = LocalEngine(jobs=2).map(stages.breaks, [1, 0, 1], batch_size=1)
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_in_nothing_out(stages: Any, jobs: int) -> None:
    """No records give none."""
    assert list(LocalEngine(jobs=jobs).map(stages.doubles, [])) == []


# ------------------------------------------------------------------------------ in this process


@settings(deadline=None)
@given(st.lists(st.integers()), st.integers(1, 7))
def test_one_for_each_in_order(records: list[int], size: int) -> None:
    """There are as many records out as in, in the same order, in batches of the size asked for."""
    sizes: list[int] = []

    def make() -> Any:
        def stage(batch: Sequence[int]) -> list[str]:
            sizes.append(len(batch))
            return [str(one) for one in batch]

        return stage

    assert list(LocalEngine().map(make, iter(records), batch_size=size)) == [str(one) for one in records]
    assert sum(sizes) == len(records)
    assert all(one == size for one in sizes[:-1])
    assert all(1 <= one <= size for one in sizes)


def test_stage_is_built_once() -> None:
    """The stage is built once, not for each batch, and not before the first record is asked for."""
    built: list[str] = []

    def make() -> Any:
        built.append("stage")
        return list

    results = LocalEngine().map(make, NUMBERS, batch_size=BATCH)
    assert built == []
    assert list(results) == list(NUMBERS)
    assert built == ["stage"]


def test_records_are_read_as_they_are_needed() -> None:
    """One job reads a batch, gives it away, and only then reads the next."""
    numbers = iter(NUMBERS)
    results = LocalEngine().map(lambda: list, numbers, batch_size=BATCH)
    assert next(results) == 0
    assert next(numbers) == BATCH


def test_as_many_processes_as_seem_worth_it(
    stages: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no number is given, a few records are worked off here, and more in several processes."""
    monkeypatch.setenv("SAYSO_TEST_LOG", str(tmp_path / "log.txt"))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for count, here in ((local.FEW, True), (local.FEW + 1, False)):
        found = list(LocalEngine(jobs=None).map(stages.tells, iter(range(count)), batch_size=1))
        assert [number for _, _, number in found] == list(range(count))
        assert (os.getpid() in {process for process, _, _ in found}) == here
