import pytest
from tests.test_resolve import report

from sayso.records import Annotated, Mention


def of(told: Annotated, words: str) -> Mention:
    """Return the first mention that reads ``words``."""
    return next(m for m in told.mentions if told.article.text[m.start : m.end] == words)


def words(told: Annotated) -> list[tuple[str, str]]:
    """Return each mention's kind and words."""
    return [(m.kind, told.article.text[m.start : m.end]) for m in told.mentions]


def roles(told: Annotated, name: str) -> list[str]:
    """Return the roles beside the first mention of a name."""
    return [told.article.text[s:e] for s, e in of(told, name).roles]


def test_title_before_the_name() -> None:
    """What stands before a name is its role, and no part of it."""
    told = report(
        "The Taliban foreign minister Amir Khan Muttaqi met NRF leader Ahmad Massoud and Commander "
        "Ismail Khan."
    )
    assert roles(told, "Amir Khan Muttaqi") == ["Taliban foreign minister"]
    assert roles(told, "Ahmad Massoud") == ["NRF leader"]
    assert roles(told, "Ismail Khan") == ["Commander"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            (
                "Ali Maisam Nazary, the foreign relations chief for the National Resistance Front (NRF), "
                "spoke in Paris."
            ),
            "Ali Maisam Nazary",
            "foreign relations chief for the National Resistance Front (NRF)",
        ),
        (
            "The delegation was led by Ismail Khan, former minister and governor of Herat province.",
            "Ismail Khan",
            "former minister and governor of Herat province",
        ),
        (
            "On Monday, the Taliban's foreign minister, Amir Khan Muttaqi, said that he held talks.",
            "Amir Khan Muttaqi",
            "Taliban's foreign minister",
        ),
        ("The customer, known in the story only as “Kelly Smith”, called twice.", "Kelly Smith", "customer"),
    ],
)
def test_apposition(text: str, name: str, role: str) -> None:
    """What is put beside a name, before or after it, is its role, without the article."""
    assert role in roles(report(text), name)


def test_acronym_in_parentheses() -> None:
    """The acronym after a name belongs to it."""
    told = report("The National Resistance Front (NRF) met in Paris.")
    acronym = of(told, "National Resistance Front").acronym
    assert acronym is not None
    assert told.article.text[slice(*acronym)] == "NRF"


def test_what_an_acronym_spells_is_one_name() -> None:
    """A name that spaCy cuts in two is joined where the acronym spells the whole."""
    told = report(
        "The Islamic State of Iraq and Syria (ISIS) took the town. The Islamic State of Iraq and Syria fled."
    )
    assert [w for _, w in words(told)].count("Islamic State of Iraq and Syria") == 2


def test_possessive_and_article_are_no_part_of_a_name() -> None:
    """ "The National Resistance Front's" is the name without its first and last letters."""
    told = report("The National Resistance Front's statement was short.")
    assert ("organization", "National Resistance Front") in words(told)


def test_one_name_one_kind() -> None:
    """A surname is a person's in the whole article when a full name says so."""
    told = report(
        "Amir Khan Muttaqi spoke on Monday. The video shows Muttaqi. Muttaqi left Iran.\n"
        "There was no word of Muttaqi in the statement."
    )
    assert {kind for kind, name in words(told) if name == "Muttaqi"} == {"person"}


def test_headline_makes_no_names() -> None:
    """Capitals of a headline are a name only where the text has it too."""
    told = report(
        "Ferry Owner Claims No Breakthrough Yet\n\nThe owner, Norrland Lines, met the union on Monday."
    )
    assert not [name for _, name in words(told) if "Claims" in name or "Breakthrough" in name]
    assert ("organization", "Norrland Lines") in words(told)


def test_nations_as_adjectives_are_no_names() -> None:
    """An adjective of a nation is no group; its plural noun is one."""
    told = report("An Afghan official met the Iraqi envoy. Many Afghans fled.")
    assert [name for kind, name in words(told) if kind == "group"] == ["Afghans"]


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Anna Berg left. She said it was late.", "She", "pronoun"),
        ("“We left,” they said.", "they", "pronoun"),
        ("The acting foreign minister said it was late.", "The acting foreign minister", "nominal"),
        (
            "A diplomat who asked not to be named said it was late.",
            "A diplomat who asked not to be named",
            "nominal",
        ),
        ("The statement said it was late.", "The statement", "document"),
        ("The court filing said it was late.", "The court filing", "document"),
        ("Officials said it was late.", "Officials", "nominal"),
        ("Robert Plant's publicist said it was late.", "Robert Plant's publicist", "nominal"),
        ("Some Democrats said it was late.", "Some Democrats", "nominal"),
    ],
)
def test_source_without_a_name(text: str, source: str, kind: str) -> None:
    """A source that no name stands for is a mention of its own."""
    content = "We left," if "We" in text else "it was late"
    assert (kind, source) in words(report(text, (source, "said", content)))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Pentagon spokesman Steve Warren", "Steve Warren"),
        ("CNN’s Hala Gorani", "Hala Gorani"),
        ("Spencer Lubitz of KTNV", "Spencer Lubitz"),
        ("the Italian newspaper La Repubblica", "La Repubblica"),
        ("A lawyer for Mr. Grimm, William McGinley,", "William McGinley"),
        ("one representative, identified only as Kelly,", "Kelly"),
        ("Nick Kocher (@NickKocher)", "Nick Kocher"),
        ("DeepDotWeb", "DeepDotWeb"),
    ],
)
def test_source_with_a_name(source: str, name: str) -> None:
    """A source is the name in it that speaks, and not the body or the person named beside it."""
    told = report(f"On Monday {source} said it was late.", (source, "said", "it was late"))
    assert of(told, name).kind in {"person", "organization"}
    assert source not in [w for kind, w in words(told) if kind == "nominal"]


def test_owner_of_a_source_is_not_the_source() -> None:
    """The owner in "a spokesman for Anna Berg" is named, and the spokesman is a nominal."""
    told = report(
        "A spokesman for Anna Berg said it was late.", ("A spokesman for Anna Berg", "said", "it was late")
    )
    assert ("nominal", "A spokesman for Anna Berg") in words(told)
    assert ("person", "Anna Berg") in words(told)


def test_two_names_joined_are_a_nominal() -> None:
    """Two people who speak together are one mention beside their names."""
    told = report(
        "Guy O'Brien met Michael Wright. O'Brien and Wright said it was late.",
        ("O'Brien and Wright", "said", "it was late"),
    )
    assert ("nominal", "O'Brien and Wright") in words(told)


def test_spans_count_code_points() -> None:
    """Spans lie where the words lie, also after letters beyond the basic plane."""
    told = report("🚢🚢 Émile Zola said it was late.", ("Émile Zola", "said", "it was late"))
    assert ("person", "Émile Zola") in words(told)


def test_nothing_in_nothing_out() -> None:
    """An empty text has no mentions."""
    assert report("").mentions == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The vote was off, House Majority Whip Kevin McCarthy said.", "Kevin McCarthy"),
        ("The late Senator Ted Halberg was honoured.", "Ted Halberg"),
        ("Stefan Halberg Monday denied that the dam had failed.", "Stefan Halberg"),
        ("President Halberg Tuesday denied that the dam had failed.", "Halberg"),
    ],
)
def test_what_is_no_part_of_a_name(text: str, name: str) -> None:
    """Titles, however long, and a day of the week are cut from a person's name."""
    assert [(k, w) for k, w in words(report(text)) if name in w] == [("person", name)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("House Majority Whip", "Kevin Sandvall"),
        ("House Minority Leader", "Peter O'Rourke"),
        ("House Majority Whip", "Kevin McCarthy"),
    ],
)
def test_long_title_of_a_source(title: str, name: str) -> None:
    """A source that spaCy takes for one organisation is the person after the title, which is the role."""
    told = report(f"{title} {name} said the vote was off.", (f"{title} {name}", "said", "the vote was off"))
    assert words(told) == [("person", name)]
    assert roles(told, name) == [title]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Halberg Denies Dam Failure", "Halberg"),
        ("Stefan Halberg Accuses Movement of Lies", "Stefan Halberg"),
        ("Halberg Aide Quits Ministry", "Halberg"),
    ],
)
def test_headline_verb_is_no_part_of_a_name(headline: str, name: str) -> None:
    """A name in a headline ends before its verb."""
    told = report(f"{headline}\n\nWater Minister Stefan Halberg spoke in Lornburg on Monday.")
    assert [(k, w) for k, w in words(told) if "Halberg" in w] == [
        ("person", name),
        ("person", "Stefan Halberg"),
    ]


@pytest.mark.parametrize("source", ["the WHO", "WHO"])
def test_who_in_capitals_is_no_pronoun(source: str) -> None:
    """The WHO is an organisation, and a pronoun only in small letters."""
    told = report(f"The ward was full, {source} said.", (source, "said", "The ward was full"))
    assert words(told) == [("organization", "WHO")]
    farmers = report("Farmers, who said that it rained, left.", ("who", "said", "that it rained"))
    assert ("pronoun", "who") in words(farmers)


@pytest.mark.parametrize(
    "text",
    [
        "Ferris and Water Minister Stefan Halberg met on Monday. Samuel Ferris spoke.",
        "The talks between Samuel Ferris and Water Minister Stefan Halberg ended on Monday.",
    ],
)
def test_name_before_and_is_no_part_of_a_role(text: str) -> None:
    """Whoever is named beside a minister is no part of the minister's role."""
    assert roles(report(text), "Stefan Halberg") == ["Water Minister"]


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        pytest.param(
            "On Monday Senate Minority Leader Peter Sandvall said the vote was off.",
            "Peter Sandvall",
            "Monday",
            marks=pytest.mark.xfail(strict=True, reason="a day before a title is read as part of it"),
        ),
        pytest.param(
            "A former Norrland Lines executive was late. Norrland Lines is in Bergen.",
            "Norrland Lines",
            "former",
            marks=pytest.mark.xfail(strict=True, reason="'former' of the executive is given to the company"),
        ),
    ],
)
def test_what_is_no_part_of_a_role(text: str, name: str, wrong: str) -> None:
    """A day of the week, and a word for another noun of the phrase, are in no role."""
    assert not any(wrong in role for role in roles(report(text), name))
