"""Reading what the user names: every input becomes Articles or a Rejected, and nothing raises."""

import io
import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import dossier

from sayso.config import Config
from sayso.dossier import render_markdown, render_page
from sayso.ingest import article_of, read
from sayso.records import Article, Rejected

TEXT = "The two sides met in Tehran on Sunday, an envoy said. No agreement was reached.\n"


def outcomes(
    *inputs: str | Path | Article, config: Config | None = None, stdin: bytes = b""
) -> list[Article | Rejected]:
    """Return all that ``read`` yields for ``inputs``."""
    return list(read(inputs, config=config or Config(), stdin=io.BytesIO(stdin)))


def reason(outcome: Article | Rejected) -> str:
    """Return why an outcome was rejected."""
    assert isinstance(outcome, Rejected)
    assert outcome.stage == "ingest"
    return outcome.reason


def text(outcome: Article | Rejected) -> str:
    """Return the text of an outcome that must be an Article."""
    assert isinstance(outcome, Article), outcome
    return outcome.text


def paths(found: list[Article | Rejected], folder: Path) -> list[str]:
    """Return the paths of articles, relative to ``folder``."""
    return [Path(one.path).relative_to(folder).as_posix() for one in found if isinstance(one, Article)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with articles three levels deep, and things that are none."""
    for name in (
        "b.txt",
        "a/z.txt",
        "a/deep/er/c.md",
        ".hidden.txt",
        ".git/x.txt",
        "a/photo.jpg",
        "notes.odt",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT + name, encoding="utf-8")
    return tmp_path


def test_folder_is_read_to_the_bottom_in_the_order_of_names(folder: Path) -> None:
    """A folder gives its files of known kinds, sorted; hidden and unknown ones are skipped silently."""
    found = outcomes(folder)
    assert paths(found, folder) == ["a/deep/er/c.md", "a/z.txt", "b.txt"]
    assert len(found) == 3


def test_path_is_the_one_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``path`` keeps the form in which the user gave the folder."""
    monkeypatch.chdir(folder)
    assert [one.path for one in outcomes("./a") if isinstance(one, Article)] == [
        "./a/deep/er/c.md",
        "./a/z.txt",
    ]


def test_file_is_read_once(folder: Path) -> None:
    """The same file, given by name, by folder, by link and by glob, is one article."""
    (folder / "same.txt").symlink_to(folder / "b.txt")
    found = outcomes(folder / "b.txt", str(folder), f"{folder}/*.txt", folder / "a" / ".." / "b.txt")
    assert paths(found, folder) == ["b.txt", "a/deep/er/c.md", "a/z.txt"]


def test_links_in_a_circle_end(folder: Path) -> None:
    """A link to a folder above, or to itself, neither hangs nor doubles articles."""
    (folder / "a" / "up").symlink_to(folder)
    (folder / "a" / "deep" / "up").symlink_to(folder / "a")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    found = outcomes(folder, f"{folder}/**/*.txt")
    assert len([one for one in found if isinstance(one, Article)]) == 3
    assert "symbolic links" in reason(next(one for one in found if isinstance(one, Rejected)))


def test_folder_without_articles_is_rejected(tmp_path: Path) -> None:
    """A folder with nothing that can be read says so, and what it would take."""
    (tmp_path / "photo.jpg").write_bytes(b"x")
    [outcome] = outcomes(tmp_path)
    assert "nothing in this folder" in reason(outcome)
    assert ".txt" in reason(outcome)


def test_glob_is_expanded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that the shell left alone is expanded, sorted, without hidden files."""
    monkeypatch.chdir(folder)
    (folder / "a2.txt").write_text(TEXT + "2", encoding="utf-8")
    assert [one.path for one in outcomes("*.txt") if isinstance(one, Article)] == ["a2.txt", "b.txt"]
    assert [one.path for one in outcomes("a/**/*.md") if isinstance(one, Article)] == ["a/deep/er/c.md"]


@pytest.mark.parametrize("pattern", ["*.nothing", "**x", "[", "a[b", "\0*", "no/such/**/?.html"])
def test_glob_without_match_is_rejected(
    pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern that matches nothing, or is none, is rejected and does not raise."""
    monkeypatch.chdir(tmp_path)
    [outcome] = outcomes(pattern)
    assert reason(outcome)


def test_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    """A file whose name looks like a pattern is read as the file it is."""
    file = tmp_path / "report [1].txt"
    file.write_text(TEXT, encoding="utf-8")
    assert text(*outcomes(file)) == TEXT


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("missing.txt", "no such file"),
        ("", "no such file"),
        ("nul\0.txt", "no file can have this name"),
        ("x" * 5000, "name too long"),
        ("https://example.org/news", "web address"),
    ],
)
def test_what_is_no_file_is_rejected(name: str, wanted: str) -> None:
    """A missing file, an impossible name and a web address are told apart."""
    assert wanted in reason(*outcomes(name))


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"Two words", "no article text"),
        (b"Advertisement\n\nShare this\n\nScroll down for video\n", "no article text"),
        (b"text\0with a zero byte in it", "binary"),
        (bytes(range(1, 27)) * 20, "binary"),
        (b"\xff\xfe" + "A zero \0 character in UTF-16.".encode("utf-16-le"), "binary"),
        (b"\xff\xfeodd number of bytes", "UTF-16"),
        (b"%PDF-1.7 and so on and on", "PDF"),
        (b"PK\x03\x04 and so on", "ZIP"),
        (b"{\\rtf1 and so on}", "RTF"),
        ("“Talks” – “failed”".encode()[:-1], "UTF-8 with damage"),
    ],
)
def test_what_is_no_text_is_rejected(data: bytes, wanted: str, tmp_path: Path) -> None:
    """Empty, binary and damaged files are rejected with a reason that says which."""
    file = tmp_path / "x.txt"
    file.write_bytes(data)
    [outcome] = outcomes(file)
    assert wanted in reason(outcome)
    assert str(tmp_path) not in reason(outcome)


def test_max_bytes_bounds_files_and_standard_input(tmp_path: Path) -> None:
    """One byte more than ``max_bytes`` is rejected, exactly as many are read."""
    file = tmp_path / "x.txt"
    file.write_text(TEXT, encoding="utf-8")
    size = file.stat().st_size
    assert text(*outcomes(file, config=Config(max_bytes=size))) == TEXT
    assert "larger than" in reason(*outcomes(file, config=Config(max_bytes=size - 1)))
    assert "larger than" in reason(*outcomes("-", config=Config(max_bytes=size - 1), stdin=TEXT.encode()))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_socket_and_device_are_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a pipe would wait for ever; it, a socket and a device are no files."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        found = outcomes("pipe.txt", "socket.txt", os.devnull)
    assert [
        "a named pipe" in reason(found[0]),
        "a socket" in reason(found[1]),
        "a device" in reason(found[2]),
    ] == [True] * 3
    assert len(outcomes(tmp_path)) == 2  # in a folder, too


def test_permission_denied_is_rejected(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file and a folder that may not be read are rejected, and the rest goes on."""
    closed, inside = folder / "b.txt", folder / "a" / "deep"
    if os.geteuid() == 0:  # root may read anything
        opened, listed = Path.open, os.listdir

        def deny_open(self: Path, *args: object, **options: object) -> object:
            if self == closed:
                raise PermissionError(13, "Permission denied")
            return opened(self, *args, **options)  # type: ignore[call-overload]

        def deny_list(path: str) -> list[str]:
            if Path(path) == inside:
                raise PermissionError(13, "Permission denied")
            return listed(path)

        monkeypatch.setattr(Path, "open", deny_open)
        monkeypatch.setattr(os, "listdir", deny_list)
    else:
        closed.chmod(0)
        inside.chmod(0)
    found = outcomes(folder)
    inside.chmod(stat.S_IRWXU)
    assert paths(found, folder) == ["a/z.txt"]
    assert [reason(one) for one in found if isinstance(one, Rejected)] == [
        "this folder cannot be read (permission denied)",
        "permission denied",
    ]


def test_article_passes_through() -> None:
    """An Article among the inputs comes out as it is, in its place."""
    article = article_of("ok")
    found = outcomes("missing.txt", article, "-", stdin=TEXT.encode())
    assert found[1] is article
    assert text(found[2]) == TEXT


@pytest.mark.parametrize(
    ("data", "count", "part"),
    [
        (TEXT.encode(), 1, None),
        (b"<!DOCTYPE html><html><body><p>" + TEXT.encode() + b"</p></body></html>", 1, None),
        (b"\n <html><body><p>" + TEXT.encode() + b"</p></body></html>", 1, None),
        (json.dumps({"text": TEXT}).encode(), 1, "1"),
        ((json.dumps({"text": TEXT}) + "\n" + json.dumps({"maintext": TEXT}) + "\n").encode(), 2, "1"),
        (json.dumps({"text": TEXT}, indent=1).encode(), 1, None),
        (b"[update] " + TEXT.encode(), 1, None),
    ],
)
def test_standard_input_tells_its_format(data: bytes, count: int, part: str | None) -> None:
    """``-`` reads a page, JSON Lines, JSON or text, whichever it looks like."""
    found = outcomes("-", "-", stdin=data)
    assert len(found) == count
    assert all("The two sides met in Tehran" in text(one) for one in found)
    assert isinstance(found[0], Article)
    assert (found[0].path, found[0].part) == ("-", part)


def test_file_without_a_known_suffix_is_read_when_named(tmp_path: Path) -> None:
    """A file that the user names is read whatever its suffix."""
    file = tmp_path / "report.asc"
    file.write_text(TEXT, encoding="utf-8")
    assert text(*outcomes(file)) == TEXT


def test_path_that_is_no_utf8_is_shown_escaped(tmp_path: Path) -> None:
    """A file name in an old encoding must not put lone surrogates into records."""
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    [article] = outcomes(os.fsdecode(name))
    assert isinstance(article, Article)
    assert article.path.endswith("caf\\udce9.txt")
    assert reason(*outcomes("missing\udce9.txt"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".html", ".jsonl", ".json", ".bin"]))
def test_any_bytes_become_articles_or_rejections(data: bytes, suffix: str, tmp_path: Path) -> None:
    """No bytes in any format raise, and every article can be written as UTF-8."""
    file = tmp_path / f"x{suffix}"
    file.write_bytes(data)
    found = outcomes(file)
    assert found
    for one in found:
        if isinstance(one, Article):
            one.text.encode("utf-8")
        else:
            assert one.reason


def test_start_is_quick() -> None:
    """Importing the stage and reading a plain text loads no heavy library."""
    code = (
        "import sys, sayso.ingest as i; i.article_of('The talks failed, an envoy said.');"
        "heavy = ('trafilatura', 'dateparser', 'charset_normalizer', 'lxml', 'spacy');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


def test_a_folder_readme_is_no_article(tmp_path: Path) -> None:
    """In a folder the README is passed over; named itself, it is read."""
    (tmp_path / "README.md").write_text("Five reports about a dam, and what to look for.", "utf-8")
    (tmp_path / "one.txt").write_text("The gates were opened on Friday night.", "utf-8")
    assert [Path(one.path).name for one in read([tmp_path]) if isinstance(one, Article)] == ["one.txt"]
    named = list(read([tmp_path / "README.md"]))
    assert isinstance(named[0], Article)


def test_its_own_dossiers_are_no_reports(tmp_path: Path) -> None:
    """What sayso wrote into the folder of the reports is not read as one of them."""
    made = dossier()
    (tmp_path / "d.json").write_text(made.to_json())
    (tmp_path / "d.html").write_text(render_page(made))
    (tmp_path / "d.md").write_text(render_markdown(made))
    found = list(read([tmp_path]))
    assert [type(one) for one in found] == [Rejected] * 3
    assert {one.reason for one in found if isinstance(one, Rejected)} == {
        "it is a dossier that sayso wrote, not a report"
    }
