"""Run a stage on this machine, in this process or in several."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import Any, TypeVar

__all__ = ["LocalEngine"]

FEW = 16  # records that are not worth starting processes for
MOST = 4  # processes, where their number is not given

A = TypeVar("A")
B = TypeVar("B")

_stage: Callable[[Sequence[Any]], Sequence[Any]] | None = None  # a worker process's own


class LocalEngine:
    """Runs a stage in this process, or in ``jobs`` processes; the result is the same.

    With None, a few records are worked off in this process and more in one for each core, up to
    ``MOST``: starting processes takes seconds, and each takes some 300 MB.
    """

    def __init__(self, *, jobs: int | None = 1) -> None:
        self.jobs = jobs

    def map(
        self,
        make: Callable[[], Callable[[Sequence[A]], Sequence[B]]],
        records: Iterable[A],
        *,
        batch_size: int = 32,
    ) -> Iterator[B]:
        """Yield what the stage makes of each record, in order."""
        records = iter(records)
        first = list(islice(records, FEW + 1)) if self.jobs is None else []
        jobs = self.jobs or (1 if len(first) <= FEW else min(os.cpu_count() or 1, MOST))
        records = chain(first, records)
        if jobs == 1:
            stage = make()
            for batch in _batched(records, batch_size):
                yield from stage(batch)
            return
        context = multiprocessing.get_context("spawn")  # a forked model session would hang
        with ProcessPoolExecutor(jobs, context, _build, (make,)) as pool:
            waiting: deque[Future[Sequence[B]]] = deque()
            for batch in _batched(records, batch_size):
                waiting.append(pool.submit(_run, batch))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


def _batched(records: Iterable[A], size: int) -> Iterator[list[A]]:
    iterator = iter(records)
    while batch := list(islice(iterator, size)):
        yield batch


def _build(make: Callable[[], Callable[[Sequence[Any]], Sequence[Any]]]) -> None:
    global _stage  # noqa: PLW0603  one stage a process, built once: what a pool's initializer is for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the pool
    _stage = make()


def _run(batch: Sequence[Any]) -> Sequence[Any]:
    if _stage is None:
        raise RuntimeError("the worker was not initialised")
    return _stage(batch)
