"""Render a dossier as one HTML page that needs nothing else: no server, no network, no other file.

``matrix``, ``people``, ``text``, ``shared`` and the graphics make what is shown; the templates, the style
sheet and the script beside them say how. The page carries a policy that lets only its own style and
script act, so whatever an article holds stays text.
"""

import base64
import hashlib
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.page.graph import graph_svg
from sayso.dossier.page.ladder import ladder_svg
from sayso.dossier.page.matrix import matrix_of
from sayso.dossier.page.people import people_of
from sayso.dossier.page.shared import shared_passages
from sayso.dossier.page.text import article_html
from sayso.dossier.page.timeline import timeline_svg
from sayso.dossier.view import counted, view_of
from sayso.dossier.who import without_actor
from sayso.records import Dossier

__all__ = ["render_page"]

DENYING = {"denial", "denies"}
STYLES = ("page.css", "graphics.css")


def render_page(dossier: Dossier) -> str:
    """Return ``dossier`` as one HTML page, complete."""
    lookup = Lookup(dossier)
    matrix = matrix_of(dossier, lookup)
    rows = [row for *_, found in matrix.groups for row in found]
    days = sorted(plain(one.published)[:10] for one in dossier.articles if one.published)
    style = "\n".join(_file(name) for name in STYLES)
    script = _file("page.js")
    held = {one for point in dossier.points for side in point.positions for one in side.claims}
    claims = [one for one in dossier.claims if one.id in held]
    return _template().render(
        dossier=dossier,
        view=view_of(dossier),
        matrix=matrix,
        span=" to ".join(dict.fromkeys((days[0], days[-1]))) if days else "",
        denials=sum(not DENYING.isdisjoint(row.kinds) for row in rows),
        kinds=sorted({kind for row in rows for kind in row.kinds}),
        holders={holder for row in rows for holder in row.holders},
        people=people_of(dossier, lookup),
        passages=shared_passages(dossier, lookup),
        graph=graph_svg(dossier, lookup),
        timeline=timeline_svg(dossier, lookup),
        ladders={plain(point.id): ladder_svg(point, lookup) for point in dossier.points},
        texts={
            plain(article.id): article_html(article, lookup, claims, dossier.attributions)
            for article in lookup.articles.values()
        },
        unchecked=_unchecked(dossier, lookup),
        plain=plain,
        style=Markup(style),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _unchecked(dossier: Dossier, lookup: Lookup) -> list[str]:
    """Return what could not be taken into account in these reports, in words."""
    undated = [one.id for one in dossier.articles if not one.published]
    foreign = [one.id for one in dossier.articles if (one.language or "en").lower()[:2] != "en"]
    nobody = without_actor(dossier)

    def names(ids: list[str]) -> str:
        return ", ".join(lookup.name(one) for one in ids)

    said = []
    if undated:
        said.append(f"what “on Friday” means in reports that give no date of publication: {names(undated)}")
    if foreign:
        said.append(f"reports that say they are not in English, the only language read: {names(foreign)}")
    if nobody:
        said.append(f"who says {counted(nobody, 'statement')} that could not be given to anybody")
    return said


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache
def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8").strip()


@lru_cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
