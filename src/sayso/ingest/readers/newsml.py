"""NewsML-G2, the news agencies' XML: a news item, or a message with several.

What its publisher has withdrawn (``pubStatus``) is rejected. Pictures and packages of other items
are passed over.
"""

from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.decode import checked_text
from sayso.ingest.outcomes import rejected
from sayso.ingest.readers.fields import WITHDRAWN, author_of, date_of, one_line, web_address
from sayso.ingest.readers.xml_tree import local, paragraphs, tree_of
from sayso.records import Article, Rejected

__all__ = ["articles_of_newsml"]

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def articles_of_newsml(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the article of each news item; ``part`` is its guid, or its place among them.

    Raises:
        InputError: it is no NewsML-G2, or it has no news item.
    """
    root = tree_of(data)
    items = [root] if local(root) == "newsitem" else list(root.iter("{*}newsItem"))
    if local(root) not in {"newsitem", "newsmessage"} or not items:
        raise InputError("it is no NewsML-G2 with a news item")
    for number, item in enumerate(items, 1):
        part = one_line(item.get("guid")) or str(number)
        try:
            yield _article(item, path=path, part=part)
        except InputError as error:
            yield rejected(path, str(error), part=part)


def _article(item: Any, *, path: str, part: str) -> Article:
    status = _code(item.find("{*}itemMeta/{*}pubStatus")).lower()
    if status in WITHDRAWN:
        raise InputError(f"its publisher has withdrawn it (pubStatus {status})")
    text = _text(item)
    if not text:
        kind = _code(item.find("{*}itemMeta/{*}itemClass")) or "text"
        raise InputError("it has no text" if kind == "text" else f"it is of class {kind} and has no text")
    about = "{*}contentMeta/{*}"
    language = item.find(f"{about}language")
    created = (item.findtext(f"{{*}}itemMeta/{{*}}{name}") for name in ("versionCreated", "firstCreated"))
    return article_of(
        checked_text(text),
        path=path,
        part=part,
        title=_headline(item),
        outlet=_outlet(item),
        author=_author(item),
        published=next(filter(None, map(date_of, created)), None),
        url=web_address(item.get("guid")),
        language=one_line(language.get("tag") if language is not None else None) or item.get(_XML_LANG),
        found_in="NewsML-G2",
    )


def _text(item: Any) -> str:
    """Return the paragraphs of the first text in an item, parted by blank lines."""
    for content in item.iterfind("{*}contentSet/*"):
        if local(content) == "inlinexml":
            body = next(content.iter("{*}body.content"), None)
            body = next(content.iter("{*}body"), content) if body is None else body
            text = "\n\n".join(paragraphs(body))
        elif local(content) == "inlinedata" and content.get("encoding") is None:
            words = "".join(content.itertext())
            lines = [" ".join(line.split()) for line in words.split("\n")]
            text = "\n".join(lines).strip()
        else:
            continue
        if text.strip():
            return text
    return ""


def _headline(item: Any) -> str | None:
    """Return the headline of the first rank, or the one of the text itself."""
    found = sorted(item.iterfind("{*}contentMeta/{*}headline"), key=lambda one: one.get("rank") or "1")
    lines = (one_line("".join(one.itertext())) for one in (*found, *item.iter("{*}hl1")))
    return next((line for line in lines if line), None)


def _author(item: Any) -> str | None:
    """Return who the byline names, or the creator."""
    by = item.find("{*}contentMeta/{*}by")
    author = author_of("".join(by.itertext())) if by is not None else None
    return author or author_of(item.findtext("{*}contentMeta/{*}creator/{*}name"))


def _outlet(item: Any) -> str | None:
    """Return who provides an item, by name or by code, or whom its credit line names."""
    provider = item.find("{*}itemMeta/{*}provider")
    if provider is not None:
        name = one_line(provider.findtext("{*}name")) or one_line(provider.get("literal")) or _code(provider)
        if name and not web_address(name):
            return name
    credit = item.find("{*}contentMeta/{*}creditline")
    line = one_line("".join(credit.itertext())) if credit is not None else None
    return line or one_line(item.findtext("{*}rightsInfo/{*}copyrightHolder/{*}name"))


def _code(element: Any) -> str:
    """Return the code that an element bears ("usable" of ``qcode="stat:usable"``), "" for none."""
    if element is None:
        return ""
    code = one_line(element.get("qcode")) or ""
    if not code and (uri := one_line(element.get("uri"))):
        return uri.rstrip("/").rpartition("/")[2] if local(element) != "provider" else ""
    return code.rpartition(":")[2]
