from tests.test_resolve import report, resolve

TALKS = (
    "Ismail Khan met Amir Khan Muttaqi in Tehran on Sunday. Khan had been held in Herat before he escaped.\n"
    "Muttaqi said nothing."
)


def test_surname_is_a_last_name() -> None:
    """ "Khan" is Ismail Khan, whose last name it is, and not Amir Khan Muttaqi."""
    khan = resolve(report(TALKS, ("Muttaqi", "said", "nothing"))).actor("Ismail Khan")
    assert sorted(m.why for m in khan.mentions) == ["full name", "surname of Ismail Khan"]


def test_surname_before_the_full_name() -> None:
    """A headline's surname is the person whom the text names in full."""
    text = "Lindqvist denies report\n\nThe captain, Mara Lindqvist, denied a report on Monday."
    outcome = resolve(
        report(text, ("Lindqvist", "denies", "report"), ("Mara Lindqvist", "denied", "a report"))
    )
    assert outcome.names == ["Mara Lindqvist"] * 2


def test_namesakes_take_turns() -> None:
    """Where two people share a surname, it is that of the one named in full last."""
    text = (
        "Anna Berg runs the harbour. Berg said on Monday that it was closed.\n"
        "Her rival Peter Berg owns the ferry. Berg said on Tuesday that it was safe."
    )
    outcome = resolve(
        report(text, ("Berg", "said", "that it was closed"), ("Berg", "said", "that it was safe"))
    )
    assert outcome.names == ["Anna Berg", "Peter Berg"]


def test_namesakes_in_doubt_are_nobodys() -> None:
    """Where one sentence names both, a surname alone is an actor of its own."""
    text = "Anna Berg sued Peter Berg on Monday. Berg said that the ferry was safe."
    outcome = resolve(report(text, ("Berg", "said", "that the ferry was safe")))
    assert outcome.names == ["Berg"]
    assert outcome.why(0) == "surname of several people"


def test_mr_and_mrs_are_two() -> None:
    """A title rules out the spouse of whom the other title is used."""
    text = (
        "Mrs. Hillary Clinton and Mr. Bill Clinton came to the town on Monday.\n"
        "Mrs. Clinton said the trip was long."
    )
    outcome = resolve(report(text, ("Mrs. Clinton", "said", "the trip was long")))
    assert outcome.names == ["Hillary Clinton"]


def test_father_and_son() -> None:
    """A middle name more makes another person of the same first and last name."""
    text = "Ahmad Massoud leads the group. His father was Ahmad Shah Massoud. Massoud died in 2001."
    outcome = resolve(report(text))
    assert len(outcome.actor("Ahmad Massoud").mentions) == 1
    assert len(outcome.actor("Ahmad Shah Massoud").mentions) == 2


def test_unique_first_name() -> None:
    """A first name alone is the only person of that name."""
    text = "Robert Plant cancelled the tour, the band said. Robert said that he was tired."
    outcome = resolve(report(text, ("Robert", "said", "that he was tired")))
    assert outcome.names == ["Robert Plant"]


def test_president_is_not_his_daughter() -> None:
    """A title before the first full name of that surname speaks of somebody else."""
    text = (
        "President Obama came with his family. Malia Obama wore a red dress. "
        "President Obama said that he was glad."
    )
    outcome = resolve(report(text, ("President Obama", "said", "that he was glad")))
    assert outcome.names == ["Obama"]


def test_titles_are_no_part_of_the_name() -> None:
    """Commander, Dr and the like are roles, and are left out of the name."""
    text = "Commander Ismail Khan said the town was calm. Dr. Mara Lindqvist said it was not."
    outcome = resolve(
        report(
            text,
            ("Commander Ismail Khan", "said", "the town was calm"),
            ("Dr. Mara Lindqvist", "said", "it was not"),
        )
    )
    assert outcome.names == ["Ismail Khan", "Mara Lindqvist"]
    assert outcome.roles("Ismail Khan") == ["Commander"]


def test_acronym_in_parentheses() -> None:
    """An acronym that is given once stands for the full name."""
    text = "The National Resistance Front (NRF) met in Paris. The NRF said the talks had failed."
    outcome = resolve(report(text, ("The NRF", "said", "the talks had failed")))
    assert outcome.names == ["National Resistance Front"]
    assert "acronym" in outcome.why(0)


def test_short_form_of_an_organisation() -> None:
    """ "The Journal" is the Wall Street Journal, and an outlet."""
    text = (
        "Amazon will open a shop, according to The Wall Street Journal. "
        "The Journal said it would open in May."
    )
    outcome = resolve(
        report(
            text,
            ("The Wall Street Journal", "according to", "Amazon will open a shop"),
            ("The Journal", "said", "it would open in May"),
        )
    )
    assert outcome.names == ["Wall Street Journal"] * 2
    assert outcome.actor("Wall Street Journal").kind == "outlet"


def test_speaks_for_an_organisation() -> None:
    """Who is its spokesman, its leader or of it speaks for an organisation."""
    text = (
        "Pentagon spokesman Steve Warren said the raid had failed. "
        "Ali Nazary, the envoy of the NRF, said so too.\n"
        "The NRF has an office in Paris. The Pentagon is in Arlington."
    )
    outcome = resolve(
        report(
            text,
            ("Pentagon spokesman Steve Warren", "said", "the raid had failed"),
            ("Ali Nazary, the envoy of the NRF,", "said", "so too"),
        )
    )
    assert outcome.actor("Steve Warren").speaks_for == (outcome.actor("Pentagon").id,)
    assert outcome.actor("Ali Nazary").speaks_for == (outcome.actor("NRF").id,)
