"""Find the channel or relay of a statement: "in a statement posted on Twitter", "told AFP"."""

import re
from dataclasses import replace
from importlib import resources

from sayso.records import Span, Spans, Via

__all__ = ["find_via"]


def _alternatives(name: str) -> str:
    lines = (resources.files(__package__) / "data" / name).read_text("utf-8").splitlines()
    return "|".join(
        sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    )


CHANNEL = re.compile(
    rf"""\b(?:in|on|at|via|through|during|to)\s+
    (?P<channel>(?:an?|the|his|her|their|its|one|another)\s+(?:[\w’'-]+\s+){{0,4}}?
    (?:{_alternatives("channels.txt").replace(" ", "[ ]")})s?\b
    (?:\s+(?:posted|released|issued|published|provided|obtained|read|sent|broadcast|aired|carried|seen|made|
    uploaded|given|circulated|on|by|with|to|from|for)\b
    [^.,;:“”"\n]*?(?=[.,;:“”"\n]|$|\s+(?:that|said|says|saying)\b))?)""",
    re.IGNORECASE | re.VERBOSE,
)
PLATFORM = re.compile(
    rf"""\b(?:on|via|through)\s+
    (?P<channel>(?:(?:his|her|their|its|the|an?)\s+(?:\w+\s+){{0,2}})?
    (?:{_alternatives("platforms.txt").replace(" ", "[ ]")})(?:\s+(?:account|page|feed|channel|group))?)\b""",
    re.VERBOSE,
)
NAME = r"(?:[A-Z][\w’'.&-]*|[A-Z]{2,})"
NAMES = rf"(?:[Tt]he\s+)?{NAME}(?:\s+(?:of|de|and|for)\s+{NAME}|\s+{NAME}){{0,5}}(?:\s+\([A-Z]{{2,6}}\))?"
OUTLET = rf"(?P<relay>{NAMES}|reporters|journalists)"
TOLD = re.compile(rf"\W{{0,2}}(?:also\s+)?{OUTLET}")
RELAYED = re.compile(rf"\b(?:(?i:quoted\s+by|cited\s+by|speaking\s+to|as\s+saying\s+(?:by|on)))\s+{OUTLET}")
TELLING = re.compile(r"\b(?:tell|tells|told|telling)$", re.IGNORECASE)
CLAUSE_END = re.compile(
    r"[;:]|,\s+(?:even|although|though|but|while|whereas|and|or|which|who|because|as)\b", re.IGNORECASE
)
PERSONAL = re.compile(r"^(?:Mr|Mrs|Ms|Dr|President|Sen|Rep)\b")


def find_via(text: str, sentence: Span, cue: Span, taken: Spans) -> Via | None:
    """Return the channel or relay that a sentence names for the statement at ``cue``.

    ``taken`` are the statement's source and content: what is said is no channel. A relay ("told
    AFP") is nearer to the article than a channel ("in a statement"), so it comes first.

    >>> text = "“No results,” he told the AFP in Paris."
    >>> via = find_via(text, Span(0, 38), Span(17, 21), (Span(1, 12),))
    >>> via.kind, text[via.spans[0].start:via.spans[0].end]
    ('relay', 'the AFP')
    """
    relay = _relay(text, sentence, cue, taken)
    channel = _channel(text, sentence, cue, taken if relay is None else (*taken, *relay.spans))
    return replace(relay, via=channel) if relay else channel


def _relay(text: str, sentence: Span, cue: Span, taken: Spans) -> Via | None:
    """Return to whom it was said, or who quotes it: "told AFP", "quoted by AFP"."""
    start, end = sentence
    if TELLING.search(text[cue.start : cue.end]):
        told = TOLD.match(text, cue.end, end)
        if told and not PERSONAL.match(told.group("relay")) and _free(told.span("relay"), taken):
            return Via(kind="relay", spans=(_name(text, told.span("relay")),))
    for match in RELAYED.finditer(text, start, end):
        if _free(match.span("relay"), taken):
            return Via(kind="relay", spans=(_name(text, match.span("relay")),))
    return None


def _channel(text: str, sentence: Span, cue: Span, taken: Spans) -> Via | None:
    """Return in what it was said, the nearest to the cue: "in a statement posted on Twitter"."""
    channels = [
        Span(*match.span("channel"))
        for pattern in (CHANNEL, PLATFORM)
        for match in pattern.finditer(text, *sentence)
        if _free(match.span("channel"), taken)
        and not CLAUSE_END.search(_between(text, match.span("channel"), cue))
    ]
    if not channels:
        return None
    nearest = min(
        channels, key=lambda span: (min(abs(span.start - cue.end), abs(cue.start - span.end)), span)
    )
    return Via(kind="channel", spans=(nearest,))


def _name(text: str, span: tuple[int, int]) -> Span:
    """Leave out the full stop of a sentence that ends with a name; "U.S." keeps its own."""
    start, end = span
    ends = text[end - 1] == "." and "." not in text[start : end - 1]
    return Span(start, end - ends)


def _between(text: str, span: tuple[int, int], cue: Span) -> str:
    return text[span[1] : cue.start] if span[0] < cue.start else text[cue.end : span[0]]


def _free(span: tuple[int, int], taken: Spans) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in taken)
