import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.builders import article, claim, dossier, hostile_dossier, point, position, without_points

from sayso.dossier import render_terminal
from sayso.records import Dossier, Relation

HOSTILE = "[red]\x1b[31m\x1b]0;owned\x07\u202e*b*[/] :smile: https://a.example"


def shown(one: Dossier, *, width: int = 80, limit: int | None = 12, colour: bool = False) -> str:
    """Return what is printed, as a pipe or as a terminal gets it."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
    )
    render_terminal(one, console, limit=limit)
    return file.getvalue()


def test_at_80_columns() -> None:
    """In a narrow window who, words and place stand below one another, under the letter."""
    assert """\
CONFLICTS  2 ───────────────────────────────── cannot both be true as they stand

 1  Twenty-three people were hurt                                          p44ac
    A and B cannot both be true: number — Twenty-three vs at least 41
    A  Ilse Brandt, for Velm Coast Guard
       “Twenty-three people were hurt”  velm-herald.txt:5, also in
       river-post.txt:3 · via a statement posted on its website
       2 reports, 1 origin, 1 party
    B  Omar Lind
       “at least 41 people were hurt”  harbour-wire.txt:5
""" in shown(dossier())


def test_at_160_columns() -> None:
    """In a wide window who, words and place stand in columns that are the same for all points."""
    lines = shown(dossier(), width=160).splitlines()
    rows = [line for line in lines if "“" in line]
    assert len({line.index("“") for line in rows}) == 1
    assert len({re.search(r"[a-z-]+\.txt:", line).start() for line in rows if ".txt:" in line}) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 119, 120, 160, 300])
def test_no_line_is_too_long(width: int) -> None:
    """Nothing runs over the right edge, and no line ends in a space."""
    for line in shown(dossier(), width=width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_wide_characters_are_wrapped_by_their_width() -> None:
    """Names in scripts whose characters take two columns stay inside the window."""
    one = hostile_dossier("船が座礁した" * 12)
    assert all(cell_len(line) <= 60 for line in shown(one, width=60).splitlines())


def test_a_pipe_gets_plain_text() -> None:
    """Where no terminal is, there is no escape code."""
    assert "\x1b" not in shown(dossier())


def test_colour_says_nothing_alone() -> None:
    """A terminal gets the same words as a pipe, with colour on top."""
    coloured = shown(dossier(), colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown(dossier())


def test_compared_words_are_marked() -> None:
    """The words that a relation compared are underlined where they stand in the claims."""
    assert "\x1b[1;4mat least 41\x1b[0m people were hurt" in shown(dossier(), colour=True)


@pytest.mark.parametrize("width", [80, 160])
def test_hostile_words_are_inert(width: int) -> None:
    """Escapes, direction marks and rich's own markup in any text of a dossier do nothing and are seen."""
    text = shown(hostile_dossier(HOSTILE), width=width, limit=None)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "[red]�[31m" in text
    assert ":smile:" in text
    coloured = shown(hostile_dossier(HOSTILE), width=width, limit=None, colour=True)
    assert all(re.fullmatch("\x1b\\[[0-9;]+m", one) for one in re.findall("\x1b[^m]*m", coloured))
    assert "\x1b[31m*" not in coloured
    assert "\x1b]" not in coloured


def test_statement_of_several_claims() -> None:
    """Of several claims of one voice at one point, the voice is named once and the point stays compact."""
    whole = dossier()
    badly, safe = whole.claims[3:5]
    both = point("single_source", "nine of them badly", position("nine of them badly", badly, safe))
    text = shown(replace(whole, points=(both,)))
    assert (
        f" 1  Omar Lind: “nine of them badly”  harbour-wire.txt:5                    {both.id[:5]}\n"
        "    Ilse Brandt, for Velm Coast Guard: “all passengers are ashore”\n"
    ) in text
    again = replace(badly, id="again", holder=badly.holder)
    both = point("single_source", "nine of them badly", position("nine of them badly", badly, again))
    assert shown(replace(whole, claims=(badly, again), points=(both,))).count("Omar Lind") == 1


def test_many_claims_are_limited() -> None:
    """Of a position with many claims one of each holder is shown before a second of any; --all shows all."""
    whole = dossier()
    ours = [one for one in whole.claims if one.attribution]
    first = [replace(ours[0], id=f"x{n}") for n in range(6)]
    claims = (*first, ours[2], ours[6])
    many = point("differs", "x", position("x", *claims), position("y", ours[3]))
    whole = replace(whole, claims=(*claims, ours[3]), points=(many,), origins=())
    text = shown(whole)
    assert text.count("“Twenty-three people were hurt”") == 3
    assert "Omar Lind" in text
    assert "Norline · denies" in text
    assert text.count("Ilse Brandt") == 1
    assert "… and 3 more; --all shows them" in text
    assert shown(whole, limit=None).count("“Twenty-three people were hurt”") == 6


def test_a_channel_is_named_once() -> None:
    """Through whom several claims of one voice came is said at the first of them."""
    whole = dossier()
    first, copied = whole.claims[:2]
    side = position("Twenty-three people were hurt", first, copied)
    both = point("single_source", "Twenty-three people were hurt", side)
    text = shown(replace(whole, points=(both,), origins=()))
    assert text.count("“Twenty-three people were hurt”") == 2
    assert text.count("via a statement") == 1
    assert text.count("via the same") == 1


def test_words_are_marked_whole() -> None:
    """A compared number is not marked inside another word, nor in the other position."""
    one = article("a.txt", "In 2023 it hurt 23 people. In 2023 it hurt 41 of 23 crews.")
    first, second = claim(one, "In 2023 it hurt 23 people"), claim(one, "In 2023 it hurt 41 of 23 crews")
    why = {"reason": "number", "words": ["23", "41"]}
    clash = point(
        "disputed",
        "23 people",
        position("23 people", first),
        position("41", second),
        relations=(Relation(a=0, b=1, kind="conflict", why=why),),
    )
    whole = replace(without_points(dossier()), articles=(one,), claims=(first, second), points=(clash,))
    text = shown(whole, colour=True)
    assert "“In 2023 it hurt \x1b[1;4m23\x1b[0m people”" in text
    assert "“In 2023 it hurt \x1b[1;4m41\x1b[0m of 23 crews”" in text


def test_single_sources_are_limited() -> None:
    """Beyond the limit it says how many more there are; numbers stay those of the whole."""
    text = shown(dossier(), limit=1)
    assert "… and 3 more; --all shows them" in text
    assert "nine of them badly" not in text
    assert "\n 9  The ferry service" in text
    assert "more; --all" not in shown(dossier(), limit=None)


def test_many_articles_are_limited() -> None:
    """A long list of articles is cut short, and --all lists them."""
    many = tuple(article(f"r/{n}.txt", f"text {n}") for n in range(20))
    one = replace(without_points(dossier()), articles=many)
    assert "… and 12 more; --all shows them" in shown(one)
    assert "19.txt" in shown(one, limit=None)


def test_rejected_inputs_are_named() -> None:
    """What could not be read stands at the top with its reason."""
    assert "not read: reports/scan.pdf — no text could be found in it (ingest)" in shown(dossier())


def test_many_relations_are_limited() -> None:
    """A point of many positions shows some of its relations and where the others are."""
    whole = dossier()
    last = whole.points[-1]
    many = replace(last, relations=last.relations * 9)
    assert "… and 5 more; --all shows them" in shown(replace(whole, points=(many,)))


def test_long_words_are_folded() -> None:
    """A word longer than the window is folded, not lost."""
    word = "x" * 300
    one = article("a.txt", f"{word} end")
    held = claim(one, word)
    alone = point("unverified", word, position(word, held))
    whole = replace(without_points(dossier()), articles=(one,), claims=(held,), points=(alone,))
    text = shown(whole, width=60)
    assert text.count("x") >= 300
    assert all(len(line) <= 60 for line in text.splitlines())


def test_no_verdict() -> None:
    """No word of sayso's own calls anything true, false or reliable, or gives it a score of trust."""
    text = shown(without_points(dossier())) + shown(dossier())
    own = text.replace("cannot both be true", "").replace("not what is true", "").lower()
    assert not re.search(r"\b(true|false|lie|fake|reliable|credib\w+|trust\w*|verdict)\b", own)
