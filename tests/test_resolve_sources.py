from dataclasses import replace

from tests.test_resolve import Outcome, Said, report, resolve

from sayso.annotate.via import find_via
from sayso.records import Annotated, Via


def relayed(text: str, *said: Said, path: str = "a.txt") -> Annotated:
    """Return a report whose statements have the channel or relay that their sentence names."""
    told = report(text, *said, path=path)
    return replace(
        told,
        attributions=tuple(
            replace(
                one,
                via=find_via(
                    text,
                    next(s for s in told.sentences if s.start <= one.cue[0].start < s.end),
                    one.cue[0],
                    one.source + one.content,
                ),
            )
            for one in told.attributions
        ),
    )


def via(outcome: Outcome) -> Via:
    """Return the first statement's channel or relay."""
    found = outcome.resolved.articles[0].attributions[0].via
    assert found is not None
    return found


def test_relay_is_the_outlet() -> None:
    """Whom somebody told is an actor, an outlet, who is mentioned there and says nothing itself."""
    text = "“There were no results,” Stefan Halberg told AFP on Monday."
    outcome = resolve(relayed(text, ("Stefan Halberg", "told", "There were no results,")))
    agency = outcome.actor("AFP")
    assert (via(outcome).kind, via(outcome).actor) == ("relay", agency.id)
    assert agency.kind == "outlet"
    assert [text[one.start : one.end] for one in agency.mentions] == ["AFP"]
    assert outcome.names == ["Stefan Halberg"]


def test_relay_is_one_across_articles() -> None:
    """The agency that one article was told by, and that another names in full, is one."""
    a = relayed(
        "“There were no results,” Stefan Halberg told AFP on Monday.",
        ("Stefan Halberg", "told", "There were no results,"),
    )
    b = report(
        "AFP said that the talks had failed.", ("AFP", "said", "that the talks had failed"), path="b.txt"
    )
    outcome = resolve(a, b)
    assert via(outcome).actor == outcome.actor("AFP").id
    assert outcome.names == ["Stefan Halberg", "AFP"]


def test_relay_with_a_channel_behind_it() -> None:
    """Who was told in an email relays it, and the email stays the channel before."""
    text = "“There were no results,” Stefan Halberg told Reuters in an email."
    outcome = resolve(relayed(text, ("Stefan Halberg", "told", "There were no results,")))
    relay = via(outcome)
    assert relay.actor == outcome.actor("Reuters").id
    assert relay.via is not None
    assert (relay.via.kind, relay.via.actor) == ("channel", None)
    assert [text[start:end] for start, end in relay.via.spans] == ["an email"]


def test_reporters_are_no_relay() -> None:
    """ "Reporters" whom somebody told are no actor."""
    text = "“There were no results,” Stefan Halberg told reporters in Lornburg."
    outcome = resolve(relayed(text, ("Stefan Halberg", "told", "There were no results,")))
    assert (via(outcome).kind, via(outcome).actor) == ("relay", None)


def test_channel_is_nobody() -> None:
    """What something was said in has no actor."""
    text = "“There were no results,” Stefan Halberg said in a statement."
    outcome = resolve(relayed(text, ("Stefan Halberg", "said", "There were no results,")))
    assert (via(outcome).kind, via(outcome).actor) == ("channel", None)
