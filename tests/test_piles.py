from pathlib import Path

import pytest
from tests.test_stories import FERRY, MINE, article, pile

from sayso.errors import InputError
from sayso.piles import pile_of


def test_files(tmp_path: Path) -> None:
    """Files are read and grouped; what cannot be read is told, and their order changes nothing."""
    for number, (title, day, text) in enumerate((*FERRY, *MINE)):
        (tmp_path / f"{number}.txt").write_text(f"{title}\n\n{day}\n\n{text}\n", encoding="utf-8")
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    found = pile_of([*paths, str(tmp_path / "gone.txt")])
    assert [len(one.articles) for one in found.stories] == [3, 3]
    assert [one.path for one in found.reports(found.stories[0])] in (paths[:3], paths[3:])
    assert [one.input for one in found.rejected] == [str(tmp_path / "gone.txt")]
    assert pile_of([str(tmp_path / "gone.txt"), *reversed(paths)]) == found


def test_chosen() -> None:
    """A story is meant by its number or its id, and the reports of one can be compared alone."""
    found = pile_of(pile())
    second = found.stories[1]
    assert found.chosen("2") is found.chosen(second.id) is second
    assert len(found.reports(second)) == 3


@pytest.mark.parametrize("wanted", ["0", "4", "", "s", "-1"])
def test_no_such_story(wanted: str) -> None:
    """What names no story is refused, with how many there are."""
    with pytest.raises(InputError, match="a number from 1 to 3"):
        pile_of(pile()).chosen(wanted)


def test_nothing_read(tmp_path: Path) -> None:
    """If nothing can be read the error says why."""
    with pytest.raises(InputError, match=r"no article could be read\n.*gone"):
        pile_of([tmp_path / "gone.txt"])


def test_articles_as_inputs() -> None:
    """Articles can be given in place of files."""
    assert len(pile_of([article(*FERRY[0])]).articles) == 1
