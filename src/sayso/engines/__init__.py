"""How a stage is run over many records: here, or on a cluster."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from sayso.engines.local import LocalEngine

__all__ = ["Engine", "LocalEngine", "Stage"]

A_contra = TypeVar("A_contra", contravariant=True)
B_co = TypeVar("B_co", covariant=True)
A = TypeVar("A")
B = TypeVar("B")


class Stage(Protocol[A_contra, B_co]):
    """Built once in each worker, then given batches; returns as many records as it is given."""

    def __call__(self, records: Sequence[A_contra], /) -> Sequence[B_co]:
        """Return one record for each of ``records``, in their order."""


class Engine(Protocol):
    """All that an engine has to offer: it runs a stage over records and keeps their order."""

    def map(
        self, make: Callable[[], Stage[A, B]], records: Iterable[A], *, batch_size: int = 32
    ) -> Iterator[B]:
        """Yield what the stage that ``make`` builds makes of each record, in order."""
