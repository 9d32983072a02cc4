"""Extract who says what from one article after another, and nothing else: no syntax, no names."""

from collections.abc import Sequence

from sayso.annotate.attributions import AttributionFinder
from sayso.config import DEFAULTS, Config
from sayso.records import Article, Extracted

__all__ = ["Extractor"]


class Extractor:
    """What ``sayso extract`` runs: holds the attribution model, built once in each worker.

    The attributions are those that ``Annotator`` finds, several times as fast.
    """

    def __init__(self, config: Config = DEFAULTS) -> None:
        self._attributions = AttributionFinder(config.threads)

    def __call__(self, articles: Sequence[Article]) -> list[Extracted]:
        """Return each article with its attributions."""
        return [Extracted(article=one, attributions=self._attributions(one)) for one in articles]
