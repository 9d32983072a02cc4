"""The page in a real browser: what a reader sees, clicks and types, and what never happens."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests import browsing
from tests.browsing import Shown, opened
from tests.builders import dossier, hostile_dossier, with_text, without_points

from sayso.dossier.lookup import Lookup
from sayso.dossier.order import in_order

LABELS = [point.label for point in in_order(dossier())]
HURT = "Twenty-three people were hurt"
ON_TOP = """(one) => {
    const box = one.getBoundingClientRect();
    return one.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
}"""
WIDE, TABLET, PHONE = (1440, 900), (820, 1180), (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one browser for all of these tests."""
    with browsing.browser() as started:
        yield started


@pytest.fixture
def ferry(browser: Browser, tmp_path: Path) -> Iterator[Shown]:
    """Open the small dossier as it comes."""
    with opened(browser, dossier(), tmp_path) as shown:
        yield shown


def test_opens_from_a_file(ferry: Shown) -> None:
    """All points are there, what clashes first, and nothing is open or filtered."""
    assert ferry.labels == LABELS
    assert ferry.page.locator("output").inner_text() == "9 points"
    assert not ferry.page.locator("#evidence").is_visible()


def test_filter_by_status(ferry: Shown) -> None:
    """Two statuses may be asked for at once; a second click takes one back."""
    conflicts = ferry.page.get_by_role("button", name="Conflicts 2")
    differences = ferry.page.get_by_role("button", name="Differences 1")
    conflicts.click()
    assert ferry.labels == LABELS[:2]
    assert conflicts.get_attribute("aria-pressed") == "true"
    differences.click()
    assert ferry.labels == LABELS[:3]
    conflicts.click()
    assert ferry.labels == LABELS[2:3]
    assert ferry.page.locator("output").inner_text() == "1 of 9 points"
    assert ferry.page.locator("tbody.group:visible").count() == 1


def test_filters_combine(ferry: Shown) -> None:
    """Actor, article, kind and words narrow down together, and Clear takes all of them back."""
    page = ferry.page
    page.locator("select[name=actor]").select_option(label="Norline")
    norline = ferry.labels
    assert norline == ["the ship had been overloaded", "The ferry service will stay closed until Friday"]
    page.locator("select[name=art]").select_option(label="harbour-wire.txt")
    assert ferry.labels == norline
    page.get_by_label("Kind").select_option(label="denial")
    assert ferry.labels == norline[:1]
    page.get_by_label("Words").fill("FRIDAY")
    assert ferry.labels == []
    page.get_by_role("button", name="Clear the filter").click()
    assert ferry.labels == LABELS
    assert ferry.fragment == ""


def test_filter_by_article(ferry: Shown) -> None:
    """Only points at which the article says something are left."""
    ferry.page.locator("select[name=art]").select_option(label="river-post.txt")
    assert ferry.labels == [HURT, "the ship had been overloaded", "all passengers are ashore"]


def test_filter_denials(ferry: Shown) -> None:
    """Denials are points at which somebody denies."""
    ferry.page.get_by_role("button", name="Denials").click()
    assert ferry.labels == ["the ship had been overloaded"]


def test_the_address_keeps_the_filter(ferry: Shown) -> None:
    """What is filtered and what is open stand in the address, and come back from it."""
    ferry.page.get_by_role("button", name="Conflicts").click()
    ferry.page.get_by_label("Words").fill("hurt")
    ferry.row(HURT).locator("td a").first.click()
    lit, fragment = ferry.lit, ferry.fragment
    assert "st=disputed" in fragment
    ferry.page.reload()
    assert ferry.fragment == fragment
    assert (ferry.labels, ferry.lit) == ([HURT], lit)
    assert ferry.page.get_by_label("Words").input_value() == "hurt"


def test_every_cell_leads_to_its_words(ferry: Shown) -> None:
    """A click on a cell opens its article with the very words lit, and on the screen."""
    lookup = Lookup(dossier())
    for cell in ferry.page.locator("td a").all():
        cell.click()
        claim = lookup.claims[(cell.get_attribute("href") or "").removeprefix("#c-")]
        assert ferry.lit == "".join(lookup.pieces(claim.article, claim.spans))
        shown = ferry.page.locator("#evidence article:visible")
        assert shown.get_attribute("id") == f"a-{claim.article}"
        box = ferry.page.locator("#evidence .lit").first.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= ferry.page.evaluate("innerHeight")
        assert "lit" in (cell.get_attribute("class") or "").split()
        assert cell.evaluate(ON_TOP)


def test_permalink(browser: Browser, tmp_path: Path) -> None:
    """An address that names a claim opens it, however it names it."""
    claim = dossier().claims[0]
    for fragment in (f"#c-{claim.id}", f"#st=disputed&at=c-{claim.id}"):
        with opened(browser, dossier(), tmp_path, fragment) as shown:
            assert shown.lit == "Twenty-three people were hurt"


@pytest.mark.parametrize("fragment", ["#", "#at=", "#at=c-nothing", "#%", "#=&&=", "#st=no&q=%00", "#a b"])
def test_odd_addresses(browser: Browser, tmp_path: Path, fragment: str) -> None:
    """An address that names nothing opens the page, with no complaint."""
    with opened(browser, dossier(), tmp_path, fragment) as shown:
        assert not shown.page.locator("#evidence").is_visible()


def test_back(ferry: Shown) -> None:
    """The browser's own way back closes what a click opened."""
    ferry.row(HURT).locator("td a").first.click()
    assert ferry.page.locator("#evidence").is_visible()
    ferry.page.go_back()
    assert not ferry.page.locator("#evidence").is_visible()


def test_keys(ferry: Shown) -> None:
    """With j and k one goes from point to point, Enter opens the evidence, Esc leads back."""
    keys = ferry.page.keyboard
    label = "document.activeElement.closest('tr.point')?.querySelector('th > b').textContent"
    for key, wanted in (("j", LABELS[0]), ("j", LABELS[1]), ("j", LABELS[2]), ("k", LABELS[1])):
        keys.press(key)
        assert ferry.page.evaluate(label) == wanted
    keys.press("Enter")
    assert ferry.lit == "It was overloaded"
    keys.press("Escape")
    assert not ferry.page.locator("#evidence").is_visible()
    assert ferry.page.evaluate(label) == LABELS[1]


def test_keys_while_typing(ferry: Shown) -> None:
    """The stroke leads to the search, in which j is a letter, and Esc leads out of it."""
    ferry.page.keyboard.press("/")
    ferry.page.keyboard.type("jk/")
    assert ferry.page.get_by_label("Words").input_value() == "jk/"
    assert ferry.page.locator("p.none").is_visible()
    ferry.page.keyboard.press("Escape")
    assert ferry.page.evaluate("document.activeElement.tagName") == "BODY"


def test_typing_beside_the_evidence(ferry: Shown) -> None:
    """Words can be typed while an article is open; it stays open, and the cursor where it is."""
    ferry.row(HURT).locator("td a").first.click()
    ferry.page.get_by_label("Words").press_sequentially("hurt")
    assert ferry.page.get_by_label("Words").input_value() == "hurt"
    assert ferry.labels == [HURT]
    assert ferry.lit == "at least 41 people were hurt"


def test_keys_pass_over_what_is_filtered(ferry: Shown) -> None:
    """With j one comes only to points that are to be seen."""
    ferry.page.get_by_role("button", name="Differences").click()
    ferry.page.keyboard.press("j")
    ferry.page.keyboard.press("j")
    assert ferry.page.evaluate("document.activeElement.querySelector('th > b').textContent") == LABELS[2]


def test_citation(ferry: Shown) -> None:
    """A citation has the words as they are, the speaker, the outlet, the date, the file and the place."""
    ferry.row(HURT).locator("td a").last.click()
    herald, claim = dossier().articles[2], dossier().claims[0]
    ferry.page.get_by_role("button", name="Copy citation").click()
    ferry.page.get_by_text("Copied").wait_for()
    [(start, end)] = claim.spans
    assert ferry.page.evaluate("navigator.clipboard.readText()") == (
        f"“{herald.text[start:end]}” (Ilse Brandt; Velm Herald, 2024-03-04, reports/velm-herald.txt; "
        f"characters {start}–{end})"
    )


def test_who_speaks(ferry: Shown) -> None:
    """The words that name a speaker say on focus and under the mouse who that is, and by which rule."""
    ferry.row("The ferry service will stay closed").locator("td a").last.click()
    source = ferry.page.locator("#evidence article:visible [data-who]", has_text="the Coast Guard").first
    after = "(one) => getComputedStyle(one, '::after').content"
    assert source.evaluate(after) == "none"
    source.focus()
    assert "Velm Coast Guard (last words of a fuller name)" in source.evaluate(after)
    ferry.page.keyboard.press("Tab")
    source.hover()
    assert "Velm Coast Guard" in source.evaluate(after)


def test_a_link_to_an_actor(ferry: Shown) -> None:
    """A name in a graphic opens the actor's part."""
    person = next(one for one in dossier().actors if one.name == "Norline")
    ferry.page.evaluate("(id) => document.querySelector(`svg a[href='#p-${id}']`).dispatchEvent("
                        "new MouseEvent('click', {bubbles: true, cancelable: true}))", person.id)  # fmt: skip
    part = ferry.page.locator(f"#p-{person.id}")
    assert part.get_attribute("open") is not None
    assert part.get_by_text("denied · denies").first.is_visible()


def test_without_script(browser: Browser, tmp_path: Path) -> None:
    """Where scripts are switched off, all of it is still there to read, and no control that does nothing."""
    with opened(browser, dossier(), tmp_path, java_script_enabled=False) as shown:
        assert shown.page.locator("#evidence article:visible").count() == len(dossier().articles)
        assert shown.labels == LABELS
        assert not shown.page.locator("form.strip").is_visible()
        href = shown.row(HURT).locator("td a").first.get_attribute("href")
        assert shown.page.locator(f"[id='{(href or '')[1:]}']").inner_text() == "at least 41 people were hurt"


def test_in_print(ferry: Shown) -> None:
    """On paper stand the points and every article, and no control."""
    ferry.page.emulate_media(media="print")
    assert ferry.page.locator("#evidence article:visible").count() == len(dossier().articles)
    assert not ferry.page.get_by_role("button").first.is_visible()
    assert ferry.labels == LABELS


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE])
def test_no_wider_than_the_window(browser: Browser, tmp_path: Path, size: tuple[int, int]) -> None:
    """Only the matrix and the drawings scroll sideways, the page never does."""
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, dossier(), tmp_path, viewport=viewport) as shown:
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        shown.row(HURT).locator("td a").first.click()
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert shown.lit == "at least 41 people were hurt"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE])
def test_accessible(browser: Browser, tmp_path: Path, size: tuple[int, int], scheme: str) -> None:
    """No fault that axe calls serious: before and after the evidence is opened, with all parts unfolded."""
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, dossier(), tmp_path, viewport=viewport, color_scheme=scheme) as shown:
        shown.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert serious(shown) == []
        shown.row(HURT).locator("td a").first.click()
        assert serious(shown) == []


def serious(shown: Shown) -> list[str]:
    """Return what axe finds that keeps somebody from using the page."""
    found = Axe().run(shown.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


HOSTILE = [
    "<script>window.acted = 1</script>",
    "</script><script>window.acted = 1</script>",
    "</style><img src=x onerror='window.acted = 1'>",
    "\"><svg onload='window.acted = 1'>",
    "<a href='javascript:window.acted = 1'>go</a>",
    "javascript:window.acted=1",
    "<iframe srcdoc='<script>parent.acted = 1</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<base href='https://example.org/'><link rel=stylesheet href='https://example.org/x.css'>",
    "<style>@import url(https://example.org/x.css); * { display: none }</style>",
    "</title></textarea></noscript><img src='https://example.org/x.png'>",
    "' onmouseover='window.acted = 1",
    "<!-- --!> <plaintext>",
    "a\u202ecod\u2066b\u200b",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(browser: Browser, tmp_path: Path, words: str) -> None:
    """Whatever an article and all around it hold is read, clicked and filtered, and does nothing."""
    with opened(browser, hostile_dossier(words), tmp_path) as shown:
        page = shown.page
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for cell in page.locator("td a").all():
            cell.click()
            page.get_by_role("button", name="Copy citation").click()
            page.get_by_text("Copied").wait_for()
        page.get_by_label("Kind").select_option(index=1)
        for link in page.locator("#evidence [data-who]").all():
            link.hover()
        assert page.evaluate("window.acted") is None
        assert page.evaluate("document.scripts.length") == 1
        assert page.evaluate("document.querySelectorAll('img, iframe, base, link, [onload]').length") == 0
        assert page.evaluate("getComputedStyle(document.body).display") == "block"


def test_the_policy_stops_what_would_get_in(browser: Browser, tmp_path: Path) -> None:
    """Even if markup did get into the page, it could neither run, nor fetch, nor restyle."""
    with opened(browser, dossier(), tmp_path) as shown:
        stopped = shown.page.evaluate(
            """async () => {
                const stopped = [];
                const note = (event) => stopped.push(event.effectiveDirective);
                addEventListener("securitypolicyviolation", note);
                const box = document.createElement("div");
                box.innerHTML = '<img src="https://example.org/x.png" onerror="window.acted = 1">'
                    + '<style>body { display: none }</style><iframe src="https://example.org/"></iframe>';
                document.body.append(box);
                const script = document.createElement("script");
                script.textContent = "window.acted = 1";
                document.body.append(script);
                await fetch("https://example.org/").catch(() => 0);
                await new Promise((done) => setTimeout(done, 100));
                return stopped;
            }"""
        )
        wanted = {
            "img-src",
            "script-src-attr",
            "style-src-elem",
            "frame-src",
            "script-src-elem",
            "connect-src",
        }
        assert wanted - set(stopped) <= {"script-src-attr"}  # an image that is never asked for cannot fail
        assert shown.page.evaluate("window.acted") is None
        assert all("Content Security Policy" in one or "example.org" in one for one in shown.trouble)
        shown.trouble.clear()


def test_no_points(browser: Browser, tmp_path: Path) -> None:
    """A dossier without a point opens too, and its articles can be read."""
    with opened(browser, without_points(dossier()), tmp_path) as shown:
        assert "no points found" in shown.page.locator("header.top").inner_text()
        shown.page.locator("thead th a").first.click()
        assert shown.page.locator("#evidence article:visible").count() == 1


def test_empty_cells_say_why(browser: Browser, tmp_path: Path) -> None:
    """A cell without words says if the report is silent, too early, cut off or unread; also on a phone."""
    made = dossier()
    wire, post, herald = made.articles
    early = replace(post, published="2024-03-01")
    cut = with_text(replace(made, articles=(wire, early, herald)), 0, f"{wire.text}…")
    gaps = "(one) => [...one.cells].map((cell) => getComputedStyle(cell, '::before').content)"
    with opened(browser, cut, tmp_path) as shown:
        breaks_off = '"not in what was read: the text breaks off"'
        radar = shown.row("The captain").evaluate(gaps)
        assert radar[1:] == [breaks_off, '"published before"', "none", '"not read"']
    with opened(browser, made, tmp_path) as shown:
        assert shown.row("The captain").evaluate(gaps)[1:3] == ['"not mentioned"', '"not mentioned"']
    with opened(browser, cut, tmp_path, viewport={"width": PHONE[0], "height": PHONE[1]}) as shown:
        radar = shown.row("The captain").evaluate(gaps)
        assert radar[2:4] == ['"river-post.txt: published before"', '"velm-herald.txt"']
