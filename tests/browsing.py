"""Open a dossier's page in a real browser and watch what it does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from sayso.dossier import render_page
from sayso.records import Dossier

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> Path | None:
    """Return where a Chromium is installed, None if none is."""
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a headless Chromium; skip the test where there is none, unless one is required."""
    found = chromium()
    if found is None:
        if os.environ.get("SAYSO_NEEDS_BROWSER"):
            pytest.fail("there is no Chromium, and SAYSO_NEEDS_BROWSER is set")
        pytest.skip("needs Chromium: install Debian's package chromium, or Chrome")
    args = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=args)
        yield started
        started.close()


@dataclass
class Shown:
    """A page that is open, with all that a reader must never see happen on it."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def row(self, label: str) -> Locator:
        """Return the row of the point with this label."""
        return self.page.locator("tr.point", has=self.page.locator("th > b", has_text=label)).first

    @property
    def labels(self) -> list[str]:
        """The labels of the points that are to be seen, in order."""
        return self.page.locator("tr.point:visible th > b").all_inner_texts()

    @property
    def lit(self) -> str:
        """The words that are highlighted in the article, in order."""
        return "".join(self.page.locator("#evidence .lit").all_text_contents())

    @property
    def fragment(self) -> str:
        """What the address says after #."""
        return str(self.page.evaluate("location.hash"))


@contextmanager
def opened(
    started: Browser, dossier: Dossier, folder: Path, fragment: str = "", **context: Any
) -> Iterator[Shown]:
    """Open a dossier's page from a file; at the end, fail for anything that went wrong meanwhile.

    ``context`` says what a reader has: ``viewport``, ``color_scheme``, ``java_script_enabled`` …
    """
    file = folder / "dossier.html"
    file.write_text(render_page(dossier), encoding="utf-8")
    own = started.new_context(**context)
    own.grant_permissions(["clipboard-read", "clipboard-write"])
    page = own.new_page()
    shown = Shown(page)
    page.on("console", lambda told: shown.trouble.append(f"console: {told.text}"))
    page.on("pageerror", lambda error: shown.trouble.append(f"error: {error}"))
    page.on("dialog", lambda dialog: shown.trouble.append(f"dialog: {dialog.message}"))
    page.on("popup", lambda other: shown.trouble.append(f"popup: {other.url}"))
    page.on(
        "request",
        lambda sent: None if sent.url.split("#")[0] == file.as_uri() else shown.trouble.append(sent.url),
    )
    try:
        page.goto(file.as_uri() + fragment)
        yield shown
        assert shown.trouble == []
    finally:
        own.close()
