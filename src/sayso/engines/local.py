"""Run a stage on this machine, in this process or in several."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, TypeVar

__all__ = ["LocalEngine"]

A = TypeVar("A")
B = TypeVar("B")

_stage: Callable[[Sequence[Any]], Sequence[Any]] | None = None  # a worker process's own


class LocalEngine:
    """Runs a stage in this process, or in ``jobs`` processes; the result is the same."""

    def __init__(self, *, jobs: int = 1) -> None:
        self.jobs = jobs

    def map(
        self,
        make: Callable[[], Callable[[Sequence[A]], Sequence[B]]],
        records: Iterable[A],
        *,
        batch_size: int = 32,
    ) -> Iterator[B]:
        """Yield what the stage makes of each record, in order."""
        batches = _batched(records, batch_size)
        if self.jobs == 1:
            stage = make()
            for batch in batches:
                yield from stage(batch)
            return
        context = multiprocessing.get_context("spawn")  # a forked model session would hang
        with ProcessPoolExecutor(self.jobs, context, _build, (make,)) as pool:
            waiting: deque[Future[Sequence[B]]] = deque()
            for batch in batches:
                waiting.append(pool.submit(_run, batch))
                if len(waiting) > 2 * self.jobs:
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
