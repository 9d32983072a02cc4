"""Find what a text says could not be verified: "the AFP is unable to verify how much it controls".

The trained tagger knows few of these, and none may be missed; the syntax is regular enough for
rules. A frame is made for each verb of checking that is denied and that no other frame holds.
"""

from collections.abc import Sequence
from typing import Any

from sayso.annotate.tagger import Frame, Span

__all__ = ["find_unverified"]

CHECKING = {"verify", "confirm", "authenticate", "corroborate", "substantiate"}
UNABLE = {"unable", "impossible", "fail", "failure", "difficult", "unclear"}
NOBODY = {"no", "none", "neither", "nobody", "nor"}
OBJECTS = {"dobj", "ccomp", "nsubjpass"}


def find_unverified(doc: Any, frames: Sequence[Frame]) -> list[Frame]:
    """Return frames for a spaCy Doc's denied verbs of checking whose cue is in none of ``frames``."""
    cues = [frame.cue for frame in frames]
    found = []
    for token in doc:
        if token.lemma_.lower() not in CHECKING or token.pos_ not in {"VERB", "AUX"}:
            continue
        if any(start <= token.idx < end for start, end in cues):
            continue
        frame = _frame(token)
        if frame is not None:
            found.append(frame)
    return found


def _frame(verb: Any) -> Frame | None:
    above = [verb]  # "verify" < "unable" < "is": what the denial and the subject may hang on
    while above[-1].dep_ in {"xcomp", "acomp"}:
        above.append(above[-1].head)
    near = [child for one in above for child in one.children]
    words = [*above, *(child for child in near if child.dep_ in {"acomp", "neg", "aux", "auxpass"})]
    hard = any(word.lemma_.lower() in UNABLE for word in words)
    way = verb.head if verb.dep_ in {"acl", "relcl"} and verb.head.lemma_ == "way" else None
    first = [child.left_edge.lower_ for child in (*near, *([way] if way is not None else []))]
    denied = any(word.dep_ == "neg" or word.lower_ == "cannot" for word in words) or NOBODY & {*first}
    if not hard and not denied:
        return None
    what = next((child for child in verb.children if child.dep_ in OBJECTS), None)
    if above[-1].dep_ == "relcl" and way is None and (what is None or what.tag_ in {"WDT", "WP"}):
        what = above[-1].head  # "a figure the paper was unable to confirm"
    if what is None and hard:  # "the claims are difficult to verify"
        what = next((child for child in near if child.dep_ == "nsubj"), None)
    if what is None:
        return None
    who = next((child for child in near if child.dep_ == "nsubj" and child.i != what.i), None)
    if who is None:  # "confirmed by Reuters"
        who = next((c for child in verb.children if child.dep_ == "agent" for c in child.children), None)
    start = min(word.idx for word in words)
    if who is not None and who.i < verb.i:
        while start <= who.idx or verb.doc.text[start].isspace():
            start = max(start + 1, who.idx + len(who))
    return Frame(
        source=(_subtree(who),) if who is not None and who.lower_ != "it" else (),
        cue=(start, verb.idx + len(verb)),
        content=((what.idx, what.idx + len(what)),) if what.i == above[-1].head.i else (_subtree(what),),
        confidence=1.0,
    )


def _subtree(token: Any) -> Span:
    last = token.right_edge
    return token.left_edge.idx, last.idx + len(last)
