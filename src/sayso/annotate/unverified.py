"""Find what a text says could not be verified: "the AFP is unable to verify how much it controls".

The trained tagger knows few of these, and none may be missed; their wording is regular enough for
rules. A frame is made for each denied verb of checking that is in no other frame's cue.
"""

import re
from collections.abc import Iterable, Sequence

from sayso.annotate.tagger import Frame, Span

__all__ = ["find_unverified"]

CHECK = "(?:verif|confirm|authenticat|corroborat|substantiat)"
ADVERBS = r"(?:(?:\w{1,20}ly|yet|so\ far|also|itself|themselves)\s+){0,3}"
CUE = re.compile(
    rf"""\b(?P<cue>
      (?P<inverted>nor\s+(?:could|can|did|has|have|was|is)\s+(?P<asker>[^,;.?!]{{1,60}}?)\s+)?
      (?:(?:could|can|did|does|do|has|have|had|was|were|is|are|would)(?:\s+not|n['’]t|not)\s+{ADVERBS}
         (?:been\s+|be\s+)?{ADVERBS}(?:able\s+to\s+{ADVERBS})?
        |(?:(?:is|was|are|were|been|being)\s+)?{ADVERBS}unable\s+to\s+{ADVERBS}
        |(?:has\s+|have\s+|had\s+)?fail(?:ed|s)?\s+to\s+{ADVERBS}
        |(?:is|was|are|were|remains?|proved)\s+(?:impossible|difficult|hard)\s+to\s+{ADVERBS}
        |no\s+way\s+(?:to|of)\s+{ADVERBS}
        |(?P<denied>(?:could|can|has|have|had|was|were|is|are)\s+{ADVERBS}(?:been\s+|be\s+)?{ADVERBS})
        |(?(inverted)|(?!)))
      (?P<verb>{CHECK}(?:y|ied|e|ed|ying|ing)?))\b""",
    re.IGNORECASE | re.VERBOSE,
)
PASSIVE = re.compile(
    r"\b(?:be|been|was|were|is|are)(?:n['’]t|\s+not)?\s+(?:\w+ly\s+|yet\s+)*\w+ed\Z", re.IGNORECASE
)
NOBODY = re.compile(r"\b(?:no|none|neither|nobody)\b", re.IGNORECASE)
CLAUSE = re.compile(
    r"[,;:—–()“”\"]\s*|\s+(?:and|but|while|as|because|although|though)\s+|\bthat\s+", re.IGNORECASE
)
RELATIVE = re.compile(r"(?:which|who|that|whom)\s+", re.IGNORECASE)
BARE = re.compile(  # "a figure | the paper | was unable to confirm"
    r"""\b(?P<what>(?:an?|the|this|that|these|those|his|her|its|their)\s+(?:[a-z-]+\s+){0,2}?[a-z-]+)\s+
    (?P<who>(?:the\s+[\w-]+|[A-Z][\w.-]*)(?:\s+[A-Z][\w.-]*){0,4})\s*\Z""",
    re.VERBOSE,
)
OPENING = re.compile(r"(?:however|but|and|while|so\ far|although|though|yet|,|\s)+", re.IGNORECASE)
HARD = re.compile(r"\b(?:impossible|difficult|hard)\b", re.IGNORECASE)
BY = re.compile(r"\s+by\s+(?P<who>[^,;.?!“”\"]+)")
THAT = re.compile(r"\s+that\b")
NOTHING = re.compile(r"(?:it|there(?:\s+(?:is|was))?)?\Z", re.IGNORECASE)


def find_unverified(text: str, sentences: Iterable[Span], frames: Sequence[Frame]) -> list[Frame]:
    """Return frames for the denied verbs of checking whose cue is in none of ``frames``."""
    cues = [frame.cue for frame in frames]
    found = []
    for start, end in sentences:
        for match in CUE.finditer(text, start, end):
            at = match.start("verb")
            if any(low <= at < high for low, high in cues):
                continue
            if match["denied"] and not NOBODY.search(text, start, match.start()):
                continue
            if (frame := _frame(text, match, (start, end))) is not None:
                found.append(frame)
    return found


def _frame(text: str, match: re.Match[str], sentence: Span) -> Frame | None:
    cue = match.span("verb") if match["inverted"] else match.span("cue")
    before = _last_clause(text, sentence[0], cue[0])
    after = _first_clause(text, cue[1], sentence[1])
    source, content = before, after
    if match["inverted"]:
        source = match.span("asker")
    elif PASSIVE.search(match["cue"]) or (after is None and HARD.search(match["cue"])):
        by = BY.match(text, cue[1], sentence[1])
        source, content = (_trimmed(text, *by.span("who")) if by else None), before
    elif relative := RELATIVE.match(text, *(before or cue)):
        source = _trimmed(text, relative.end(), cue[0])
        content = _last_clause(text, sentence[0], relative.start()) if after is None else after
    elif after is None and before is not None and (bare := BARE.search(text, *before)):
        source, content = bare.span("who"), bare.span("what")
    if content is None or (content[0] < cue[0] and NOTHING.match(text[slice(*content)])):
        return None
    named = source is not None and not NOTHING.match(text[slice(*source)])
    return Frame(source=(source,) if named and source else (), cue=cue, content=(content,), confidence=1.0)


def _last_clause(text: str, start: int, end: int) -> Span | None:
    while (trimmed := _trimmed(text, start, end)) is not None and text[trimmed[1] - 1] in ",;:":
        end = trimmed[1] - 1
    for border in CLAUSE.finditer(text, start, end):
        if border.end() < end:
            start = border.end()
    return _trimmed(text, start, end)


def _first_clause(text: str, start: int, end: int) -> Span | None:
    that = THAT.match(text, start, end)
    border = CLAUSE.search(text, that.end() if that else start, end)
    return _trimmed(text, start, border.start() if border else end)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    if opening := OPENING.match(text, start, end):
        start = opening.end()
    while start < end and (text[end - 1].isspace() or text[end - 1] in ".?!"):
        end -= 1
    return (start, end) if start < end else None
