import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

BODIES = (
    "Cats purr and sleep in the sun.",
    "James Foley was killed in Syria, the White House said.",
    "The White House said the video from Syria is real.",
    "A journalist, Foley, was killed in Syria.",
    "Apple shows a watch.",
)


@pytest.fixture(scope="module")
def growth() -> ModuleType:
    """Return the benchmark, imported from its file: benchmarks/ is no package."""
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "growth.py"
    spec = importlib.util.spec_from_file_location("growth", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nearest_begins_with_the_story(growth: ModuleType) -> None:
    """Bodies with the word come first, then those that share words with them, then the others."""
    order = growth.nearest(BODIES, "foley")
    assert set(order[:2]) == {1, 3}
    assert order[2] == 2
    assert sorted(order) == [0, 1, 2, 3, 4]


def test_nearest_depends_on_the_words_alone(growth: ModuleType) -> None:
    """The same bodies in another order are chosen in the same order."""
    shuffled = random.Random(4).sample(BODIES[:4], 4)  # noqa: S311  no secret
    assert [shuffled[at] for at in growth.nearest(shuffled, "foley")] == [
        BODIES[at] for at in growth.nearest(BODIES[:4], "foley")
    ]


def test_nearest_takes_a_body_once(growth: ModuleType) -> None:
    """A body that differs only in spaces, case and marks, and one without words, are left out."""
    bodies = ["Foley was killed.", "FOLEY  was\nkilled!", " – ", "", "Foley was killed in Syria."]
    assert set(growth.nearest(bodies, "foley")) == {0, 4}


def test_nearest_needs_the_story(growth: ModuleType) -> None:
    """A word that no body has is an error, not an order by chance."""
    with pytest.raises(growth.NotMeasuredError, match="sotloff"):
        growth.nearest(BODIES, "sotloff")


def test_exponent(growth: ModuleType) -> None:
    """What doubles with the articles grows with exponent 1, what stays the same with 0."""
    assert growth.exponent(5, 10, 3.0, 6.0) == pytest.approx(1)
    assert growth.exponent(5, 500, 3.0, 3.0) == 0
