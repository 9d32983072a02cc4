import pytest
from tests.test_resolve import Outcome, Said, report, resolve


def told(text: str, source: str, content: str = "it was late") -> Outcome:
    """Return what the stage makes of one report with one statement."""
    said: Said = (source, "said", content)
    return resolve(report(text, said))


def posts(outcome: Outcome, name: str) -> list[tuple[str, str | None]]:
    """Return the words of an actor's roles, each with the name of the actor that they are of."""
    names = {one.id: one.name for one in outcome.resolved.actors}
    roles = outcome.actor(name).roles
    ofs = [names[one.of] if one.of else None for one in roles]
    return list(zip(outcome.roles(name), ofs, strict=True))


def sides(outcome: Outcome) -> list[str]:
    """Return the names of those for whom the one speaker speaks."""
    [speaker] = outcome.speakers
    assert speaker is not None
    names = {one.id: one.name for one in outcome.resolved.actors}
    return [names[one] for one in speaker.speaks_for]


SERVES = [
    "a spokesman for",
    "a spokeswoman for",
    "a lawyer for",
    "the publicist of",
    "the leader of",
    "the director of",
    "the president of",
    "a minister of",
]
SPEAKS_FOR_ITSELF = [
    "a professor at",
    "an employee of",
    "a member of",
    "a customer of",
    "a former minister of",
    "the former head of",
    "the widow of the founder of",
    "a former spokeswoman for",
]


@pytest.mark.parametrize(
    ("role", "speaks_for"),
    [*((role, True) for role in SERVES), *((role, False) for role in SPEAKS_FOR_ITSELF)],
)
def test_role_of_a_body(role: str, speaks_for: bool) -> None:  # noqa: FBT001
    """A role says of whom it is; a spokesman, lawyer, leader or minister speaks for it, others do not."""
    source = f"Robin Berg, {role} Norrland Lines,"
    outcome = told(f"{source} said it was late. Norrland Lines has an office in Bergen.", source)
    assert posts(outcome, "Robin Berg") == [
        (f"{role.split(maxsplit=1)[1]} Norrland Lines", "Norrland Lines"),
    ]
    assert sides(outcome) == (["Norrland Lines"] if speaks_for else [])


@pytest.mark.parametrize(("noun", "speaks_for"), [("leader", True), ("employee", False)])
def test_body_before_its_leader(noun: str, speaks_for: bool) -> None:  # noqa: FBT001
    """ "NRF leader" is of the NRF, as "NRF employee" is; the leader alone speaks for it."""
    source = f"NRF {noun} Anna Berg"
    outcome = told(f"{source} said it was late. The NRF has an office in Paris.", source)
    assert posts(outcome, "Anna Berg") == [(f"NRF {noun}", "NRF")]
    assert sides(outcome) == (["NRF"] if speaks_for else [])


def test_person_has_a_lawyer() -> None:
    """A lawyer speaks for a person, named or not."""
    named = told(
        "Stefan Halberg's lawyer, Nadia Berg, said it was late.", "Stefan Halberg's lawyer, Nadia Berg,"
    )
    assert posts(named, "Nadia Berg") == [("Stefan Halberg's lawyer", "Stefan Halberg")]
    assert sides(named) == ["Stefan Halberg"]
    assert sides(told("A lawyer for Stefan Halberg said it was late.", "A lawyer for Stefan Halberg")) == [
        "Stefan Halberg"
    ]


def test_relative_speaks_for_herself() -> None:
    """ "His sister" is of the person whom "his" means, and does not speak for him."""
    outcome = told(
        "Luke Harmond was on board. His sister, Lucy Harmond, said it was late.",
        "His sister, Lucy Harmond,",
    )
    assert posts(outcome, "Lucy Harmond") == [("His sister", "Luke Harmond")]
    assert sides(outcome) == []


def test_head_of_a_body_that_is_described() -> None:
    """ "The company's chief executive" is of the company that the article has named."""
    outcome = told(
        "Norrland Lines lost a ship on Monday. The company's chief executive, Anna Berg, said it was late.",
        "The company's chief executive, Anna Berg,",
    )
    assert posts(outcome, "Anna Berg") == [("company's chief executive", "Norrland Lines")]
    assert sides(outcome) == ["Norrland Lines"]


def test_employee_without_a_name() -> None:
    """An employee whom nobody names is of the body, and speaks for himself."""
    outcome = told(
        "A Norrland Lines employee said it was late. Norrland Lines has an office in Bergen.",
        "A Norrland Lines employee",
    )
    assert posts(outcome, "A Norrland Lines employee") == [("A Norrland Lines employee", "Norrland Lines")]
    assert sides(outcome) == []


def test_title_is_of_nobody() -> None:
    """A title that names no body is of nobody."""
    assert posts(
        told("Captain Mara Lindqvist said it was late.", "Captain Mara Lindqvist"), "Mara Lindqvist"
    ) == [("Captain", None)]
