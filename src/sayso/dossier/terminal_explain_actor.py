"""Print the explanation of an actor: the sentences that name it first, then why they are about one."""

from rich.console import Console
from rich.text import Text

from sayso.dossier.explaining_actor import ActorExplanation, InArticle, NamedAt, SpeaksFor
from sayso.dossier.inert import quoted
from sayso.dossier.lines import GUTTER, STYLES, headed, lay, put, section
from sayso.dossier.view import counted
from sayso.dossier.who import RoleWords

__all__ = ["render_actor_explanation"]

_MOST = 110
_EDGE = GUTTER + 1
_NAMES = 15  # the column of what a line is about


def render_actor_explanation(explanation: ActorExplanation, console: Console) -> None:
    """Print ``explanation`` on ``console``."""
    width = min(console.width, _MOST)
    quiet = STYLES["quiet"]
    lay(console, (Text(explanation.name, "bold"), width))
    mentions = sum(article.mentions for article in explanation.articles)
    facts = [
        explanation.kind,
        f"{counted(mentions, 'mention')} in {counted(len(explanation.articles), 'report')}",
        counted(explanation.statements, "statement"),
        explanation.id,
    ]
    lay(console, (Text(" · ".join(facts), quiet), width))
    if explanation.aliases:
        _about("also", ", ".join(map(quoted, explanation.aliases)), console, width)
    if explanation.spoken_for_by:
        _about("spoken for by", ", ".join(explanation.spoken_for_by), console, width)
    for article in explanation.articles:
        _article(article, console, width)
    section(console, "WHY THE ARTICLES' ARE ONE", len(explanation.joins), width)
    for join in explanation.joins:
        said = Text.assemble(_placed(join.a), " and ", _placed(join.b))
        lay(console, (Text(), _EDGE), (said, width - _EDGE))
        lay(console, (Text(), 2 * _EDGE), (Text(join.why), width - 2 * _EDGE))
    section(console, "WHAT THE ARTICLES SAY IT IS", len(explanation.roles), width)
    for role in explanation.roles:
        lay(console, (Text(), _EDGE), (_role(role), width - _EDGE))
    section(console, "SPEAKS FOR", len(explanation.speaks_for), width)
    for party in explanation.speaks_for:
        _party(party, console, width)


def _article(article: InArticle, console: Console, width: int) -> None:
    title = Text(article.name, "bold")
    if article.about:
        title.append(f" · {article.about}", "not bold")
    headed(console, title, Text(counted(article.mentions, "mention"), STYLES["quiet"]), width)
    for at, one in enumerate(article.sentences):
        if at:
            put(console)
        context = Text()
        for text, own in one.context:
            context.append(text, STYLES["marked"] if own else "")
        if context:
            lay(console, (Text(), _EDGE), (context, width - _EDGE))
        for named in one.named:
            said = Text.assemble(quoted(named.words), f": {named.why}", (f"  {named.place}", STYLES["quiet"]))
            lay(console, (Text(), 2 * _EDGE), (said, width - 2 * _EDGE))


def _party(party: SpeaksFor, console: Console, width: int) -> None:
    lay(console, (Text(), _EDGE), (Text(party.name, STYLES["who"]), width - _EDGE))
    said = [_role(role) for role in party.roles] or [Text("no words of the articles say so", "italic")]
    for line in said:
        lay(console, (Text(), 2 * _EDGE), (line, width - 2 * _EDGE))


def _role(role: RoleWords) -> Text:
    of = f", of {role.of}" if role.of else ""
    return Text.assemble(quoted(role.words), of, (f"  {', '.join(role.places)}", STYLES["quiet"]))


def _placed(named: NamedAt) -> Text:
    return Text.assemble(quoted(named.words), (f" {named.place}", STYLES["quiet"]))


def _about(name: str, text: str, console: Console, width: int) -> None:
    lay(console, (Text(name, STYLES["quiet"]), _NAMES), (Text(text), width - _NAMES))
