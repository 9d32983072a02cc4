from tests.test_resolve import report, resolve

from sayso.records import Actor


def told(*lines: tuple[str, str]) -> list[Actor]:
    """Return the speakers of reports of one sentence "SOURCE said …", given as source and text."""
    reports = [
        report(text, (source, "said", text.split(" said ")[1].rstrip(".")), path=f"{number}.txt")
        for number, (source, text) in enumerate(lines)
    ]
    return [one for one in resolve(*reports).speakers if one]


def test_transliterations_are_one() -> None:
    """Variants of a foreign name are one person across articles."""
    a, b = told(
        ("Muammar Gaddafi", "Muammar Gaddafi said the war was over."),
        ("Moammar Qadhafi", "Moammar Qadhafi said the war was not over."),
    )
    assert a == b


def test_namesakes_of_one_article_stay_apart() -> None:
    """Two people whom one article keeps apart are not joined by a third spelling."""
    both = report("Mohamed Salah met Mohammed Salah. Mohamed Salah said it was late.", path="0.txt")
    other = report("Mohammad Salah said it was early.", path="1.txt")
    people = [one for one in resolve(both, other).resolved.actors if one.kind == "person"]
    assert len(people) == 2


def test_surname_with_a_rival_stays_alone() -> None:
    """A surname alone joins nobody where two people of other articles have it."""
    *_, alone = told(
        ("Anna Berg", "Anna Berg said it was late."),
        ("Peter Berg", "Peter Berg said it was early."),
        ("Mr. Berg", "Mr. Berg said it was noon."),
    )
    assert alone.name == "Berg"


def test_middle_name_needs_a_role_in_common() -> None:
    """A middle name more is one person where both are called the same, else two."""
    journalist, again = told(
        ("American journalist James Wright Foley", "American journalist James Wright Foley said it was hot."),
        ("American journalist James Foley", "American journalist James Foley said it was cold."),
    )
    assert journalist == again
    father, son = told(
        ("Ahmad Shah Massoud", "Ahmad Shah Massoud said it was hot."),
        ("Ahmad Massoud", "Ahmad Massoud said it was cold."),
    )
    assert father != son


def test_acronym_of_one_full_name() -> None:
    """An acronym is the only organisation that it spells, whichever article gives that."""
    a, b = told(
        ("The National Resistance Front", "The National Resistance Front said it had won."),
        ("The NRF", "The NRF said it had lost."),
    )
    assert a == b
    assert a.name == "National Resistance Front"


def test_acronym_of_two_full_names_is_neither() -> None:
    """An acronym that two organisations spell joins neither."""
    *_, alone = told(
        ("The National Resistance Front", "The National Resistance Front said it had won."),
        ("The National Reform Fund", "The National Reform Fund said it had paid."),
        ("The NRF", "The NRF said it had lost."),
    )
    assert alone.name == "NRF"


def test_government_of_a_country() -> None:
    """ "The Nigerian government", "the government of Nigeria" and Nigeria as a speaker are one."""
    speakers = told(
        ("The Nigerian government", "The Nigerian government said the girls were free."),
        ("Nigeria's government", "Nigeria's government said the girls were safe."),
        ("Nigeria", "Nigeria said the girls were home."),
    )
    assert len(set(speakers)) == 1


def test_police_are_the_only_force() -> None:
    """ "Police" are the one force that the articles name; where there are two, they stay alone."""
    a, b = told(("Ottawa Police", "Ottawa Police said he was shot."), ("Police", "Police said he was dead."))
    assert a == b
    *_, alone = told(
        ("Ottawa Police", "Ottawa Police said he was shot."),
        ("Quebec Police", "Quebec Police said he was known."),
        ("Police", "Police said he was dead."),
    )
    assert alone.name == "Police"


def test_sources_not_named_are_never_joined() -> None:
    """The same unnamed wording in two articles is two actors."""
    a, b = told(
        ("A diplomat", "A diplomat said it was late."), ("A diplomat", "A diplomat said it was early.")
    )
    assert a != b
    assert (a.name, a.kind) == (b.name, b.kind) == ("A diplomat", "anonymous")


def test_same_post_with_the_same_person() -> None:
    """ "Plant's publicist" is the publicist of Robert Plant in another article."""
    reports = (
        report(
            "Robert Plant’s publicist said it was rubbish. Robert Plant sang on Monday.",
            ("Robert Plant’s publicist", "said", "it was rubbish"),
            path="0.txt",
        ),
        report(
            "Robert Plant sang. Plant's publicist said it was false.",
            ("Plant's publicist", "said", "it was false"),
            path="1.txt",
        ),
    )
    a, b = resolve(*reports).speakers
    assert a is not None
    assert a == b
    assert a.name == "Robert Plant’s publicist"


def test_role_given_in_another_article() -> None:
    """A long definite role is the person who has it in another article."""
    reports = (
        report(
            "The information director at the Saudi Embassy said the video was old.",
            ("The information director at the Saudi Embassy", "said", "the video was old"),
            path="0.txt",
        ),
        report(
            "Nail al-Jubeir, information director at the Saudi Embassy, said the video was edited.",
            ("Nail al-Jubeir, information director at the Saudi Embassy,", "said", "the video was edited"),
            path="1.txt",
        ),
    )
    a, b = resolve(*reports).speakers
    assert a == b


def test_taken_for_a_body_by_mistake() -> None:
    """A name that spaCy takes for a body's in one article is the person's whom another names in full."""
    a, b = told(
        ("Captain Mara Lindqvist", "Captain Mara Lindqvist said it was late."),
        ("Lindqvist", "Lindqvist said that 212 people were on board."),
    )
    assert a == b
    assert a.kind == "person"


def test_outlets_that_share_a_short_form() -> None:
    """ "The Times" is the New York Times in one article and the Los Angeles Times in another."""
    new_york = report(
        "The New York Times reported it. The Times said it was late.",
        ("The Times", "said", "it was late"),
        path="0.txt",
    )
    los_angeles = report(
        "The Los Angeles Times reported it. The Times said it was early.",
        ("The Times", "said", "it was early"),
        path="1.txt",
    )
    assert resolve(new_york, los_angeles).names == ["New York Times", "Los Angeles Times"]


def test_names_that_no_rule_could_tell() -> None:
    """ISIS and the Islamic State are one by a line of the data file."""
    a, b = told(
        ("ISIS", "ISIS said it had won."), ("The Islamic State", "The Islamic State said it had lost.")
    )
    assert a == b


def test_ministry_in_either_order() -> None:
    """The Ministry of Defence is the Defence Ministry, and U.S. the United States."""
    a, b = told(
        ("The Ministry of Defence", "The Ministry of Defence said it was safe."),
        ("The Defence Ministry", "The Defence Ministry said it was open."),
    )
    assert a == b
    c, d = told(
        ("U.S. Central Command", "U.S. Central Command said it was safe."),
        ("United States Central Command", "United States Central Command said it was open."),
    )
    assert c == d
