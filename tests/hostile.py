"""What several readers' tests throw at them: files cut off, with bytes lost, doubled and shuffled."""

import random
from collections.abc import Callable, Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.outcomes import Outcome
from sayso.records import Article, Rejected

__all__ = ["borne", "damaged"]

Read = Callable[..., Iterator[Outcome]]
_ODD = (b"\0", b"\xff\xfe", b"<", b"]]>", b"(", b"<<", b"\r\n\r\n", b"-1", b"99999999999", b"&")


def damaged(whole: bytes, *, times: int = 60) -> Iterator[bytes]:
    """Yield a file with damage, other damage each time and the same in every run."""
    rng = random.Random(7)  # noqa: S311  the same damage in every run
    for turn in range(times):
        data = bytearray(whole[: rng.randrange(len(whole))] if turn % 4 == 0 else whole)
        for _ in range(rng.choice([1, 3, 30])):
            place, other = (rng.randrange(len(data) + 1) for _ in range(2))
            match rng.randrange(4):
                case 0:
                    data[place : place + 1] = bytes([rng.randrange(256)])
                case 1:
                    del data[place : place + rng.randrange(20)]
                case 2:
                    data[place:place] = rng.choice(_ODD)
                case _:
                    data[place : place + 40] = data[other : other + 40]
        yield bytes(data)


def borne(read: Read, data: bytes) -> list[Any]:
    """Return what a reader makes of anything: records that can be written, nothing for an InputError."""
    try:
        outcomes = list(read(data, path="given"))
    except InputError:
        return []
    for one in outcomes:
        if isinstance(one, Article):
            "".join([one.text, *filter(None, (one.part, one.title, one.author, one.url))]).encode()
        elif isinstance(one, Rejected):
            assert one.reason
        else:
            assert one.target.startswith(("http://", "https://"))
    return outcomes
