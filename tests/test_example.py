"""The bundled example's dossier, as it is expected to be.

``data/dam-talks.txt`` holds its outline. Where a change is meant, write it anew with
``SAYSO_WRITE_EXPECTED=1 make test`` and read the difference.
"""

import os
from pathlib import Path

import pytest

import sayso
from sayso.records import Dossier

EXAMPLE = Path(__file__).parents[1] / "examples" / "dam-talks"
EXPECTED = Path(__file__).parent / "data" / "dam-talks.txt"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """Return the example's dossier."""
    return sayso.compare([EXAMPLE])


def outline(dossier: Dossier) -> str:
    """Return points, actors and origins in words; scores are left out, since processors differ."""
    articles = {one.id: one for one in dossier.articles}
    claims = {one.id: one for one in dossier.claims}
    actors = {one.id: one for one in dossier.actors}
    lines = []
    for point in sorted(dossier.points, key=lambda point: (point.status, point.label, point.id)):
        lines.append(f"{point.status}: {point.label}")
        for letter, position in zip("ABCDEFGHIJ", point.positions, strict=False):
            lines.append(f"  {letter} ({position.parties} parties, {position.origins} origins)")
            for claim in (claims[one] for one in position.claims):
                article = articles[claim.article]
                holder = actors[claim.holder].name if claim.holder else "own words"
                words = " … ".join(article.text[start:end] for start, end in claim.spans)
                lines.append(f"    {Path(article.path).stem}, {holder}: {words}")
        for relation in point.relations:
            pair = "".join("ABCDEFGHIJ"[at] for at in (relation.a, relation.b))
            words = " / ".join(relation.why["words"])
            lines.append(f"  {pair} {relation.kind}, {relation.why['reason']}: {words}")
    lines.append("")
    for actor in dossier.actors:
        sides = ", ".join(actors[one].name for one in actor.speaks_for)
        lines.append(
            f"{actor.name} ({actor.kind}){' for ' + sides if sides else ''}: {'; '.join(actor.aliases)}"
        )
    lines.append("")
    for origin in dossier.origins:
        files = ", ".join(Path(articles[one].path).stem for one in origin.articles)
        lines.append(f"{origin.kind}: {len(origin.claims)} claims in {files}")
    return "\n".join(lines) + "\n"


def test_the_dossier_is_as_expected(dossier: Dossier) -> None:
    """Points, positions, relations, actors and origins of the example are those written down."""
    found = outline(dossier)
    if os.environ.get("SAYSO_WRITE_EXPECTED"):
        EXPECTED.write_text(found, "utf-8")
    assert found == EXPECTED.read_text("utf-8")


def test_it_proves_itself(dossier: Dossier) -> None:
    """The example's dossier verifies against the files."""
    assert sayso.verify(dossier, dossier.articles) == []
