"""What lists and addresses lead to: what is followed, how far, and what is then known."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sayso.config import Config
from sayso.errors import InputError
from sayso.ingest import Fetched, following, on_demand, read
from sayso.records import Article, Rejected

BODY = "The two sides met in Tehran on Sunday, and the talks ended without an agreement, an envoy said."
PAGE = (
    "<html><head><title>Talks end</title><link rel='canonical' href='https://example.net/other'></head>"
    f"<body><article><h1>Talks end</h1><p>{BODY}</p><p>{BODY} Again.</p></article></body></html>"
)


class Web:
    """A network of pages, ``(media type, data)`` by address, that counts what is asked for."""

    def __init__(self, pages: Mapping[str, tuple[str, bytes] | Fetched]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def __call__(self, address: str) -> Fetched:
        """Return a page, or refuse as a server does."""
        self.asked.append(address)
        found = self.pages.get(address)
        if found is None:
            raise InputError("it answered 404: there is no such page; check the address")
        if isinstance(found, Fetched):
            return found
        return Fetched(url=address, media_type=found[0], data=found[1])


def table(*targets: str, header: str = "url") -> tuple[str, bytes]:
    """Return a manifest that names ``targets``."""
    return "text/csv", "\n".join([header, *targets]).encode()


def page(text: str = PAGE) -> tuple[str, bytes]:
    """Return a web page."""
    return "text/html", text.encode()


def outcomes(
    *inputs: str | Path, web: Web | None = None, config: Config | None = None
) -> tuple[list[Article], list[Rejected]]:
    """Return the articles and the rejections of inputs."""
    found = list(read(inputs, fetch=web, config=config or Config()))
    return [one for one in found if isinstance(one, Article)], [
        one for one in found if isinstance(one, Rejected)
    ]


# ------------------------------------------------------------------------------------ addresses


def test_an_address_is_read_as_its_media_type_says() -> None:
    """``path`` is the address as given, ``url`` the one in the end, whatever the page says of it."""
    final = Fetched(url="https://example.org/final", data=PAGE.encode(), media_type="text/html")
    web = Web({"https://example.org/a#top": final})
    [article], rejected = outcomes("https://example.org/a#top", web=web)
    assert rejected == []
    assert (article.path, article.url) == ("https://example.org/a#top", "https://example.org/final")
    assert article.provenance["url"] == "address"
    assert BODY in article.text


def test_charset_of_the_answer_counts() -> None:
    """The network's word on the encoding is taken where the bytes are not plainly UTF-8."""
    text = "Стороны встретились в Тегеране в воскресенье, сказал представитель группы."
    answer = Fetched(
        url="https://example.org/a", data=text.encode("koi8-r"), media_type="text/plain", charset="koi8-r"
    )
    [article], _ = outcomes("https://example.org/a", web=Web({"https://example.org/a": answer}))
    assert article.text == text


def test_a_stray_byte_spoils_no_page() -> None:
    """A page of which one byte is no UTF-8 is read for all that its server calls it so."""
    data = PAGE.replace("Again", "“Again”").encode().replace(b"Again", b"Ag\xe9ain")
    answer = Fetched(url="https://example.org/a", data=data, media_type="text/html", charset="utf-8")
    [article], _ = outcomes("https://example.org/a", web=Web({"https://example.org/a": answer}))
    assert BODY in article.text


def test_nothing_is_fetched_without_leave() -> None:
    """Without ``fetch`` an address is rejected, in words that say why."""
    _, [rejected] = outcomes("https://example.org/a")
    assert rejected.reason == "this is a web address, and nothing is to be fetched (--offline)"


def test_what_cannot_be_fetched_is_rejected() -> None:
    """An error, an empty page and one that is too large are rejections, and the rest goes on."""
    web = Web(
        {"https://a.example/": page(" "), "https://b.example/": page(), "https://c.example/": page("x" * 999)}
    )
    articles, rejected = outcomes(
        "https://a.example/",
        "https://d.example/",
        "https://c.example/",
        "https://b.example/",
        web=web,
        config=Config(max_bytes=500),
    )
    assert [one.path for one in articles] == ["https://b.example/"]
    assert [one.input for one in rejected] == [
        "https://a.example/",
        "https://d.example/",
        "https://c.example/",
    ]
    assert "404" in rejected[1].reason
    assert "500 bytes" in rejected[2].reason


def test_an_address_is_fetched_once() -> None:
    """Given twice, with a fragment, or by a redirect, it is one article."""
    final = Fetched(url="https://example.org/a", data=PAGE.encode(), media_type="text/html")
    web = Web({"https://example.org/a": page(), "https://example.org/b": final})
    articles, rejected = outcomes(
        "https://example.org/a", "https://example.org/a#x", "https://example.org/b", web=web
    )
    assert (len(articles), rejected) == (1, [])
    assert web.asked == ["https://example.org/a", "https://example.org/b"]


def test_file_whose_name_looks_like_an_address_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there counts before the network."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "http:").mkdir()
    (tmp_path / "http:" / "a.txt").write_text(BODY)
    articles, _ = outcomes("http://a.txt", web=Web({}))
    assert [one.text for one in articles] == [BODY]


def test_library_fetches_by_itself_where_the_address_is_public() -> None:
    """What stands in for ``fetch`` where none is given refuses addresses of this machine."""
    with on_demand(max_bytes=10) as fetch, pytest.raises(InputError, match="loopback"):
        fetch("http://127.0.0.1/")


# ------------------------------------------------------------------------------------ manifests


def test_manifest_fills_in_what_files_do_not_say(tmp_path: Path) -> None:
    """What a file says of itself counts more; each field says where it came from."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"Talks End Without Result\n\nBy Jane Doe\n\n{BODY}")
    (tmp_path / "list.csv").write_text(
        "path,outlet,date,author,title,url\nin/a.txt,The Post,2024-03-12,Bo Roe,Other,https://example.org/a\n"
    )
    [article], rejected = outcomes(tmp_path / "list.csv")
    assert rejected == []
    assert article.path == str(tmp_path / "in" / "a.txt")
    assert (article.outlet, article.published) == ("The Post", "2024-03-12")
    assert (article.author, article.title) == ("Jane Doe", "Talks End Without Result")
    assert article.provenance == {
        "title": "headline",
        "outlet": "manifest",
        "author": "byline",
        "published": "manifest",
        "url": "manifest",
    }
    [alone], _ = outcomes(tmp_path / "in")
    assert alone.id != article.id  # it names the address too
    assert (alone.text, alone.boilerplate, alone.title_span) == (
        article.text,
        article.boilerplate,
        article.title_span,
    )


def test_title_from_a_manifest_is_found_in_the_text(tmp_path: Path) -> None:
    """A first line that was not taken for a headline is one once its words are known to be the title."""
    (tmp_path / "a.txt").write_text(f"the talks are over, it is said.\n{BODY}")
    (tmp_path / "list.csv").write_text('path,title\na.txt,"The talks are over, it is said"\n')
    [article], _ = outcomes(tmp_path / "list.csv")
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == "the talks are over, it is said."


@pytest.mark.parametrize("order", [1, -1])
def test_manifest_is_read_before_the_files_that_it_names(
    order: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder, in a glob, and among inputs in any order."""
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "z.csv").write_text("path,outlet\na.txt,The Post\n")
    monkeypatch.chdir(tmp_path)
    for inputs in ([str(tmp_path)], ["*"], ["a.txt", "z.csv"][::order]):
        articles, rejected = outcomes(*inputs)
        assert [one.outlet for one in articles] == ["The Post"]
        assert rejected == []


def test_what_holds_for_one_article_is_not_said_of_many(tmp_path: Path) -> None:
    """Of a file that holds several, a manifest tells the outlet and the language."""
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": f"{BODY} {n}"}) for n in range(2)))
    (tmp_path / "list.tsv").write_text(
        "path\toutlet\ttitle\tdate\tlanguage\na.jsonl\tThe Post\tX\t2024\ten\n"
    )
    articles, _ = outcomes(tmp_path / "list.tsv")
    assert [(one.outlet, one.language, one.title, one.published) for one in articles] == [
        ("The Post", "en", None, None)
    ] * 2
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": BODY}))
    [article], _ = outcomes(tmp_path / "list.tsv")
    assert (article.title, article.published) == ("X", "2024")


def test_bad_targets_of_a_manifest_are_rejected(tmp_path: Path) -> None:
    """A missing file, a folder, standard input and other schemes are rejected; the rest goes on."""
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "list.csv").write_text("path\nno.txt\nin\n-\nftp://example.org/a\na.txt\n")
    articles, rejected = outcomes(tmp_path / "list.csv")
    assert len(articles) == 1
    assert len(rejected) == 4
    assert "no such file" in rejected[0].reason
    assert "standard input" in rejected[2].reason


# ------------------------------------------------------------------------------------ the rules


def test_circles_end(tmp_path: Path) -> None:
    """Lists that name themselves and one another are read once each."""
    web = Web(
        {
            "https://example.org/1": table("https://example.org/2", "https://example.org/1#x"),
            "https://example.org/2": table("https://example.org/1", "https://example.org/a"),
            "https://example.org/a": page(),
        }
    )
    articles, rejected = outcomes("https://example.org/1", web=web)
    assert ([one.path for one in articles], rejected) == (["https://example.org/a"], [])
    (tmp_path / "a.csv").write_text("path\na.csv\nb.csv\n")
    (tmp_path / "b.csv").write_text("path\na.csv\nc.txt\n")
    (tmp_path / "c.txt").write_text(BODY)
    articles, rejected = outcomes(tmp_path / "a.csv")
    assert (len(articles), rejected) == (1, [])


def test_lists_are_followed_four_steps_deep() -> None:
    """The fifth step is rejected, and not asked for."""
    web = Web({f"https://example.org/{n}": table(f"https://example.org/{n + 1}") for n in range(9)})
    articles, [rejected] = outcomes("https://example.org/0", web=web)
    assert articles == []
    assert rejected.input == "https://example.org/5"
    assert "more than 4 lists" in rejected.reason
    assert len(web.asked) == 5


def test_of_a_long_list_the_first_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many were left out is said."""
    monkeypatch.setattr(following, "_MOST", 2)
    pages = {f"https://example.org/{n}": page() for n in range(5)}
    web = Web({**pages, "https://example.org/list": table(*pages)})
    articles, [rejected] = outcomes("https://example.org/list", web=web)
    assert len(articles) == 2
    assert (rejected.input, rejected.reason) == (
        "https://example.org/list",
        "it names more than 2; 3 were left out",
    )


def test_all_lists_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of lists cannot make a run go on for ever."""
    monkeypatch.setattr(following, "_MOST_IN_ALL", 3)
    pages = {f"https://example.org/{n}": page() for n in range(5)}
    web = Web({**pages, "https://example.org/list": table(*pages)})
    articles, rejected = outcomes("https://example.org/list", web=web)
    assert (len(articles), len(rejected)) == (3, 2)


def test_list_from_the_network_reaches_no_file(tmp_path: Path) -> None:
    """Not by path, not through a second list, and its text is nowhere in what comes out."""
    secret = tmp_path / "secret.txt"
    secret.write_text(f"Private. {BODY}")
    near = ("-", str(secret), f"file://{secret}", "secret.txt")
    web = Web(
        {
            "https://example.org/list": table("https://example.org/more", *near, header="path"),
            "https://example.org/more": ("application/jsonl", json.dumps({"path": str(secret)}).encode()),
        }
    )
    articles, rejected = outcomes("https://example.org/list", web=web)
    assert articles == []
    assert len(rejected) == 5
    assert all("may name addresses only" in one.reason for one in rejected)


def test_many_bad_rows_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of nothing but bad rows does not fill the memory with reasons."""
    monkeypatch.setattr(following, "_MOST_REJECTED", 3)
    (tmp_path / "a.jsonl").write_text("x\n" * 10 + json.dumps({"text": BODY}))
    articles, rejected = outcomes(tmp_path / "a.jsonl")
    assert len(articles) == 1
    assert len(rejected) == 4
    assert rejected[-1].reason == "7 more in it cannot be read"


def test_what_lists_know_is_handed_down() -> None:
    """The nearest list counts most; outlet and language of one further up hold where it is silent."""
    web = Web(
        {
            "https://example.org/list": (
                "text/csv",
                b"url,outlet,language,title\nhttps://example.org/more,The Post,en,X\n",
            ),
            "https://example.org/more": ("text/csv", b"url,author\nhttps://example.org/a,Bo Roe\n"),
            "https://example.org/a": ("text/plain", BODY.encode()),
        }
    )
    [article], _ = outcomes("https://example.org/list", web=web)
    assert (article.outlet, article.language, article.author, article.title) == (
        "The Post",
        "en",
        "Bo Roe",
        None,
    )


def test_a_login_is_not_kept() -> None:
    """The name and password in an address stand nowhere in what comes of it."""
    there, gone = "https://ed:secret@example.org/a", "https://ed:secret@example.org/gone"
    web = Web({there: Fetched(url="https://example.org/a", media_type="text/html", data=PAGE.encode())})
    articles, rejected = outcomes(there, gone, web=web)
    assert web.asked == [there, gone]
    assert [one.path for one in articles] == ["https://example.org/a"]
    assert [one.input for one in rejected] == ["https://example.org/gone"]
    assert "secret" not in repr((articles, rejected))


@pytest.mark.parametrize(("there", "paths"), [(True, ["https://a.example/1"]), (False, ["feed.xml"])])
def test_what_a_feed_has_stands_in_for_its_page(tmp_path: Path, *, there: bool, paths: list[str]) -> None:
    """Where the page of an entry cannot be read, that is told, and the text of the entry is taken."""
    entry = "<p>" + " ".join([BODY] * 3) + "</p>"
    (tmp_path / "feed.xml").write_text(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        "<title>The Paper</title><item><title>Talks end</title><link>https://a.example/1</link>"
        f"<content:encoded><![CDATA[{entry}]]></content:encoded></item></channel></rss>"
    )
    web = Web({"https://a.example/1": page()} if there else {})
    articles, rejected = outcomes(tmp_path / "feed.xml", web=web)
    assert [one.path.removeprefix(f"{tmp_path}/") for one in articles] == paths
    assert [one.input for one in rejected] == ([] if there else ["https://a.example/1"])
    assert articles[0].outlet == "The Paper"
