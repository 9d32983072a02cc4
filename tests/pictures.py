"""Take the pictures of the example's page that the README and the documentation show: ``make pictures``."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browsing import browser, opened
from tests.conftest import ROOT

from sayso.records import Dossier

FOLDER = ROOT / "docs" / "pictures"
WIDTHS = {"wide": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}


def main() -> None:
    """Take a picture at each width; at the widest, one with the evidence beside the points, in the dark."""
    dossier = Dossier.from_json((ROOT / "demo" / "dossier.json").read_bytes())
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, browser() as started:
        for name, (width, height) in WIDTHS.items():
            size = {"width": width, "height": height}
            with opened(started, dossier, Path(folder), viewport=size) as shown:
                shown.page.screenshot(path=FOLDER / f"{name}.png")
        size = dict(zip(("width", "height"), WIDTHS["wide"], strict=True))
        with opened(started, dossier, Path(folder), viewport=size, color_scheme="dark") as shown:
            shown.page.locator("td a").nth(1).click()
            shown.page.screenshot(path=FOLDER / "evidence.png")


if __name__ == "__main__":
    main()
