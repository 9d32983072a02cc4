"""Find the channel or relay of a statement: "in a statement posted on Twitter", "told AFP"."""

import re

from sayso.records import Span, Via

__all__ = ["find_via"]

CHANNEL = re.compile(
    r"\b(?:in|on|at|via|through|during|to)\s+(?P<channel>(?:(?:an?|the|his|her|their|its|one|another)\s+)"
    r"(?:[\w’'-]+\s+){0,4}?"
    r"(?:statement|video|report|letter|e-?mail|interview|news conference|press conference|press release|"
    r"communiqu[eé]|tweet|blog post|post|blog|speech|message|recording|broadcast|briefing|memo|filing|affidavit|lawsuit|"
    r"testimony|article|documentary|audiotape|tape|call|programme|program|bulletin|editorial|column|phone interview)s?\b"
    r"(?:\s+(?:posted|released|issued|published|provided|obtained|read|sent|broadcast|aired|carried|seen|made|"
    r"uploaded|given|circulated|on|by|with|to|from|for)\b[^.,;:“”\"\n]*?(?=[.,;:“”\"\n]|$|\s+(?:that|said|says|saying)\b))?)",
    re.IGNORECASE,
)
PLATFORM = re.compile(
    r"\b(?:on|via|through)\s+(?P<channel>(?:(?:his|her|their|its|the|an?)\s+(?:\w+\s+){0,2})?"
    r"(?:Twitter|Facebook|Instagram|YouTube|Telegram|WhatsApp|Weibo|VK|X|TikTok|Truth Social|state (?:television|TV|radio)|"
    r"television|national television|radio)(?:\s+(?:account|page|feed|channel|group))?)\b"
)
NAME = r"(?:[A-Z][\w’'.&-]*|[A-Z]{2,})"
OUTLET = rf"(?P<relay>(?:[Tt]he\s+)?{NAME}(?:\s+(?:of|de|and|for)\s+{NAME}|\s+{NAME}){{0,5}}(?:\s+\([A-Z]{{2,6}}\))?|reporters|journalists)"
TOLD = re.compile(rf"\W{{0,2}}(?:also\s+)?{OUTLET}")
RELAYED = re.compile(rf"\b(?:(?:quoted|cited)\s+by|speaking\s+to)\s+{OUTLET}|\bas\s+saying\s+(?:by|on)\s+{OUTLET.replace('relay', 'other')}")
TELLING = re.compile(r"\b(?:tell|tells|told|telling)$", re.IGNORECASE)
PERSONAL = re.compile(r"^(?:Mr|Mrs|Ms|Dr|President|Sen|Rep)\b")


def find_via(text: str, sentence: Span, cue: Span, taken: tuple[Span, ...]) -> Via | None:
    """Return the channel or relay that a sentence names for the statement at ``cue``.

    ``taken`` are the statement's source and content: what is said is no channel. The nearest
    to the cue is taken; a relay ("told AFP") before a channel.

    >>> text = "“No results,” he told the AFP in Paris."
    >>> via = find_via(text, Span(0, 38), Span(17, 21), (Span(1, 12),))
    >>> via.kind, text[via.spans[0].start:via.spans[0].end]
    ('relay', 'the AFP')
    """
    start, end = sentence
    if TELLING.search(text[cue.start : cue.end]):
        told = TOLD.match(text, cue.end, end)
        if told and not PERSONAL.match(told.group("relay")) and _free(told.span("relay"), taken):
            return Via(kind="relay", spans=(Span(*told.span("relay")),))
    for match in RELAYED.finditer(text, start, end):
        group = "relay" if match.group("relay") else "other"
        if _free(match.span(group), taken):
            return Via(kind="relay", spans=(Span(*match.span(group)),))
    channels = [
        Span(*match.span("channel"))
        for pattern in (CHANNEL, PLATFORM)
        for match in pattern.finditer(text, start, end)
        if _free(match.span("channel"), taken)
    ]
    if not channels:
        return None
    nearest = min(channels, key=lambda span: (min(abs(span.start - cue.end), abs(cue.start - span.end)), span))
    return Via(kind="channel", spans=(nearest,))


def _free(span: tuple[int, int], taken: tuple[Span, ...]) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in taken)
