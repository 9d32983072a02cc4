from dataclasses import replace

from tests.test_resolve import report, resolve


def test_he_is_who_spoke_last() -> None:
    """ "He added" goes on with the last speaker, though somebody else is named between."""
    text = (
        "“There were no results,” Ali Nazary said. Ismail Khan left the room.\n"
        "“We were on two pages,” he added."
    )
    outcome = resolve(
        report(
            text, ("Ali Nazary", "said", "There were no results,"), ("he", "added", "We were on two pages,")
        )
    )
    assert outcome.names == ["Ali Nazary"] * 2
    assert outcome.why(1) == "pronoun: goes on after its last words"


def test_he_is_the_subject_of_the_sentence_before() -> None:
    """A sentence that begins with a name hands over to "he" in the next one."""
    text = (
        "A clerk said the line was down. Conal called the controller. "
        "During the call, he claims, he named nobody."
    )
    outcome = resolve(
        report(text, ("A clerk", "said", "the line was down"), ("he", "claims", "he named nobody")),
    )
    assert outcome.names[1] == "Conal"


def test_she_is_no_mister() -> None:
    """ "She" is not somebody with a man's title, however near."""
    text = "Ms. Glover and Mr. Fletcher met on Monday. Mr. Fletcher left. She said it was over."
    assert resolve(report(text, ("She", "said", "it was over"))).names == ["Glover"]


def test_he_settles_who_is_he() -> None:
    """Who has been "he" is not "she" later."""
    text = "Robin Berg spoke first. He said it was late. Kim Lund spoke next. She said it was not."
    outcome = resolve(report(text, ("He", "said", "it was late"), ("She", "said", "it was not")))
    assert outcome.names == ["Robin Berg", "Kim Lund"]


def test_he_inside_a_statement_is_its_speaker() -> None:
    """In "he said he believed" both are one, when nobody is named between."""
    text = "Asim Qureshi said that he believed the man was in Syria."
    outcome = resolve(
        report(
            text,
            ("Asim Qureshi", "said", "that he believed the man was in Syria"),
            ("he", "believed", "the man was in Syria"),
        )
    )
    assert outcome.names == ["Asim Qureshi"] * 2


def test_whom_a_quotation_names_is_not_he() -> None:
    """ "He" beside a quotation is nobody whom the quotation names."""
    text = "Anna Berg and Omar Zakhil met in Paris. “Omar Zakhil was late,” he said."
    assert resolve(report(text, ("he", "said", "Omar Zakhil was late,"))).names != ["Omar Zakhil"]


def test_it_is_the_organisation() -> None:
    """ "It" after an organisation's statement is the organisation."""
    text = "The Daily Mirror reported that the man was ill. It said that he was in Rome."
    outcome = resolve(
        report(
            text,
            ("The Daily Mirror", "reported", "that the man was ill"),
            ("It", "said", "that he was in Rome"),
        )
    )
    assert outcome.names[0] == outcome.names[1]


def test_they_are_the_plural() -> None:
    """ "They" are the people who spoke last."""
    text = "Two residents said it was loud. They said that the road was closed."
    outcome = resolve(
        report(text, ("Two residents", "said", "it was loud"), ("They", "said", "that the road was closed"))
    )
    assert outcome.names == ["Two residents"] * 2


def test_who_is_the_phrase_before() -> None:
    """ "Who" takes up the phrase right before it, a name or not."""
    text = "Critics, who called the plan mad, met Anna Berg, who said it was not."
    outcome = resolve(report(text, ("who", "called", "the plan mad"), ("who", "said", "it was not")))
    assert outcome.names == ["Critics", "Anna Berg"]


def test_i_in_a_quotation_is_who_is_quoted() -> None:
    """The first person inside a quotation is the speaker of the quotation."""
    text = "“I believe that he is alive,” Anna Berg said."
    outcome = resolve(
        report(
            text, ("Anna Berg", "said", "I believe that he is alive,"), ("I", "believe", "that he is alive")
        )
    )
    assert outcome.names == ["Anna Berg"] * 2


def test_we_is_the_body_that_the_speaker_speaks_for() -> None:
    """ "We" in the words of a spokesman is the organisation; of anybody else it is the speaker."""
    text = (
        "“We believe that the line is safe,” said Steve Warren, a spokesman for the Pentagon.\n"
        "“We think it is not,” Anna Berg said."
    )
    outcome = resolve(
        report(
            text,
            ("Steve Warren, a spokesman for the Pentagon", "said", "We believe that the line is safe,"),
            ("We", "believe", "that the line is safe"),
            ("Anna Berg", "said", "We think it is not,"),
            ("We", "think", "it is not"),
        )
    )
    assert outcome.names == ["Steve Warren", "Pentagon", "Anna Berg", "Anna Berg"]


def test_quotation_goes_on() -> None:
    """A quotation without a source goes on with the speaker of the paragraph before."""
    text = "“It was loud,” Anna Berg said.\n“It was not over until noon.”"
    outcome = resolve(
        report(text, ("Anna Berg", "said", "It was loud,"), (None, None, "It was not over until noon."))
    )
    assert outcome.names == ["Anna Berg"] * 2


def test_quotation_far_away_is_nobodys() -> None:
    """A quotation without a source and without a speaker close before is nobody known, no other's words."""
    text = "“It was loud,” Anna Berg said.\nIt rained.\nIt snowed.\n“It was not over until noon.”"
    outcome = resolve(
        report(text, ("Anna Berg", "said", "It was loud,"), (None, None, "It was not over until noon."))
    )
    assert outcome.names == ["Anna Berg", "unnamed"]


def test_pronoun_without_anybody() -> None:
    """A pronoun with nobody before it is an actor of its own: somebody speaks, not the article."""
    assert resolve(report("He said it was over.", ("He", "said", "it was over"))).names == ["He"]


def test_i_in_a_column_is_its_author() -> None:
    """Outside of quotations "I" is the article's author, by name where one is known, and nobody else."""
    told = report(
        "“The dam is safe,” Stefan Halberg said. I doubt that it will hold.",
        ("Stefan Halberg", "said", "The dam is safe,"),
        ("I", "doubt", "that it will hold"),
    )
    signed = replace(told, article=replace(told.article, author="Anna Berg"))
    assert resolve(signed).names == ["Stefan Halberg", "Anna Berg"]
    assert resolve(told).names == ["Stefan Halberg", "I"]
