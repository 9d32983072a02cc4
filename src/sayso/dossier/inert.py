"""Make the words of an article harmless to show, and nothing else.

An article may hold terminal escapes, overrides of the reading direction, HTML or Markdown. What is
shown must read as what the article says and do nothing. Renderers take text from ``plain`` only, so
no output can forget it; Markdown escapes on top of that.
"""

import json
import re

__all__ = ["escaped", "in_json", "plain", "quoted"]

_MARKED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls; the white ones among them become spaces
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the reading direction
    "\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"  # annotations, tags, halves of characters
)
_WITHOUT_WIDTH = re.compile("[\xad\u180e\u200b\u2060-\u2064\ufeff]")  # joiners stay: scripts need them

_MARKDOWN = re.compile(
    r"[\\`*_\[\]{}|~$^#]"
    r"|:(?=[A-Za-z+_-]|//)"  # addresses that become links, :emoji:
    r"|(?<=\bwww)\."
    r"|@(?=\w)"
    r"|^[-+=]|^\d+(?=[.)](?:\s|$))|=(?==)"  # what opens a list or underlines a heading at the start of a line
)
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def plain(text: str) -> str:
    r"""Return ``text`` on one line, with nothing in it that a terminal would act on.

    A control or direction character becomes ``�``, so that a reader sees that something stood there.

    >>> plain("23\tpeople\n\x1b[31mhurt\u202e")
    '23 people �[31mhurt�'
    """
    return " ".join(_WITHOUT_WIDTH.sub("", _MARKED.sub("�", text)).split())


def escaped(text: str) -> str:
    r"""Return ``text`` for Markdown: no markup, HTML, link or table of the article's own survives.

    >>> escaped("*23* <b>hurt</b> | [here](http://a.example)")
    '\\*23\\* &lt;b&gt;hurt&lt;/b&gt; \\| \\[here\\](http\\://a.example)'
    """
    safe = re.sub("[&<>]", lambda found: _HTML[found[0]], plain(text))
    return _MARKDOWN.sub(_behind_backslash, safe)


def in_json(text: str) -> str:
    r"""Return JSON that means the same, with escapes for what a terminal would act on.

    >>> in_json('["hurt\u202e"]')
    '["hurt\\u202e"]'
    """
    return _MARKED.sub(lambda found: json.dumps(found[0])[1:-1], text)


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks, unless the article's own already stand around it.

    >>> quoted("23 people were hurt"), quoted("“No one was hurt.”")
    ('“23 people were hurt”', '“No one was hurt.”')
    """
    inside = text[1:-1]
    for opening, closing in ("“”", '""'):
        if text.startswith(opening) and text.endswith(closing) and len(text) > 1:
            return f"“{text}”" if opening in inside or closing in inside else text
    return f"“{text}”"


def _behind_backslash(found: re.Match[str]) -> str:
    if found[0].isdigit():  # "1." at the start: only the mark after a number can be escaped
        return found[0] + "\\"
    return "\\" + found[0]
