import pickle
from dataclasses import fields, is_dataclass, replace
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import dossier

from sayso import records
from sayso.errors import DossierError
from sayso.records import Dossier, Span, digest

TYPES: list[type] = [
    one for name in records.__all__ if is_dataclass(one := getattr(records, name)) and isinstance(one, type)
]
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    Span: st.builds(Span, st.integers(0, 10**6), st.integers(0, 10**6)),
    str: st.text(max_size=6),
    int: st.integers(0, 10**6),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    NoneType: st.none(),
    Any: st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=6),
}


def values(of: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a record's field."""
    if of in PLAIN:
        return PLAIN[of]
    if is_dataclass(of) and isinstance(of, type):
        return st.deferred(lambda: _record(of))  # a record may hold one of its own kind
    match get_origin(of), get_args(of):
        case (x, args) if x is Literal:
            return st.sampled_from(args)
        case (x, args) if x in (Union, UnionType):
            return st.one_of([values(one) for one in args])
        case (x, (item, *_)) if x is tuple:
            return st.lists(values(item), max_size=2).map(tuple)
        case (x, (_, item)) if x is dict:
            inside = values(item) | st.lists(values(item), max_size=2) if item is Any else values(item)
            return st.dictionaries(PLAIN[str], inside, max_size=2)
    raise NotImplementedError(of)


def _record(of: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(of)
    return st.builds(of, **{field.name: values(hints[field.name]) for field in fields(of)})


def test_all_record_types_are_covered() -> None:
    """Every public name is a record, but for the span, which is a pair, a function and a name."""
    names = {one.__name__ for one in TYPES}
    assert set(records.__all__) - names == {"Span", "UNNAMED", "digest"}


@pytest.mark.parametrize("of", TYPES, ids=lambda of: of.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_survives_json_and_pickle(of: type, data: st.DataObject) -> None:
    """A record that is written as JSON or pickled and read again is the same record."""
    record = data.draw(values(of))
    assert msgspec.json.decode(msgspec.json.encode(record), type=of) == record
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301


@pytest.mark.parametrize("of", TYPES, ids=lambda of: of.__name__)
def test_frozen_slotted_and_keyword_only(of: type) -> None:
    """A record cannot be changed, has no dictionary, and is built by names only."""
    params = of.__dataclass_params__  # type: ignore[attr-defined]
    assert params.frozen
    assert "__slots__" in vars(of)
    assert all(field.kw_only for field in fields(of))


def test_span_is_an_array_in_json() -> None:
    """A span is ``[start, end]`` in JSON and a named pair when read again."""
    assert msgspec.json.encode(Span(3, 7)) == b"[3,7]"
    assert msgspec.json.decode(b"[3,7]", type=Span).end == 7


class Other(NamedTuple):
    """Something with a text of its own."""

    name: str

    def __str__(self) -> str:
        """Return the name."""
        return self.name


def test_digest_is_stable() -> None:
    """An id is the same in every process and version: it is written into dossiers."""
    assert digest("a", "talks.txt", "Talks were held.") == "a9ef583435068"
    assert digest("s", "a1", 3, 9, Other("Talks")) == digest("s", "a1", "3", "9", "Talks")


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab", max_size=3), max_size=4), st.lists(st.text(alphabet="ab", max_size=3)))
def test_digest_keeps_its_parts_apart(one: list[str], other: list[str]) -> None:
    """Two different lists of names have different ids, however they are cut."""
    assert (digest("a", *one) == digest("a", *other)) == (one == other or one + other == [""])


def test_digest_takes_any_text() -> None:
    """A lone surrogate, which UTF-8 cannot hold, is no reason to fail."""
    assert digest("a", "\ud800") != digest("a", "\ud801")


# ------------------------------------------------------------------------------------- dossier


def test_dossier_round_trip() -> None:
    """A dossier read from its JSON is the same dossier; written twice it is the same text."""
    whole = dossier()
    text = whole.to_json()
    assert Dossier.from_json(text) == whole
    assert Dossier.from_json(text.encode()) == whole
    assert text == dossier().to_json()
    assert text.endswith("}\n")


@settings(max_examples=25, deadline=None)
@given(values(Dossier))
def test_any_dossier_round_trip(whole: Dossier) -> None:
    """Whatever a dossier holds, its JSON gives it back, and the copy is written as the same text."""
    again = Dossier.from_json(whole.to_json())
    assert again == whole
    assert again.to_json() == whole.to_json()


def test_dossier_keeps_letters() -> None:
    """Letters outside ASCII stand in the JSON as they are."""
    assert "Панджшер" in replace(dossier(), sayso="Панджшер").to_json()


def test_dossier_of_a_later_version() -> None:
    """Keys that a later version adds are passed over."""
    whole = dossier()
    text = whole.to_json().replace("{", '{"later": [1, {"x": null}],', 1)
    assert Dossier.from_json(text) == whole


BAD = [
    ("empty", "", "truncated"),
    ("cut off", dossier().to_json()[:-40], "truncated"),
    ("no object", "[]", "Expected `object`"),
    ("null", "null", "Expected `object`"),
    ("nothing in it", "{}", "missing required field `sayso`"),
    ("wrong type", dossier().to_json().replace('"low": 41,', '"low": "41",'), "$.claims"),
    ("unknown status", dossier().to_json().replace('"single_source"', '"true"'), "$.points"),
    ("span of three", dossier().to_json().replace('"dateline": null', '"dateline": [1, 2, 3]'), "$.articles"),
    ("not UTF-8", b'{"sayso": "\xff"}', "utf-8"),
    ("words after it", dossier().to_json() + "and so on", "trailing"),
    ("number beyond all bounds", '{"config": {"a": 1e999}}', "out of range"),
    ("nested too deep", '{"config": {"a": ' + "[" * 100_000, "recursion"),
]


@pytest.mark.parametrize(("text", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_no_dossier(text: str | bytes, says: str) -> None:
    """What is no dossier is refused with a message that says where it departs from one."""
    with pytest.raises(DossierError, match="not a dossier: ") as caught:
        Dossier.from_json(text)
    assert says in str(caught.value)


def test_lone_surrogate_is_no_dossier() -> None:
    """A text that UTF-8 cannot hold is refused like any other that is no dossier."""
    with pytest.raises(DossierError):
        Dossier.from_json('{"sayso": "\ud800"}')
