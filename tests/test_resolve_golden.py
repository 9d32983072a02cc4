"""Golden cases of the resolve stage: one kind of reference each, with who is meant.

A case is one or more short reports with their statements, the speaker of each statement by name,
and, by a letter for each statement, which of them share an actor. What is known to fail is a strict xfail.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from tests.test_resolve import Outcome, Said, language, report, resolve

import sayso
from sayso.annotate.clauses import find_clauses
from sayso.annotate.quotations import quotations
from sayso.records import Actor, Annotated, Span
from sayso.resolve import Resolver

EXAMPLE = Path(__file__).parents[1] / "examples" / "dam-talks"


@dataclass(frozen=True)
class Golden:
    """A case: ``names`` and ``who`` go through the statements of all reports in their order.

    The same letter in ``who`` is one actor, another letter another; without it, each name is one actor.
    """

    label: str
    comment: str
    reports: tuple[tuple[str, tuple[Said, ...]], ...]
    names: tuple[str, ...]
    who: str = ""

    @property
    def letters(self) -> str:
        """Return ``who``, or a letter for each name."""
        known = list(dict.fromkeys(self.names))
        return self.who or "".join("ABCDEFGH"[known.index(name)] for name in self.names)


def told(text: str, *said: Said) -> tuple[str, tuple[Said, ...]]:
    """Return the text of a report with its statements."""
    return text, said


def says(source: str, content: str, cue: str = "said") -> tuple[str, tuple[Said, ...]]:
    """Return a report of one sentence: somebody says something."""
    return f"{source} {cue} {content}.", ((source, cue, content),)


def whole(text: str, *said: Said, path: str) -> Annotated:
    """Return a report as the annotate stage leaves it, with its quotations and clauses."""
    told = report(text, *said, path=path)
    return replace(
        told,
        quotations=tuple(Span(one.start, one.end) for one in quotations(text)),
        clauses=find_clauses(language()(text), told.sentences),
    )


@cache
def outcome(case: Golden) -> Outcome:
    """Return what the stage makes of a case."""
    return resolve(*(whole(text, *said, path=f"{at}.txt") for at, (text, said) in enumerate(case.reports)))


PRONOUNS = (
    Golden(
        "he",
        "the person with whose name the sentence before begins",
        (
            told(
                "Stefan Halberg came to Lornburg on Sunday. He said the talks had failed.",
                ("He", "said", "the talks had failed"),
            ),
        ),
        ("Stefan Halberg",),
    ),
    Golden(
        "she",
        "a spokeswoman, not the man named after her",
        (
            told(
                "Irene Castell, a spokeswoman for the Water Ministry, met Mr. Paul Strell on Monday. "
                "She said the gates were shut.",
                ("She", "said", "the gates were shut"),
            ),
        ),
        ("Irene Castell",),
    ),
    Golden(
        "he added",
        "whoever spoke last, though somebody else is named in between",
        (
            told(
                "“The gates are shut,” Daniel Oreson said. Samuel Ferris stood beside him.\n"
                "“They will stay shut,” he added.",
                ("Daniel Oreson", "said", "The gates are shut,"),
                ("he", "added", "They will stay shut,"),
            ),
        ),
        ("Daniel Oreson", "Daniel Oreson"),
    ),
    Golden(
        "he in another's quotation",
        "somebody else than who is quoted",
        (
            told(
                "Stefan Halberg left the room at noon.\n“He said that it was over,” said Daniel Oreson.",
                ("Daniel Oreson", "said", "He said that it was over,"),
                ("He", "said", "that it was over"),
            ),
        ),
        ("Daniel Oreson", "Stefan Halberg"),
    ),
    Golden(
        "they",
        "the several people who spoke last",
        (
            told(
                "Two engineers said the gates were shut. They said that nobody had opened them.",
                ("Two engineers", "said", "the gates were shut"),
                ("They", "said", "that nobody had opened them"),
            ),
        ),
        ("Two engineers", "Two engineers"),
    ),
    Golden(
        "it",
        "the body that spoke last, not its director",
        (
            told(
                "The Harbour Authority said the port was closed. Its director, Ruth Marden, was away. "
                "It said that it would open on Friday.",
                ("The Harbour Authority", "said", "the port was closed"),
                ("It", "said", "that it would open on Friday"),
            ),
        ),
        ("Harbour Authority", "Harbour Authority"),
    ),
    Golden(
        "who",
        "the name right before it",
        (
            told(
                "Stefan Halberg met Nadia Wexley, who said the dam was safe.",
                ("who", "said", "the dam was safe"),
            ),
        ),
        ("Nadia Wexley",),
    ),
    Golden(
        "who, after a phrase",
        "the phrase right before it",
        (
            told(
                "Farmers, who called the plan a trap, met Stefan Halberg on Monday.",
                ("who", "called", "the plan a trap"),
            ),
        ),
        ("Farmers",),
    ),
    Golden(
        "pronoun without anybody",
        "an actor of its own, never the article's voice",
        (told("She said the talks had failed.", ("She", "said", "the talks had failed")),),
        ("She",),
    ),
    Golden(
        "he went on",
        "whoever spoke last, not with whose name the sentence before begins",
        (
            told(
                "Daniel Oreson said that the gates were shut.\nSamuel Ferris nodded.\n"
                "Stefan Halberg said nothing, a “mistake”. “They will stay shut,” he added.",
                ("Daniel Oreson", "said", "that the gates were shut"),
                ("Stefan Halberg", "said", "nothing"),
                ("he", "added", "They will stay shut,"),
            ),
        ),
        ("Daniel Oreson", "Stefan Halberg", "Stefan Halberg"),
    ),
    Golden(
        "he, named before in the sentence",
        "not who spoke in the sentence before",
        (
            told(
                "Daniel Oreson said that the gates were shut. Although Stefan Halberg was there, he said "
                "that it was late.",
                ("Daniel Oreson", "said", "that the gates were shut"),
                ("he", "said", "that it was late"),
            ),
        ),
        ("Daniel Oreson", "Stefan Halberg"),
    ),
    Golden(
        "he said he believed",
        "the speaker of the statement around it, though another stands before",
        (
            told(
                "After a talk with Stefan Halberg in Lornburg, Daniel Oreson said that he believed the dam "
                "was safe.",
                ("Daniel Oreson", "said", "that he believed the dam was safe"),
                ("he", "believed", "the dam was safe"),
            ),
        ),
        ("Daniel Oreson", "Daniel Oreson"),
    ),
    Golden(
        "he said he believed, after another",
        "the speaker of the statement around it, not the first of the sentence",
        (
            told(
                "Stefan Halberg said that it was late, but Daniel Oreson said that he believed it was early.",
                ("Stefan Halberg", "said", "that it was late"),
                ("Daniel Oreson", "said", "that he believed it was early"),
                ("he", "believed", "it was early"),
            ),
        ),
        ("Stefan Halberg", "Daniel Oreson", "Daniel Oreson"),
    ),
    Golden(
        "he, whom the sentence before begins with",
        "not who is the subject of its relative clause",
        (
            told(
                "Daniel Oreson said that the gates were shut. Stefan Halberg, whom Samuel Ferris met in the "
                "lobby, left at noon. He said that the talks had failed.",
                ("Daniel Oreson", "said", "that the gates were shut"),
                ("He", "said", "that the talks had failed"),
            ),
        ),
        ("Daniel Oreson", "Stefan Halberg"),
    ),
    Golden(
        "he, of the sentence before",
        "with whose name it begins, not who spoke before that",
        (
            told(
                "Daniel Oreson said that the gates were shut. Stefan Halberg met Samuel Ferris in the lobby. "
                "He said that the talks had failed.",
                ("Daniel Oreson", "said", "that the gates were shut"),
                ("He", "said", "that the talks had failed"),
            ),
        ),
        ("Daniel Oreson", "Stefan Halberg"),
    ),
    Golden(
        "he, in the next paragraph",
        "whoever spoke last, not whom the sentence between names",
        (
            told(
                "Daniel Oreson said that the gates were shut. The river rose near the house of Samuel "
                "Ferris.\nHe said that nobody was hurt.",
                ("Daniel Oreson", "said", "that the gates were shut"),
                ("He", "said", "that nobody was hurt"),
            ),
        ),
        ("Daniel Oreson", "Daniel Oreson"),
    ),
    Golden(
        "we met him",
        "inside a quotation the first person is who is quoted",
        (
            told(
                "“We believe that the ship was overloaded, and we met him,” Anna Berg said.",
                ("Anna Berg", "said", "We believe that the ship was overloaded, and we met him,"),
                ("We", "believe", "that the ship was overloaded"),
            ),
        ),
        ("Anna Berg", "Anna Berg"),
    ),
    Golden(
        "we of a body",
        "in the words of its spokesman the body",
        (
            told(
                "“We believe that the ship was safe,” said Omar Lind, a spokesman for Norrland Lines.",
                (
                    "Omar Lind, a spokesman for Norrland Lines",
                    "said",
                    "We believe that the ship was safe,",
                ),
                ("We", "believe", "that the ship was safe"),
            ),
        ),
        ("Omar Lind", "Norrland Lines"),
    ),
    Golden(
        "I in a letter",
        "who writes, whom nobody names; not the one who was quoted before",
        (
            told(
                "“The dam is safe,” Stefan Halberg said. I doubt that the dam will hold. "
                "I think that the valley knows it.",
                ("Stefan Halberg", "said", "The dam is safe,"),
                ("I", "doubt", "that the dam will hold"),
                ("I", "think", "that the valley knows it"),
            ),
        ),
        ("Stefan Halberg", "I", "I"),
    ),
    Golden(
        "he added, with another named since",
        "with 'added' whoever spoke last, not the subject of the sentence before",
        (
            told(
                "Daniel Oreson said that the gates were shut. Samuel Ferris stood beside him. "
                "He added that they would stay shut.",
                ("Daniel Oreson", "said", "that the gates were shut"),
                ("He", "added", "that they would stay shut"),
            ),
        ),
        ("Daniel Oreson", "Daniel Oreson"),
    ),
    Golden(
        "the Observatory",
        "the one body of all articles that is one",
        (
            says("The Karsa Observatory for Human Rights", "nine farmers were dead"),
            told(
                "On Monday the Observatory said that the tenth was missing.",
                ("the Observatory", "said", "that the tenth was missing"),
            ),
        ),
        ("Karsa Observatory for Human Rights",) * 2,
    ),
    Golden(
        "the same relative",
        "the mother of one person is one in both articles",
        (
            says("Luke Harmond's mother", "the ship was late"),
            says("Luke Harmond's mother", "the ship was lost"),
        ),
        ("Luke Harmond's mother",) * 2,
    ),
    Golden(
        "the French government",
        "France as a speaker",
        (says("The French government", "the port was closed"), says("France", "the port was open")),
        ("French government",) * 2,
    ),
    Golden(
        "the Chinese government",
        "China as a speaker",
        (says("The Chinese government", "the port was closed"), says("China", "the port was open")),
        ("Chinese government",) * 2,
    ),
)

NAMES = (
    Golden(
        "short name",
        "a surname is a last name, no middle one",
        (
            told(
                "Ismail Daro met Amir Daro Vessin in Lornburg on Sunday. Daro said the talks had failed.",
                ("Daro", "said", "the talks had failed"),
            ),
        ),
        ("Ismail Daro",),
    ),
    Golden(
        "short name across articles",
        "the only one with that surname",
        (
            says("Ms. Nadia Wexley", "nine people were still held"),
            says("Ms. Wexley", "that nobody had been charged"),
        ),
        ("Nadia Wexley", "Nadia Wexley"),
    ),
    Golden(
        "first name",
        "the only person of that first name",
        (
            told(
                "Robert Lindgren cancelled the tour on Monday. Robert said that he was tired.",
                ("Robert", "said", "that he was tired"),
            ),
        ),
        ("Robert Lindgren",),
    ),
    Golden(
        "nickname",
        "Dick is Richard, in another article too",
        (
            says("Richard Halberg", "the dam was safe"),
            says("Dick Halberg", "the dam would hold"),
        ),
        ("Dick Halberg", "Dick Halberg"),
    ),
    Golden(
        "no nickname",
        "Mario is no Maria",
        (says("Maria Rossi", "the dam was safe"), says("Mario Rossi", "the dam would hold")),
        ("Maria Rossi", "Mario Rossi"),
    ),
    Golden(
        "double surname",
        "the last names of the one longer name",
        (
            told(
                "Attorney General Tomás Arroyo Sandel spoke. Arroyo Sandel said the case was closed.",
                ("Arroyo Sandel", "said", "the case was closed"),
            ),
        ),
        ("Tomás Arroyo Sandel",),
    ),
    Golden(
        "double surname across articles",
        "the only one with those last names",
        (
            says("Tomás Arroyo Sandel", "the case was closed"),
            says("Arroyo Sandel", "the case was open"),
        ),
        ("Tomás Arroyo Sandel", "Tomás Arroyo Sandel"),
    ),
    Golden(
        "first of two surnames",
        "a person with two surnames may be called by the first",
        (
            told(
                "President Enrique Velda Sandel spoke on Monday. President Velda said the case was closed.",
                ("President Velda", "said", "the case was closed"),
            ),
        ),
        ("Enrique Velda Sandel",),
    ),
    Golden(
        "the same surname alone",
        "one person in two articles, where nobody is named in full",
        (says("Mr. Halberg", "the dam was safe"), says("Mr. Halberg", "the dam would hold")),
        ("Halberg", "Halberg"),
    ),
    Golden(
        "surname taken for a body",
        "the person's of another article, where no body has the word in its name",
        (
            says("Captain Mara Lindqvist", "it was late"),
            says("Lindqvist", "that 212 people were on board"),
        ),
        ("Mara Lindqvist", "Mara Lindqvist"),
    ),
    Golden(
        "person taken for a body",
        "a name of several words that spaCy takes for a body's in one article",
        (
            says("Nadia Wexley", "nine people were still held"),
            says("Ms. Nadia Wexley", "that nobody had been charged"),
        ),
        ("Nadia Wexley", "Nadia Wexley"),
    ),
    Golden(
        "body taken for a surname",
        "the body of another article",
        (
            told(
                "Norline Inc. lost a ship on Monday. Norline Inc. said that it was old.",
                ("Norline Inc.", "said", "that it was old"),
            ),
            says("Mr. Norline", "that the ship was new"),
        ),
        ("Norline", "Norline"),
    ),
    Golden(
        "transliteration",
        "spellings of one foreign name, first and last",
        (
            says("Muammar Ghadiri", "the war was over"),
            says("Moammar Qadhiri", "the war was not over"),
        ),
        ("Moammar Qadhiri", "Moammar Qadhiri"),
    ),
    Golden(
        "father and son",
        "a middle name more is another person, in either article",
        (
            says("Ahmad Shah Massoud", "the valley was free"),
            says("Ahmad Massoud", "the valley would be free"),
        ),
        ("Ahmad Shah Massoud", "Ahmad Massoud"),
    ),
    Golden(
        "father and son in one article",
        "the surname is whose full name stood last",
        (
            told(
                "Samuel Ferris leads the movement. Ferris said it would march. His father was Samuel Tomas "
                "Ferris. Ferris said in 2006 that the dam was a crime.",
                ("Ferris", "said", "it would march"),
                ("Ferris", "said", "in 2006 that the dam was a crime"),
            ),
        ),
        ("Samuel Ferris", "Samuel Tomas Ferris"),
    ),
    Golden(
        "middle name and a role in common",
        "the same first and last name, and both called so",
        (
            says("Movement leader Samuel Tomas Ferris", "the valley was dry"),
            says("Movement leader Samuel Ferris", "the valley was thirsty"),
        ),
        ("Samuel Tomas Ferris", "Samuel Tomas Ferris"),
    ),
    Golden(
        "Mr. and Miss",
        "a form of address tells the two who share a surname",
        (
            told(
                "Mr. Paul Harmond and Miss Clara Harmond came to the harbour. Miss Harmond said it was cold. "
                "Mr. Harmond said it was late.",
                ("Miss Harmond", "said", "it was cold"),
                ("Mr. Harmond", "said", "it was late"),
            ),
        ),
        ("Clara Harmond", "Paul Harmond"),
    ),
    Golden(
        "surname of two",
        "a surname alone joins neither of two people of other articles",
        (
            says("Ruth Marden", "the gates were open"),
            says("Joseph Marden", "the river rose"),
            says("Mr. Marden", "the fields were dry"),
        ),
        ("Ruth Marden", "Joseph Marden", "Marden"),
    ),
    Golden(
        "surname of two, with a gender",
        "her who is she by another article is not Mr.",
        (
            told(
                "Ruth Marden, a spokeswoman for the authority, said the gates were open.",
                ("Ruth Marden, a spokeswoman for the authority,", "said", "the gates were open"),
            ),
            says("Mr. Marden", "the fields were dry"),
        ),
        ("Ruth Marden", "Marden"),
    ),
    Golden(
        "acronym",
        "the one full name that spells it",
        (
            says("The Karsa Valley Movement", "the valley was dry"),
            says("The KVM", "the valley was thirsty"),
        ),
        ("Karsa Valley Movement", "Karsa Valley Movement"),
    ),
    Golden(
        "short form",
        "the one body of all articles whose name begins or ends so",
        (
            says("The Karsa Observatory for Human Rights", "nine farmers were dead"),
            says("The Karsa Observatory", "the tenth was missing"),
            says("The Lornburg Evening Journal", "nobody was hurt"),
            says("The Journal", "nobody was held"),
        ),
        (*("Karsa Observatory for Human Rights",) * 2, *("Lornburg Evening Journal",) * 2),
    ),
    Golden(
        "British and American spelling",
        "organisation is organization, centre is center",
        (
            says("The World Harbour Organisation", "the port was closed"),
            says("The World Harbour Organization", "the port was open"),
        ),
        ("World Harbour Organisation", "World Harbour Organisation"),
    ),
    Golden(
        "former name",
        "the name that a body had before is its own",
        (
            told(
                "The Karsa Front, formerly known as the Valley League, met on Monday. "
                "The Karsa Front said nothing else.",
                ("The Karsa Front", "said", "nothing else"),
            ),
            says("The Valley League", "the dam was a crime"),
        ),
        ("Valley League", "Valley League"),
    ),
    Golden(
        "names that no rule could tell",
        "by a line of the data file",
        (says("Daesh", "it had won"), says("The Islamic State", "it had lost")),
        ("Islamic State", "Islamic State"),
    ),
    Golden(
        "government of",
        "the government of X, X's government and the Xian government are one",
        (
            says("The government of Denmark", "the port was closed"),
            says("Denmark's government", "the port was open"),
            says("The Danish government", "the port was busy"),
        ),
        ("government of Denmark",) * 3,
    ),
    Golden(
        "capital",
        "a capital that speaks is the government",
        (
            says("The Danish government", "the port was open"),
            told(
                "The envoy lives in Tehran. Tehran said that the port was closed.",
                ("Tehran", "said", "that the port was closed"),
            ),
            says("Iran", "the port was busy"),
            says("The Iranian government", "the port was open"),
            says("Denmark", "the port was cold"),
        ),
        (
            "Danish government",
            "Iranian government",
            "Iranian government",
            "Iranian government",
            "Danish government",
        ),
    ),
    Golden(
        "the White House",
        "stays itself beside the government",
        (
            says("The White House", "the port was closed"),
            says("The U.S. government", "the port was open"),
            told(
                "The envoy lives in Washington. He flew from Washington to Paris. "
                "Washington said the port was busy.",
                ("Washington", "said", "the port was busy"),
            ),
        ),
        ("White House", "U.S. government", "U.S. government"),
    ),
)

ROLES = (
    Golden(
        "the acting foreign minister",
        "the person who was called foreign minister",
        (
            told(
                "Tarovia's foreign minister Stefan Halberg met the former foreign minister Omar Lind in "
                "Lornburg.\n“Everyone can come,” the acting foreign minister said.",
                ("the acting foreign minister", "said", "Everyone can come,"),
            ),
        ),
        ("Stefan Halberg",),
    ),
    Golden(
        "the envoy",
        "the person introduced as one",
        (
            told(
                "Daniel Oreson, the envoy of the Karsa Valley Movement, met Stefan Halberg, the water "
                "minister, on Monday.\n“No gate was opened,” the envoy said.",
                ("the envoy", "said", "No gate was opened,"),
            ),
        ),
        ("Daniel Oreson",),
    ),
    Golden(
        "role in another article",
        "a long definite role is who has it elsewhere",
        (
            says("The information director at the Lornburg Institute", "the video was old"),
            told(
                "Nadia Wexley, information director at the Lornburg Institute, said the video was edited.",
                (
                    "Nadia Wexley, information director at the Lornburg Institute,",
                    "said",
                    "the video was edited",
                ),
            ),
        ),
        ("Nadia Wexley", "Nadia Wexley"),
    ),
    Golden(
        "another minister",
        "the Danish minister is not the one minister who is named",
        (
            told(
                "Foreign Minister Stefan Halberg spoke. The Danish foreign minister said it was late.",
                ("The Danish foreign minister", "said", "it was late"),
            ),
        ),
        ("The Danish foreign minister",),
    ),
    Golden(
        "the Vermont senator",
        "a place and an office, right after the person",
        (
            told(
                "Peter Sandvall spoke in Boston on Monday. The Vermont senator said that he would run.",
                ("The Vermont senator", "said", "that he would run"),
            ),
        ),
        ("Peter Sandvall",),
    ),
    Golden(
        "the senator is no governor",
        "who holds one office holds no other",
        (
            told(
                "Governor Peter Sandvall spoke in Boston. The Vermont senator said that he would run.",
                ("The Vermont senator", "said", "that he would run"),
            ),
        ),
        ("The Vermont senator",),
    ),
    Golden(
        "the 26-year-old",
        "the one person of the lines before",
        (
            told(
                "Clara Harmond swam across the strait.\nThe 26-year-old said that the water was cold.",
                ("The 26-year-old", "said", "that the water was cold"),
            ),
        ),
        ("Clara Harmond",),
    ),
    Golden(
        "the 26-year-old of two",
        "nobody, where two people are spoken of",
        (
            told(
                "Clara Harmond and Anna Berg swam across the strait on Monday.\n"
                "The 26-year-old said that the water was cold.",
                ("The 26-year-old", "said", "that the water was cold"),
            ),
        ),
        ("The 26-year-old",),
    ),
    Golden(
        "described in the lead",
        "named further down with that very role",
        (
            told(
                "A harbour spokesman said on Monday that the port was closed.\n"
                "Harbour spokesman Omar Lind said that nobody was hurt.",
                ("A harbour spokesman", "said", "that the port was closed"),
                ("Harbour spokesman Omar Lind", "said", "that nobody was hurt"),
            ),
        ),
        ("Omar Lind", "Omar Lind"),
    ),
    Golden(
        "a former player in the lead",
        "the person who speaks next",
        (
            told(
                "A former player said on Monday that the club was broke.\n"
                "“There was no money,” said Anna Berg, 41.",
                ("A former player", "said", "that the club was broke"),
                ("Anna Berg", "said", "There was no money,"),
            ),
        ),
        ("Anna Berg", "Anna Berg"),
    ),
    Golden(
        "a religious scholar in the lead",
        "who speaks below, and is called so in another article",
        (
            told(
                "A religious scholar said that snow was a sin.\nThe town was white on Monday.\n"
                "It rained.\nThe mayor slept.\nIt was cold.\nOmar Lind said that it was late.",
                ("A religious scholar", "said", "that snow was a sin"),
                ("Omar Lind", "said", "that it was late"),
            ),
            says("Religious scholar Omar Lind", "that it was early"),
        ),
        ("Omar Lind", "Omar Lind", "Omar Lind"),
    ),
    Golden(
        "his sister",
        "named as the sister elsewhere, and not her brother",
        (
            told(
                "The sister of Luke Harmond said that the ship was late. Luke Harmond was on board.",
                ("The sister of Luke Harmond", "said", "that the ship was late"),
            ),
            told(
                "Luke Harmond was on board. His sister, Lucy Harmond, said that the ship was lost.",
                ("His sister, Lucy Harmond,", "said", "that the ship was lost"),
            ),
        ),
        ("Lucy Harmond", "Lucy Harmond"),
    ),
    Golden(
        "sister of",
        "not the brother, where nobody names her",
        (
            told(
                "Luke Harmond left the port. The sister of Luke Harmond said that the ship was late. "
                "Luke Harmond said that it was not.",
                ("The sister of Luke Harmond", "said", "that the ship was late"),
                ("Luke Harmond", "said", "that it was not"),
            ),
        ),
        ("The sister of Luke Harmond", "Luke Harmond"),
    ),
    Golden(
        "the mother of another",
        "the mothers of two people are two",
        (
            says("Luke Harmond's mother", "the ship was late"),
            says("Anna Berg's mother", "the ship was lost"),
        ),
        ("Luke Harmond's mother", "Anna Berg's mother"),
    ),
)

BODIES = (
    Golden(
        "the group",
        "the body whose name says that it is one",
        (
            told(
                "The Karsa Valley Front met Norrland Lines in Lornburg on Sunday.\n"
                "The group said that it had 4,000 members.",
                ("The group", "said", "that it had 4,000 members"),
            ),
        ),
        ("Karsa Valley Front",),
    ),
    Golden(
        "the ministry",
        "the body that is called a ministry",
        (
            told(
                "The Water Ministry met Norrland Lines on Monday.\nThe ministry said the gates were shut.",
                ("The ministry", "said", "the gates were shut"),
            ),
        ),
        ("Water Ministry",),
    ),
    Golden(
        "the ministry of nobody",
        "an actor of its own, where no ministry is named",
        (
            told(
                "The Karsa Valley Front met Norrland Lines.\nThe ministry said the gates were shut.",
                ("The ministry", "said", "the gates were shut"),
            ),
        ),
        ("The ministry",),
    ),
    Golden(
        "the firm, of the sentence",
        "named before in the sentence, not the body that spoke before",
        (
            told(
                "Velm Company said that it was late. After Norrland Lines lost a ship, the firm said that it "
                "was early.",
                ("Velm Company", "said", "that it was late"),
                ("the firm", "said", "that it was early"),
            ),
        ),
        ("Velm Company", "Norrland Lines"),
    ),
    Golden(
        "the group before its name",
        "the only one that the sentence goes on to name",
        (
            told(
                "The opposition group said on Tuesday that ministers had met leaders of the Karsa Valley "
                "Front in Lornburg.",
                (
                    "The opposition group",
                    "said",
                    "that ministers had met leaders of the Karsa Valley Front",
                ),
            ),
        ),
        ("Karsa Valley Front",),
    ),
    Golden(
        "the firm",
        "the body named most, where none says by its name that it is one",
        (
            told(
                "Norrland Lines lost a ship on Monday. Norrland Lines owns nine. It was built by Velm.\n"
                "The firm said that nobody was hurt.",
                ("The firm", "said", "that nobody was hurt"),
            ),
        ),
        ("Norrland Lines",),
    ),
    Golden(
        "police",
        "the one force that the article names",
        (
            told(
                "Lornburg Police closed the road on Monday. Police said that nobody was hurt.",
                ("Police", "said", "that nobody was hurt"),
            ),
        ),
        ("Lornburg Police",),
    ),
    Golden(
        "police of two",
        "the force named last",
        (
            told(
                "Lornburg Police closed the road on Monday. Almay Police closed the port on Tuesday. "
                "Police said that nobody was hurt.",
                ("Police", "said", "that nobody was hurt"),
            ),
        ),
        ("Almay Police",),
    ),
    Golden(
        "police across articles",
        "the one force that the articles name",
        (says("Lornburg Police", "the road was closed"), says("Police", "the road was open")),
        ("Lornburg Police", "Lornburg Police"),
    ),
    Golden(
        "militants",
        "speak as the body whose they are",
        (
            told(
                "The Islamic State took the town. Islamic State militants said they had won.",
                ("Islamic State militants", "said", "they had won"),
            ),
        ),
        ("Islamic State",),
    ),
    Golden(
        "the Lebanese army",
        "the body that was called so before",
        (
            told(
                "The Lebanese Army said that it was late. It rained in Beirut. "
                "A statement came at noon. The Lebanese army said that it was early.",
                ("The Lebanese Army", "said", "that it was late"),
                ("The Lebanese army", "said", "that it was early"),
            ),
        ),
        ("Lebanese Army", "Lebanese Army"),
    ),
    Golden(
        "a monitoring group",
        "the body that speaks next",
        (
            told(
                "Nine people died in Lornburg on Monday, a monitoring group said.\n"
                "The Karsa Observatory for Human Rights said that they were farmers.",
                ("a monitoring group", "said", "Nine people died in Lornburg on Monday"),
                ("The Karsa Observatory for Human Rights", "said", "that they were farmers"),
            ),
        ),
        ("Karsa Observatory for Human Rights",) * 2,
    ),
    Golden(
        "the statement",
        "whoever issued it",
        (
            told(
                "In a statement on its website, the Karsa Valley Front said that the talks had failed.\n"
                "The statement added that no gate was opened.",
                ("the Karsa Valley Front", "said", "that the talks had failed"),
                ("The statement", "added", "that no gate was opened"),
            ),
        ),
        ("Karsa Valley Front",) * 2,
    ),
    Golden(
        "a report by",
        "the body that wrote it",
        (
            told(
                "The gates were open for six hours, according to a report by the Orvane Dam Authority. "
                "The report said that nobody was hurt.",
                ("a report by the Orvane Dam Authority", "according to", "The gates were open for six hours"),
                ("The report", "said", "that nobody was hurt"),
            ),
        ),
        ("Orvane Dam Authority",) * 2,
    ),
    Golden(
        "the court filing",
        "a document that speaks for itself",
        (
            told(
                "Norrland Lines left the port on Monday. The court filing said that the ship was overloaded.",
                ("The court filing", "said", "that the ship was overloaded"),
            ),
        ),
        ("The court filing",),
    ),
    Golden(
        "the filing of a company",
        "whoever is said to have made it",
        (
            told(
                "Norrland Lines said in a court filing that the ship was safe. "
                "The filing said that nobody was hurt.",
                ("Norrland Lines", "said", "that the ship was safe"),
                ("The filing", "said", "that nobody was hurt"),
            ),
        ),
        ("Norrland Lines",) * 2,
    ),
    Golden(
        "a statement attributed to",
        "the body to which it is attributed",
        (
            told(
                "A statement attributed to the Karsa Valley Front claimed that the gates were open. "
                "The Karsa Valley Front is banned.",
                (
                    "A statement attributed to the Karsa Valley Front",
                    "claimed",
                    "that the gates were open",
                ),
            ),
        ),
        ("Karsa Valley Front",),
    ),
)

UNNAMED_SOURCES = (
    Golden(
        "officials",
        "in two articles they may be two",
        (says("Officials", "the port was closed"), says("Officials", "the port was open")),
        ("Officials", "Officials"),
        "AB",
    ),
    Golden(
        "officials again",
        "in one article they are the same",
        (
            told(
                "Officials said the port was closed. It rained. Officials said the ferry was late.",
                ("Officials", "said", "the port was closed"),
                ("Officials", "said", "the ferry was late"),
            ),
        ),
        ("Officials", "Officials"),
    ),
    Golden(
        "two people familiar with the matter",
        "a source of its own, for nobody named",
        (
            told(
                "Norrland Lines will sell its ships, two people familiar with the matter said. "
                "Norrland Lines declined to comment.",
                ("two people familiar with the matter", "said", "Norrland Lines will sell its ships"),
            ),
        ),
        ("two people familiar with the matter",),
    ),
    Golden(
        "residents",
        "people as a kind",
        (
            told(
                "Residents said it was loud. It was Monday. They said the road was closed.",
                ("Residents", "said", "it was loud"),
                ("They", "said", "the road was closed"),
            ),
        ),
        ("Residents", "Residents"),
    ),
    Golden(
        "a second official",
        "another one than the first",
        (
            told(
                "An official said the town was calm. A second official said it was not. "
                "The official left at noon.",
                ("An official", "said", "the town was calm"),
                ("A second official", "said", "it was not"),
            ),
        ),
        ("An official", "A second official"),
    ),
    Golden(
        "the official",
        "the last unnamed one who fits",
        (
            told(
                "A senior harbour official said the town was calm. It rained. "
                "The official said the road was closed.",
                ("A senior harbour official", "said", "the town was calm"),
                ("The official", "said", "the road was closed"),
            ),
        ),
        ("A senior harbour official",) * 2,
    ),
    Golden(
        "reportedly",
        "nobody in particular, in all articles the same nobody",
        (
            told(
                "Norrland Lines reportedly sold 180 tickets. An official said it had not.",
                (None, "reportedly", "sold 180 tickets"),
                ("An official", "said", "it had not"),
            ),
            told("The ferry was reportedly late.", (None, "reportedly", "late")),
        ),
        ("unnamed", "An official", "unnamed"),
    ),
    Golden(
        "rumours",
        "hearsay is one, and nobody's",
        (
            told(
                "Rumours said the dam had failed. Stefan Halberg denied it.",
                ("Rumours", "said", "the dam had failed"),
                ("Stefan Halberg", "denied", "it"),
            ),
            told("Rumours said the minister had left.", ("Rumours", "said", "the minister had left")),
        ),
        ("Rumours", "Stefan Halberg", "Rumours"),
    ),
    Golden(
        "rumoured",
        "the cue alone tells that it is hearsay, as the noun does",
        (
            told("There were rumours that the dam had failed.", (None, "rumours", "that the dam had failed")),
            told("Rumours said the minister had left.", ("Rumours", "said", "the minister had left")),
        ),
        ("Rumours", "Rumours"),
    ),
    Golden(
        "the same words quoted",
        "whoever said them in two articles",
        (
            told(
                "“The water came over the wall before anybody could run,” a witness said.",
                ("a witness", "said", "The water came over the wall before anybody could run,"),
            ),
            told(
                "A farmer saw it. “The water came over the wall before anybody could run,” one witness said.",
                ("one witness", "said", "The water came over the wall before anybody could run,"),
            ),
        ),
        ("one witness", "one witness"),
    ),
    Golden(
        "the same words of a name",
        "an unnamed official who is named elsewhere with the words",
        (
            told(
                "“The water came over the wall before anybody could run,” a harbour spokesman said.",
                ("a harbour spokesman", "said", "The water came over the wall before anybody could run,"),
            ),
            told(
                "“The water came over the wall before anybody could run,” harbour spokesman Omar Lind said.",
                (
                    "harbour spokesman Omar Lind",
                    "said",
                    "The water came over the wall before anybody could run,",
                ),
            ),
        ),
        ("Omar Lind", "Omar Lind"),
    ),
    Golden(
        "a source",
        "two articles' source may be two",
        (says("A source", "the port was closed"), says("A source", "the port was open")),
        ("A source", "A source"),
        "AB",
    ),
    Golden(
        "U.S. officials",
        "a country's officials by either adjective",
        (says("U.S. officials", "the port was closed"), says("American officials", "the port was open")),
        ("American officials", "American officials"),
    ),
    Golden(
        "officials of two countries",
        "are two",
        (says("U.S. officials", "the port was closed"), says("Danish officials", "the port was open")),
        ("U.S. officials", "Danish officials"),
    ),
    Golden(
        "witnesses",
        "those of the one event",
        (says("Witnesses", "the ship was late"), says("Eyewitnesses", "the ship was lost")),
        ("Eyewitnesses", "Eyewitnesses"),
    ),
    Golden(
        "the Mirror's sources",
        "those of one outlet are described alike",
        (
            says("The Daily Mirror's sources", "the singer was tired"),
            says("The Daily Mirror's sources", "the singer was ill"),
        ),
        ("The Daily Mirror's sources",) * 2,
    ),
    Golden(
        "sources, told of more fully",
        "the only ones of whom the article tells more",
        (
            told(
                "The ship is lost, sources said. Sources close to the captain said nobody knew.",
                ("sources", "said", "The ship is lost"),
                ("Sources close to the captain", "said", "nobody knew"),
            ),
        ),
        ("Sources close to the captain",) * 2,
    ),
    Golden(
        "publicist",
        "the same post with the same person",
        (
            told(
                "Robert Lindgren’s publicist said it was rubbish. Robert Lindgren sang on Monday.",
                ("Robert Lindgren’s publicist", "said", "it was rubbish"),
            ),
            told(
                "Robert Lindgren sang. Lindgren's publicist said it was false.",
                ("Lindgren's publicist", "said", "it was false"),
            ),
        ),
        ("Robert Lindgren’s publicist",) * 2,
    ),
    Golden(
        "two people together",
        "the same two in either order",
        (
            told(
                "Guy Oreson met Anna Berg. Oreson and Berg said the tour was off.",
                ("Oreson and Berg", "said", "the tour was off"),
            ),
            told(
                "Anna Berg met Guy Oreson. Berg and Oreson said they were sad.",
                ("Berg and Oreson", "said", "they were sad"),
            ),
        ),
        ("Berg and Oreson",) * 2,
    ),
)

FAILURES = (
    (
        "nothing is guessed from first names",
        Golden(
            "she after two names",
            "Mrs. Berg, for Stefan is a man's name",
            (
                told(
                    "Mrs. Anna Berg met Stefan Halberg on Monday. Stefan Halberg left. She said it was over.",
                    ("She", "said", "it was over"),
                ),
            ),
            ("Anna Berg",),
        ),
    ),
    (
        "nothing is guessed from first names",
        Golden(
            "Mrs. of a man's surname",
            "the wife of Paul Harmond is not Paul Harmond",
            (says("Paul Harmond", "it was late"), says("Mrs. Harmond", "it was early")),
            ("Paul Harmond", "Harmond"),
        ),
    ),
    (
        "a surname with 'elder' or 'younger' is the surname only",
        Golden(
            "the elder and the younger",
            "father and son",
            (
                told(
                    "Tomas Ferris led the march in 2006. His son, Samuel Ferris, leads it today. "
                    "The younger Ferris said it would go on. The elder Ferris said so too.",
                    ("The younger Ferris", "said", "it would go on"),
                    ("The elder Ferris", "said", "so too"),
                ),
            ),
            ("Samuel Ferris", "Tomas Ferris"),
        ),
    ),
    (
        "a source is no post, and one person is not joined by a description",
        Golden(
            "the Mirror's source",
            "the one source of an outlet",
            (
                says("The Daily Mirror's source", "the singer was tired"),
                says("The Daily Mirror's source", "the singer was ill"),
            ),
            ("The Daily Mirror's source",) * 2,
        ),
    ),
    (
        "spaCy takes this capital for an organisation, and only a place is looked up",
        Golden(
            "capital taken for a body",
            "Copenhagen as a speaker is the Danish government",
            (says("Copenhagen", "the port was closed"), says("The Danish government", "the port was open")),
            ("Danish government",) * 2,
        ),
    ),
    (
        "spaCy takes both for organisations, and a surname is looked for among people",
        Golden(
            "surname and full name taken for bodies",
            "the only one with that surname",
            (
                says("Nadia Wexley", "nine people were still held"),
                says("Wexley", "that nobody had been charged"),
            ),
            ("Nadia Wexley", "Nadia Wexley"),
        ),
    ),
    (
        "spaCy takes the full name for a person's",
        Golden(
            "other names of two kinds",
            "by a line of the data file",
            (says("Doctors Without Borders", "the ward was full"), says("MSF", "the ward was empty")),
            ("Doctors Without Borders",) * 2,
        ),
    ),
    (
        "no rule knows a pair of people by a word for them",
        Golden(
            "the couple",
            "the two who were named together",
            (
                told(
                    "Paul Harmond and Clara Harmond sold the house. Paul Harmond and Clara Harmond said "
                    "it was cold.\nThe couple said it was late.",
                    ("Paul Harmond and Clara Harmond", "said", "it was cold"),
                    ("The couple", "said", "it was late"),
                ),
            ),
            ("Paul Harmond and Clara Harmond",) * 2,
        ),
    ),
    (
        "short words of an Arabic name are no variants of each other",
        Golden(
            "transliterated brigade",
            "al-Nour is Al Noor",
            (says("The al-Nour Brigade", "it was late"), says("The Al Noor Brigade", "it was early")),
            ("al-Nour Brigade",) * 2,
        ),
    ),
)

CASES = (*PRONOUNS, *NAMES, *ROLES, *BODIES, *UNNAMED_SOURCES)


@pytest.mark.parametrize(
    "case",
    [
        *(pytest.param(case, id=case.label) for case in CASES),
        *(
            pytest.param(case, id=case.label, marks=pytest.mark.xfail(strict=True, reason=reason))
            for reason, case in FAILURES
        ),
    ],
)
def test_golden(case: Golden) -> None:
    """Each statement is that of the actor named, and statements share an actor where their letters do."""
    found = outcome(case)
    assert tuple(found.names) == case.names, case.comment
    ids = [one.id if one else None for one in found.speakers]
    for (a, letter), (b, other) in combinations(zip(ids, case.letters, strict=True), 2):
        assert (a == b) is (letter == other), case.comment


# ------------------------------------------------------------------ reasons


def unreasoned(actors: tuple[Actor, ...]) -> Iterator[str]:
    """Yield what an actor does not give a reason for: a mention, or that two articles' are one."""
    for actor in actors:
        if not actor.mentions or not all(one.why.strip() for one in actor.mentions):
            yield f"{actor.name}: a mention without a reason"
        for join in actor.joins:
            if not (join.why.strip() and {join.a, join.b} <= set(range(len(actor.mentions)))):
                yield f"{actor.name}: a join of nothing"
        if len(linked_articles(actor)) > 1:
            yield f"{actor.name}: articles that no join connects"


def linked_articles(actor: Actor) -> set[str]:
    """Return one article of each set that the actor's joins connect."""
    leader = {one.article: one.article for one in actor.mentions}

    def find(article: str) -> str:
        while leader[article] != article:
            article = leader[article]
        return article

    for join in actor.joins:
        leader[find(actor.mentions[join.a].article)] = find(actor.mentions[join.b].article)
    return {find(one) for one in leader}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in CASES])
def test_every_mention_and_every_join_has_a_reason(case: Golden) -> None:
    """Each mention says why, and joins with a reason connect all articles of an actor."""
    assert list(unreasoned(outcome(case).resolved.actors)) == []


def test_reasons_of_the_example() -> None:
    """The bundled example's actors give a reason for each mention and each article."""
    actors = sayso.compare([EXAMPLE]).actors
    assert any(len({one.article for one in actor.mentions}) > 1 for actor in actors)
    assert list(unreasoned(actors)) == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in CASES])
def test_order_of_the_reports_changes_nothing(case: Golden) -> None:
    """The actors of a case are the same when its reports are given the other way round."""
    found = outcome(case).resolved
    back = Resolver()(
        [whole(text, *said, path=f"{at}.txt") for at, (text, said) in enumerate(case.reports)][::-1]
    )
    assert back.actors == found.actors
