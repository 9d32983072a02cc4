"""Find time expressions and say, as exactly as their words do, which time they mean.

A value is ISO 8601: "2014", "2014-10", "2014-10-17", "2014-W42" (a week), "2014-10-17T22:00" and
"T22:00" (a time of day, without its zone), or an interval "first/last" for what ISO has no form:
"1980/1989" (a decade), "2014-10-11/2014-10-12" (a weekend), "2014-07/2014-09" (a quarter) and
"2014-06/2014-09" (a northern summer, wide enough for either reckoning). "Early", "late", "mid" and
"night" stand in the span and leave the value as wide as it is; "last night" is yesterday.

Where the words need the article's own date and it is not known, the value is None, but
"17 October" is "--10-17", "in April" "--04" (the truncated form of ISO 8601:2000), and the
weekday is kept. None is also the value of what hangs on another event ("the next day") and of what
has no sure number ("several years ago", "nearly two weeks ago", "twenty years ago"). Durations,
ages and "now" are no times.

News looks back: "Friday" is the last one on or before the article's date, unless the verb that
governs it looks ahead ("will meet on Friday"). What stands inside a quotation is read alike.

The rules are our own. On TimeBank and AQUAINT they give the right value to 86 and 88 of 100 DATE
expressions found, dateparser, given the same spans and dates, to 55 and 54: it knows neither ISO
weeks, weekends and seasons nor the tense of the sentence, and takes "Friday" in a Friday's paper for
the one before. Nearly all of what is left hangs on other sentences ("a year earlier").
"""

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Doc, Token

from sayso.annotate.quantities import NUMBER, number_value, plain
from sayso.records import Article, Time

__all__ = ["find_times"]

SATURDAY, NOON, MONTHS = 5, 12, 12
ROUND = 20  # years: "twenty years ago" and its multiples of ten are no exact count
SOON = 92  # days: how far ahead of a past verb the nearest date may lie ("payable Dec. 7")
FAR = 3000  # days, weeks or years: an offset beyond is no news


# ------------------------------------------------------------------- words


@cache
def _words(kind: str) -> dict[str, str]:
    """Return the words of one kind in ``data/times.txt``, lower case, each with its value."""
    lines = (files("sayso.annotate") / "data" / "times.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name.lower(): value for of, value, names in rows if of == kind for name in names.split("; ")}


def _any(*kinds: str) -> str:
    """Return an alternation of the words of these kinds, the longest first."""
    names = sorted({name for kind in kinds for name in _words(kind)}, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(map(re.escape, names)) + ")"


_S = r"(?:[^\S\n]{1,4}(?:\n[^\S\n]{0,4})?|\n[^\S\n]{0,4})"  # a space or a line's end, not a paragraph's
_MONTH = rf"(?P<month>(?:{_any('month')}|{_any('month_short')}\b\.?)(?![^\W\d]))"
_WEEKDAY = rf"(?P<weekday>{_any('weekday')})\b"
_ON = rf"(?:(?P<weekday>{_any('weekday')}|{_any('weekday_short')}\b\.?),?{_S}(?:the{_S})?)?"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_TO_DAY = rf"(?:(?:\s?[-–]\s?|{_S}(?:to|and){_S})(?P<to_day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?)?"
_NO_MORE = r"(?![\w%]|[.,:/'][0-9]|-[0-9])"
_YEAR = rf"(?P<year>1[0-9]{{3}}|20[0-9]{{2}}){_NO_MORE}"
_OF_YEAR = rf"(?:(?:,?{_S}(?:of{_S})?|,){_YEAR}|,?{_S}(?:of{_S})?(?P<which_year>last|this|next){_S}year\b)?"
_WHICH = rf"(?P<which>last|next|this(?:{_S}(?:past|coming))?){_S}"
_PART = rf"(?:{_S}(?:morning|afternoon|evening|night|lunchtime)\b)?"
_VAGUE = rf"(?:(?P<vague>early|late|mid|earlier|later)(?:-|{_S}(?:on{_S})?))?"
_EDGE = rf"(?:(?:the{_S})?(?:end|beginning|start|middle|close){_S}of{_S})?"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|centur)"
_ZONE = (
    rf"(?P<zone>{_S}(?:GMT|UTC|BST|CES?T|EE?S?T|E[SD]T|C[SD]T|P[SD]T|M[SD]T|IST|ET|PT"
    rf"|(?:local|Eastern|Pacific){_S}time)\b)?"
)
QUARTERS = ("first", "second", "third", "fourth")


# ------------------------------------------------------------------ reader

NAMES = frozenset({"ORG", "PRODUCT", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PERSON", "GPE", "LOC", "NORP"})
TO_COME = frozenset({"will", "'ll", "’ll", "wo", "shall", "would"})
AHEAD = frozenset({"until", "till", "due", "scheduled", "upcoming"})
AS_SOON_AS = re.compile(r"\bas (?:soon|early) as\s+$", re.IGNORECASE)


class _Reader:
    """One document with what the rules ask of it.

    ``year``, ``month`` (its first day) and ``day`` are the article's own date, as far as known.
    """

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc, self.text = doc, plain(doc.text)
        self._starts = [token.idx for token in doc]
        self.year, self.month, self.day = _published(article.published)

    def at(self, place: int) -> Token:
        """Return the token that holds this place of the text."""
        return self.doc[max(0, bisect_right(self._starts, place) - 1)]

    def before(self, place: int) -> str:
        """Return the word before this place, lower case."""
        match = re.search(r"(\w+)[\s(‘“\"'-]{1,3}$", self.text[max(0, place - 20) : place])
        return match[1].lower() if match else ""

    def in_name(self, place: int) -> bool:
        """Say whether the token here is one of several capitalised ones in a name."""
        token = self.at(place)
        beside = [self.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(self.doc)]
        return token.ent_type_ in NAMES and any(
            other.ent_type_ == token.ent_type_ and other.text[:1].isupper() for other in beside
        )

    def ahead(self, place: int) -> bool:
        """Say whether the words that govern the one here speak of what is still to come."""
        if AS_SOON_AS.search(self.text[max(0, place - 20) : place]):
            return True
        token = self.at(place)
        verb = self.verb(place)
        while token.i not in {verb.i, token.head.i}:
            token = token.head
            if token.lower_ in AHEAD:
                return not _past_perfect(verb)
        if any(child.lower_ in TO_COME for child in verb.children):
            return True
        to = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
        above = verb.head if to else verb
        if to and above.lemma_ == "be":  # "is to resume on Friday"
            return above.tag_ in {"VBZ", "VBP"}
        governed = to or verb.tag_ in {"VBN", "VBG"}
        return governed and above.lemma_.lower() in _words("future") and not _past_perfect(above)

    def verb(self, place: int) -> Token:
        """Return the verb above the word here, else the head of its sentence."""
        token = self.at(place)
        while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
            token = token.head
        return token

    def past(self, place: int) -> bool:
        """Say whether the verb above the word here stands in the past and looks at nothing to come."""
        verb = self.verb(place)
        return not self.ahead(place) and (
            verb.tag_ == "VBD"
            or any(child.lower_ in {"was", "were", "had", "did"} for child in verb.children)
        )


def _past_perfect(verb: Token) -> bool:
    """Say whether a plan is over: "had been due to expire"."""
    return any(child.lower_ == "had" for one in (verb, verb.head) for child in one.children)


def _published(published: str | None) -> tuple[int | None, date | None, date | None]:
    match = re.match(r"\s*([0-9]{4})(?:-?([0-9]{2})(?:-?([0-9]{2}))?)?(?![0-9])", published or "")
    if not match or not 1000 <= int(match[1]) <= FAR:  # noqa: PLR2004  far from the calendar's ends
        return None, None, None
    try:
        day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None, None, None
    return day.year, day.replace(day=1) if match[2] else None, day if match[3] else None


# ------------------------------------------------------------------ values
# Of each kind of expression: what it means as ISO 8601, and whether it is one where it stands.

Match = re.Match[str]


def _month_number(match: Match) -> int:
    name = match["month"].lower().rstrip(".")
    return int(_words("month").get(name) or _words("month_short")[name])


def _year_of(match: Match, reader: _Reader) -> int | None:
    """Return the year that the expression itself gives: "2014", "last year"."""
    if match["year"]:
        return int(match["year"])
    if not match["which_year"] or reader.year is None:
        return None
    return reader.year + _step(match["which_year"])


def _step(which: str) -> int:
    """Return -1 for "last" and "this past", 1 for "next", else 0."""
    which = which.lower()
    return -1 if which.startswith("last") or which.endswith("past") else int(which.startswith("next"))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


def _interval(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def _date(match: Match, reader: _Reader) -> str | None:
    """Read "October 17", "17 October 2014", "Oct. 14-17", "August 15 last year"."""
    month, first = _month_number(match), int(match["day"])
    last = int(match["to_day"] or first)
    year = _year_of(match, reader)
    if (
        year is None
        and not match["which_year"]
        and (month, first) == (9, 11)
        and ATTACK.match(reader.text, match.end())
    ):
        year = 2001
    if year is None and reader.month and match["which"]:
        now, step = reader.day or reader.month, _step(match["which"])
        over = (month, first) < (now.month, now.day)
        year = now.year + (-(not over) if step < 0 else int(over) if step > 0 else 0)
    return _days(year, month, (first, last), reader, past=reader.past(match.start("month")))


ATTACK = re.compile(r"\s+(?:terror\w*\s+)?(?:attack|hijack)")


def _days(year: int | None, month: int, days: tuple[int, int], reader: _Reader, *, past: bool = False) -> str:
    """Return days of a month; without a year, of the nearest one, but not far ahead of a past verb."""
    first, last = days
    if year is None and (month, first) != (2, 29) and reader.month:
        now = reader.day or reader.month.replace(day=15)
        nearest = min(
            (date(now.year + by, month, first) for by in (0, -1, 1)), key=lambda day: abs(day - now)
        )
        year = nearest.year - (past and nearest > now + timedelta(SOON))
    if year is None:
        return _interval(f"--{month:02}-{first:02}", f"--{month:02}-{last:02}")
    return _interval(_iso(year, month, first), _iso(year, month, last))


def _is_date(match: Match, reader: _Reader) -> bool:
    """Say whether the month has such days and is written as a name."""
    if not match["month"][0].isupper():
        return False
    year = _year_of(match, reader) or 2000  # a leap year
    try:
        first = date(year, _month_number(match), int(match["day"]))
        return first <= first.replace(day=int(match["to_day"] or match["day"]))
    except ValueError:
        return False


def _month(match: Match, reader: _Reader) -> str | None:
    """Read "October 2014", "last October", "in April"."""
    month, year, now = _month_number(match), _year_of(match, reader), reader.month
    which = (match["which"] or "").lower()
    if year is None and now is None:
        return f"--{month:02}"
    if year is None and now is not None:
        year = now.year
        if _step(which) < 0:
            year -= month >= now.month
        elif _step(which) > 0 or which.endswith("coming"):
            year += month <= now.month
        elif not which:
            year += _nearest(month - now.month, reader, match)
    return f"{year:04}-{month:02}"


def _nearest(months: int, reader: _Reader, match: Match) -> int:
    """Return which year a month means that is so many after the article's: -1, 0 or 1."""
    place = match.start("month")
    if reader.before(match.start()) == "by" or reader.ahead(place):
        return int(months < 0)
    if months > MONTHS // 2 or (months > 0 and reader.past(place)):
        return -1
    return int(-months > MONTHS // 2 and not reader.past(place))


def _is_month(match: Match, reader: _Reader) -> bool:
    place, name = match.start("month"), match["month"]
    if not name[0].isupper() or name.lower() in {"sun", "sat"}:
        return False
    if match["year"] or match["which"] or match["which_year"]:
        return True
    if reader.in_name(place):
        return False
    if reader.before(match.start()) in _words("before_time") or match["vague"]:
        return True
    return reader.at(place).ent_type_ == "DATE" and name in _FULL_MONTHS


_FULL_MONTHS = frozenset(name.capitalize() for name in _words("month")) - {"May", "March"}


def _years(match: Match, _reader: _Reader) -> str | None:
    """Read "2009", "2009-2012", "1990-94"."""
    first, last = match["year"], match["to_year"] or match["year"]
    last = first[: 4 - len(last)] + last
    return _interval(first, last) if first <= last else None


def _is_year(match: Match, reader: _Reader) -> bool:
    place = match.start("year")
    token, before, edge = reader.at(place), reader.before(match.start()), reader.text[: match.start()][-1:]
    if edge == "-" and before not in {"pre", "post"}:
        return False
    counts = token.head.i == token.i + 1 and token.head.tag_ == "NNS" and token.dep_ == "nummod"
    if counts and (token.ent_type_ != "DATE" or match["year"].endswith("00")):  # "in 2000 villages"
        return False
    if token.ent_type_ in {"MONEY", "QUANTITY", "PERCENT"}:
        return False
    if match["vague"] or match["to_year"] or edge in {"(", "["} or before in _words("before_time"):
        return True
    return token.ent_type_ == "DATE"


def _spelled_year(match: Match, _reader: _Reader) -> str | None:
    """Read "nineteen ninety-six"."""
    year = number_value(match["tens"])
    return None if year is None else f"19{int(year):02}"


def _decade(match: Match, _reader: _Reader) -> str | None:
    """Read "the 1980s", "the '80s", "the late eighties": the whole decade."""
    if match["word"]:
        first = int(_words("decade")[match["word"].lower()])
    else:
        first = int(match["decade"] or "19" + match["short"])
    century = first % 100 == 0 and match["decade"] != "2000"
    return f"{first}/{first + (99 if century else 9)}"


def _is_decade(match: Match, reader: _Reader) -> bool:
    """Say whether it is no age or temperature: "in his late 50s", "the low 40s"."""
    if match["decade"] or match["mark"]:
        return True
    old = int(match["short"] or _words("decade")[match["word"].lower()][2:])
    told = match["the"] or (match["vague"] and match["short"])
    return bool(told) and old >= 50 and reader.before(match.start()) not in HIS  # noqa: PLR2004


HIS = frozenset({"his", "her", "its", "their", "my", "our", "your"})


def _century(match: Match, _reader: _Reader) -> str | None:
    """Read "the 20th century": 1901/2000."""
    number = int(match["number"] or _words("century")[match["word"].lower()])
    return f"{100 * number - 99:04}/{100 * number:04}" if 0 < number < 30 else None  # noqa: PLR2004


def _weekday(match: Match, reader: _Reader) -> str | None:
    """Read "Tuesday", "next Friday", "Sunday night", "Monday last week"."""
    now, wanted = reader.day, int(_words("weekday")[match["weekday"].lower()])
    which, place = (match["which"] or "").lower(), match.start("weekday")
    if now is None or which.startswith(("the", "that")):
        return None
    if reader.before(match.start()) in {"a", "one", "some"} and reader.at(place).head.i < reader.at(place).i:
        return None  # "on a Friday"
    back = -((now.weekday() - wanted) % 7)  # to the last one, today included
    if match["week"]:
        days = wanted - now.weekday() + 7 * _step(match["week"])
    elif _step(which) < 0:
        days = back or -7
    elif _step(which) > 0:
        days = back + 7
    elif which.startswith("this"):
        days = back + 7 * bool(back and not reader.past(place))
    else:
        days = back + 7 * bool(back and reader.ahead(place))
    return (now + timedelta(days)).isoformat()


def _is_weekday(match: Match, reader: _Reader) -> bool:
    """Say whether it is no name ("Black Friday", "The Sunday Times") and no habit ("every Friday")."""
    before, after = reader.text[: match.start("weekday")], reader.text[match.end("weekday") :][:30]
    if reader.before(match.start()) in {"every", "each", "most", "per"}:
        return False
    return not BEFORE_WEEKDAY.search(before[-20:]) and not AFTER_WEEKDAY.match(after)


BEFORE_WEEKDAY = re.compile(rf"\b{_any('name_before')}\s+$", re.IGNORECASE)
AFTER_WEEKDAY = re.compile(rf"\s+(?:{'|'.join(name.title() for name in _words('name_after'))})\b")


def _day(match: Match, reader: _Reader) -> str | None:
    """Read "today", "yesterday", "last night", "the day before yesterday"."""
    word = " ".join(match["word"].lower().split())
    by = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return (reader.day + timedelta(by.get(word, 0))).isoformat() if reader.day else None


def _is_day(match: Match, reader: _Reader) -> bool:
    """Say whether it is no name ("USA Today", "the Tonight Show")."""
    token = reader.at(match.start("word"))
    if not token.text[:1].isupper() or token.is_sent_start:
        return True
    beside = [reader.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(reader.doc)]
    return not any(other.text[:1].isupper() for other in beside)


def _period(match: Match, reader: _Reader) -> str | None:
    """Read "last week", "this year", "next month", "the weekend", "last summer"."""
    unit, which = match["unit"].lower(), (match["which"] or "").lower()
    step = _step(which)
    if unit == "week":
        return _week(reader.day, step) if reader.day else None
    if unit == "weekend":
        ahead = reader.ahead(match.start("unit"))
        return _weekend(reader.day, which, ahead=ahead) if reader.day else None
    if unit in {"year", "decade", "century"}:
        return _years_around(reader.year, unit, step) if reader.year else None
    return _months_around(reader.month, unit, which) if reader.month else None


def _months_around(month: date, unit: str, which: str) -> str:
    if unit == "month":
        return _shifted(month, _step(which))
    if unit == "quarter":
        return _quarter(month.year, (month.month - 1) // 3 + _step(which))
    return _near_season(month, unit, which)


def _years_around(year: int, unit: str, step: int) -> str:
    if unit == "year":
        return f"{year + step:04}"
    length, first = (10, year // 10 * 10) if unit == "decade" else (100, (year - 1) // 100 * 100 + 1)
    first += length * step
    return f"{first}/{first + length - 1}"


def _is_period(match: Match, reader: _Reader) -> bool:
    """Say whether it is no duration: "in the last year", "his last year"."""
    place, name = match.start("which"), match["which"][0].isupper() and match["unit"][0].isupper()
    if name and not reader.at(place).is_sent_start:  # "Last Week Tonight", "This Week"
        return False
    return reader.before(place) not in HIS | {"the"}


def _week(day: date, step: int) -> str:
    year, week, _ = (day + timedelta(7 * step)).isocalendar()
    return f"{year:04}-W{week:02}"


def _weekend(day: date, which: str, *, ahead: bool) -> str:
    saturday = day - timedelta((day.weekday() - SATURDAY) % 7)  # the last one, today included
    if day.weekday() >= SATURDAY and which == "last":
        saturday -= timedelta(7)
    elif which in {"next", "this coming"} or (ahead and which != "last" and day.weekday() < SATURDAY):
        saturday += timedelta(7)
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def _shifted(month: date, by: int) -> str:
    years, index = divmod(month.month - 1 + by, MONTHS)
    return f"{month.year + years:04}-{index + 1:02}"


def _near_season(now: date, name: str, which: str) -> str:
    """Return the season that was last over, is on, or begins next."""
    first, last = map(int, _words("season")[name].split("-"))
    begun = now.year - (now.month < first)
    running = (now.month - first) % MONTHS < (last - first) % MONTHS
    if _step(which) < 0:
        begun -= running
    elif _step(which) > 0 or (not running and now.month < first):
        begun += 1
    return _season(begun, name)


def _season(year: int, name: str) -> str:
    first, last = map(int, _words("season")[name].split("-"))
    return f"{year:04}-{first:02}/{year + (last < first):04}-{last:02}"


def _season_of_year(match: Match, _reader: _Reader) -> str | None:
    """Read "the summer of 2014"."""
    return _season(int(match["year"]), match["season"].lower())


def _quarter(year: int, index: int) -> str:
    years, index = divmod(index, 4)
    return f"{year + years:04}-{3 * index + 1:02}/{year + years:04}-{3 * index + 3:02}"


def _quarter_of_year(match: Match, reader: _Reader) -> str | None:
    """Read "the third quarter of 2014"; without a year, the last that has begun."""
    index, year = QUARTERS.index(match["quarter"].lower()), _year_of(match, reader)
    if year is None and reader.month and not match["which_year"] and reader.before(match.start()) != "fiscal":
        year = reader.month.year - (3 * index + 1 > reader.month.month)
    return None if year is None else _quarter(year, index)


def _is_quarter(match: Match, reader: _Reader) -> bool:
    """Say whether it is a quarter of a year, not of a match."""
    near = reader.text[max(0, match.start() - 150) : match.end() + 150]
    return bool(match["year"] or match["which_year"] or BUSINESS.search(near))


BUSINESS = re.compile(
    r"\b(?:earn|profit|revenue|sales|income|growth|gdp|econom|shares?\b|net\b|loss)", re.IGNORECASE
)


def _shift(match: Match, reader: _Reader) -> str | None:
    """Read "three weeks ago", "two days from now"; what hangs on another event has no value."""
    sign = {"ago": -1, "from now": 1}.get(" ".join(match["way"].lower().split()))
    count, unit = _count(match), match["unit"].lower()
    if sign is None or count is None:
        return None
    if unit == "year" and reader.year and (count < ROUND or count % 10):
        return f"{reader.year + sign * count:04}" if 0 < reader.year + sign * count <= FAR else None
    if unit == "month" and reader.month:
        return _shifted(reader.month, sign * count)
    if unit == "day" and reader.day:
        return (reader.day + timedelta(sign * count)).isoformat()
    if unit in {"week", "fortnight"} and reader.day:
        return _week(reader.day, sign * count * (1 + (unit == "fortnight")))
    return None


def _count(match: Match) -> int | None:
    """Return how many units an offset has, None where its words do not say it exactly."""
    words = (match["count"] or "").lower()
    if not words or match["rough"] or match["half"] or VAGUE_COUNT.search(words):
        return None
    count = 1.0 if words in {"a", "an"} else number_value(words)
    return int(count) if count is not None and count <= FAR and count == int(count) else None


VAGUE_COUNT = re.compile("few|several|couple|many|some|dozen|hundred|thousand|s$")


def _is_shift(match: Match, reader: _Reader) -> bool:
    """Say whether it is no duration: "for two hours before he left" is one."""
    if not match["count"] and match["plural"].lower() not in {"s", "ies"}:  # "last week, after"
        return False
    return match["way"].lower() == "ago" or reader.before(match.start()) not in {"for", "least", "most"}


def _none(_match: Match, _reader: _Reader) -> str | None:
    return None


def _clock(match: Match, _reader: _Reader) -> str | None:
    """Read "10:35 a.m.", "7pm", "1430 GMT", "noon"; "7:15" alone may be in either half of the day."""
    if match["word"]:
        return "T00:00" if match["word"].lower() == "midnight" else "T12:00"
    if match["four"]:
        return f"T{match['four'][:2]}:{match['four'][2:]}"
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % NOON + NOON * match["half"].lower().startswith("p")
    elif hour <= NOON and not match["hour"].startswith("0"):
        return None
    return f"T{hour:02}:{match['minute']}" if match["minute"] else f"T{hour:02}"


def _is_clock(match: Match, reader: _Reader) -> bool:
    if match["word"]:
        return not reader.in_name(match.start("word")) and reader.before(match.start()) != "high"
    four = match["four"] or ""
    hour, minute = int(four[:2] or match["hour"]), int(four[2:] or match["minute"] or 0)
    last = NOON if match["half"] or match["oclock"] else 23
    told = match["half"] or match["oclock"] or four
    if match["minute"] and not told:
        told = match["zone"] or reader.before(match.start()) in BEFORE_CLOCK
    return bool(told) and hour <= last and minute < 60  # noqa: PLR2004


BEFORE_CLOCK = frozenset({"at", "by", "around", "about", "until", "till", "from", "since"})


def _numeric(match: Match, _reader: _Reader) -> str | None:
    """Read "2014-10-17", "17/10/2014"; of "3/4/2014", either way round, only the year is sure."""
    if match["y"]:
        return _iso(int(match["y"]), int(match["m"]), int(match["d"]))
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if one == two or one > MONTHS:
        return _iso(year, two, one)
    return _iso(year, one, two) if two > MONTHS else f"{year:04}"


def _is_numeric(match: Match, _reader: _Reader) -> bool:
    year = int(match["y"] or match["year"])
    low, high = int(match["m"] or match["one"]), int(match["d"] or match["two"])
    if not match["y"]:
        low, high = sorted((low, high))
    try:
        return bool(date(year, low, high))
    except ValueError:
        return False


def _holiday(match: Match, reader: _Reader) -> str | None:
    """Read "Christmas Day", "New Year's Eve 2013", "9/11"."""
    *years, month, day = map(int, _words("holiday")[match["holiday"].lower()].split("-"))
    return _days(years[0] if years else _year_of(match, reader), month, (day, day), reader)


def _always(_match: Match, _reader: _Reader) -> bool:
    return True


# ------------------------------------------------------------------- rules


class _Rule(NamedTuple):
    """The form of an expression, what it means, and whether it is one where it stands."""

    form: re.Pattern[str]
    value: Callable[[Match, _Reader], str | None]
    stands: Callable[[Match, _Reader], bool] = _always


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w$£€#@/.])" + pattern, re.IGNORECASE)


_ROUGH = (
    rf"(?:(?P<rough>about|around|nearly|almost|more{_S}than|less{_S}than|over|roughly|some"
    rf"|just{_S}(?:over|under)){_S})?"
)
_COUNT = (
    rf"(?:(?P<count>{NUMBER}|an?|several|a{_S}few|few|many|a{_S}couple(?:{_S}of)?)"
    rf"(?P<half>{_S}and{_S}a{_S}half)?[\s-])?"
)

RULES: tuple[_Rule, ...] = (
    _Rule(_form(rf"{_ON}(?:{_WHICH})?{_MONTH}\s*{_DAY}{_TO_DAY}{_NO_MORE}{_OF_YEAR}"), _date, _is_date),
    _Rule(
        _form(rf"{_ON}(?P<which>)(?:the{_S})?{_DAY}{_TO_DAY}(?:{_S}of)?(?:{_S}|-){_MONTH}{_OF_YEAR}"),
        _date,
        _is_date,
    ),
    _Rule(_form(rf"{_EDGE}{_VAGUE}(?:{_WHICH})?{_MONTH}{_OF_YEAR}"), _month, _is_month),
    _Rule(
        _form(
            rf"{_EDGE}{_VAGUE}(?P<year>1[5-9][0-9]{{2}}|20[0-9]{{2}})"
            rf"(?:\s?[-–]\s?(?P<to_year>(?:1[5-9]|20)?[0-9]{{2}}))?{_NO_MORE}"
        ),
        _years,
        _is_year,
    ),
    _Rule(
        _form(
            r"nineteen[\s-](?P<tens>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)\b"
        ),
        _spelled_year,
    ),
    _Rule(
        _form(
            rf"(?P<the>the{_S})?{_VAGUE}(?:(?P<decade>(?:1[0-9]|20)[0-9]0)'?s\b"
            rf"|(?P<mark>')?(?P<short>[3-9]0)'?s\b|(?P<word>{_any('decade')})\b)"
        ),
        _decade,
        _is_decade,
    ),
    _Rule(
        _form(
            rf"(?:the{_S})?{_VAGUE}(?:(?P<number>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<word>{_any('century')}))"
            rf"[\s-]century\b(?!{_S}Fox|{_S}B\.?C)"
        ),
        _century,
    ),
    _Rule(
        _form(
            rf"{_VAGUE}(?:(?P<which>last|next|this(?:{_S}(?:past|coming))?"
            rf"|the{_S}(?:previous|following|same)|that){_S})?{_WEEKDAY}{_PART}(?:,?{_S}(?:of{_S})?(?P<week>last|this|next){_S}week\b)?"
        ),
        _weekday,
        _is_weekday,
    ),
    _Rule(
        _form(
            rf"{_VAGUE}(?P<word>the{_S}day{_S}before{_S}yesterday|the{_S}day{_S}after{_S}tomorrow"
            rf"|today|yesterday|tomorrow|tonight|last{_S}night|this{_S}(?:morning|afternoon|evening))\b{_PART}"
        ),
        _day,
        _is_day,
    ),
    _Rule(
        _form(
            rf"{_EDGE}{_VAGUE}{_WHICH}(?P<unit>weekend|week|month|year|quarter|decade|century|{_any('season')})\b"
        ),
        _period,
        _is_period,
    ),
    _Rule(_form(rf"(?P<which>the){_S}(?P<unit>weekend)\b"), _period),
    _Rule(
        _form(rf"{_EDGE}(?:the{_S})?{_VAGUE}(?P<season>{_any('season')}){_S}(?:of{_S})?{_YEAR}"),
        _season_of_year,
    ),
    _Rule(
        _form(rf"(?:the{_S})?(?P<quarter>{'|'.join(QUARTERS)})[\s-]quarter\b{_OF_YEAR}"),
        _quarter_of_year,
        _is_quarter,
    ),
    _Rule(
        _form(
            rf"{_ROUGH}{_COUNT}{_UNIT}(?P<plural>y|ies|s|){_S}(?P<way>ago|from{_S}now|earlier|later|before|after)\b"
        ),
        _shift,
        _is_shift,
    ),
    _Rule(
        _form(
            rf"(?:(?:the|that){_S}(?:very{_S})?(?:previous|following|next|same|preceding)|that){_S}"
            r"(?:day|week|month|year|night|weekend|morning|evening|afternoon)\b"
            rf"|the{_S}(?:day|night|week|month|year){_S}(?:before|after)\b(?!{_S}(?:yesterday|tomorrow))"
        ),
        _none,
    ),
    _Rule(
        _form(
            r"(?:(?P<word>noon|midday|midnight)\b"
            rf"|(?P<four>[0-2][0-9]{{3}})(?:\s?(?:hrs|hours))?(?={_S}(?:GMT|UTC|local{_S}time|[ECMP][SD]T))"
            r"|(?P<hour>[0-2]?[0-9])(?:[:.](?P<minute>[0-5][0-9]))?"
            r"(?:\s?(?P<half>[ap]\.?m\b\.?)|(?P<oclock>\s?o'clock\b))?"
            rf"(?![\w:%]|[.,/-][0-9])){_ZONE}"
        ),
        _clock,
        _is_clock,
    ),
    _Rule(
        _form(
            r"(?:(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])"
            r"|(?P<one>[0-3]?[0-9])(?P<mark>[/.])(?P<two>[0-3]?[0-9])(?P=mark)(?P<year>[12][0-9]{3}))(?![\w-])"
        ),
        _numeric,
        _is_numeric,
    ),
    _Rule(_form(rf"(?P<holiday>{_any('holiday')}){_OF_YEAR}(?![\w/])"), _holiday),
)
"""Every form of time that is known; where two overlap the longer counts, then the earlier in this list."""


# ----------------------------------------------------------------- finding


def find_times(doc: Doc, article: Article) -> tuple[Time, ...]:
    """Return the time expressions of ``doc`` in order, none inside another.

    ``article.published`` is what relative ones are reckoned from; the spans count code points of
    ``doc.text``. Possessive endings ("Sunday's") and prepositions ("since 2009") stay outside.
    """
    reader = _Reader(doc, article)
    matches = [(match, rule) for rule in RULES for match in rule.form.finditer(reader.text) if match.group()]
    matches.sort(key=lambda pair: pair[0].start() - pair[0].end())  # the longest first, else by the rules
    taken = bytearray(len(reader.text))
    found: list[Time] = []
    for match, rule in matches:
        start, end = match.span()
        if not any(taken[start:end]) and rule.stands(match, reader):
            taken[start:end] = b"\1" * (end - start)
            found.append(
                Time(start=start, end=end, value=rule.value(match, reader), weekday=_weekday_number(match))
            )
    return _joined(sorted(found, key=lambda time: time.start), reader.text)


def _weekday_number(match: Match) -> int | None:
    name = (match.groupdict().get("weekday") or "").lower().rstrip(".")
    number = _words("weekday").get(name) or _words("weekday_short").get(name)
    return None if number is None else int(number)


def _joined(times: list[Time], text: str) -> tuple[Time, ...]:
    """Make one of "10 p.m." and "Wednesday"; reckon "two days before" from the date that follows."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        between = text[last.end : time.start] if last else ""
        if last and BESIDE.fullmatch(between) and (both := _day_and_clock(last, time)):
            joined[-1] = both
            continue
        if last and THE.fullmatch(between) and last.value is None and time.value:
            joined[-1] = dataclasses.replace(last, value=_offset(text[last.start : last.end], time.value))
        joined.append(time)
    return tuple(joined)


BESIDE = re.compile(rf",?{_S}(?:(?:on|at|around|about){_S})?", re.IGNORECASE)
THE = re.compile(rf"{_S}(?:the{_S})?", re.IGNORECASE)
OFFSET = re.compile(
    rf"(?P<rough>)(?P<half>)(?P<count>{NUMBER}|an?){_S}(?P<unit>day|week)s?{_S}(?P<way>before|after)",
    re.IGNORECASE,
)


def _day_and_clock(one: Time, other: Time) -> Time | None:
    """Return a clock time and a day, in either order, as one; None where they are something else."""
    clock, day = (one, other) if _is_clock_value(one) else (other, one)
    if not _is_clock_value(clock) or _is_clock_value(day):
        return None
    if day.weekday is None and not _is_day_value(day):
        return None
    midnight = clock.value == "T00:00"  # at which end of the day it does not say
    value = f"{day.value}{clock.value}" if _is_day_value(day) and not midnight else day.value or clock.value
    return Time(start=one.start, end=other.end, value=value, weekday=day.weekday)


def _is_clock_value(time: Time) -> bool:
    return (time.value or "").startswith("T")


def _is_day_value(time: Time) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", time.value or ""))


def _offset(words: str, value: str) -> str | None:
    """Return what "two days before" means beside a full date."""
    match = OFFSET.fullmatch(words)
    if not match or not re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", value):
        return None
    count = _count(match)
    if count is None:
        return None
    days = count * (7 if match["unit"].lower() == "week" else 1)
    step = -1 if match["way"].lower() == "before" else 1
    return (date.fromisoformat(value) + timedelta(days * step)).isoformat()
