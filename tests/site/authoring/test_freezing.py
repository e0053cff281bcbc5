"""The layout of links: frozen with an edition, and refused where it would change in silence."""

import shutil
from pathlib import Path

import pytest

from self_tests import catalogue
from self_tests.definition_reader import parse, read
from self_tests.model import Edition
from self_tests.site.authoring import freezing
from self_tests.site.authoring.checking import everything
from self_tests.site.authoring.commands import run
from self_tests.site.places import ROOT
from tests.support.authoring import Change

KNEE = "self-tests/knee-to-wall/definition.toml"
NEWEST = f"editions/{catalogue.newest_edition()}.toml"
HEEL = '"down", "lifted", "not-sure"'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a root with the definitions in it, to write into."""
    shutil.copytree(ROOT / freezing.FOLDER, tmp_path / freezing.FOLDER)
    return tmp_path


def written(root: Path, number: int) -> Edition:
    """Return an edition as its file says."""
    file = root / freezing.FOLDER / f"editions/{number}.toml"
    return read(Edition, parse(file.read_text("utf-8"), file.name), file.name)


def publish(change: Change, *, published: bool) -> None:
    """Let the newest edition be published, or not yet."""
    words = {True: "published = true", False: "published = false"}
    change(NEWEST, words[catalogue.edition(catalogue.newest_edition()).published], words[published])


def test_every_edition_is_as_its_file_says() -> None:
    """The file of an edition is the one text that its layout gives."""
    for number in range(1, catalogue.newest_edition() + 1):
        text = (ROOT / freezing.FOLDER / f"editions/{number}.toml").read_text("utf-8")
        assert freezing.text_of(catalogue.edition(number)) == text


def test_every_earlier_edition_is_published() -> None:
    """Only the newest edition may still follow the definitions."""
    earlier = range(1, catalogue.newest_edition())
    assert [number for number in earlier if not catalogue.edition(number).published] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "down"', 'id = "stayed"'),
        ('id = "felt"\nkind', 'id = "feeling"\nkind'),
        ("trials = 3", "trials = 2"),
        ("most = { value = 25", "most = { value = 26"),
        ("version = 2", "version = 99"),
    ],
)
def test_a_changed_question_needs_an_edition(change: Change, old: str, new: str) -> None:
    """A definition that changes how its links are read is told, with what to do about it."""
    change(KNEE, old, new)
    told = (
        f"{KNEE}: its questions or its version are not those of {NEWEST}, the layout of links. "
        "Run `python -m self_tests generate`."
    )
    assert [str(problem) for problem in freezing.problems()] == [told]


def test_the_check_tells_it(change: Change) -> None:
    """`check`, which runs before anything is published, refuses a changed layout."""
    change(NEWEST, HEEL, '"down", "lifted"')
    assert [problem.place for problem in everything() if "links" in problem.what] == [KNEE]


def test_words_need_no_edition(change: Change) -> None:
    """A question that only reads differently leaves the links alone."""
    change(KNEE, 'text = "Did the heel stay down?"', 'text = "Did your heel stay down?"')
    assert list(freezing.problems()) == []


def test_a_practice_that_offers_less_needs_no_edition(change: Change) -> None:
    """Without one of the self-tests the others' links are read as before."""
    change("catalogue.toml", '  "single-leg-balance",\n', "")
    assert list(freezing.problems()) == []


def test_a_published_edition_stays_and_a_new_one_begins(house: Path, change: Change) -> None:
    """`generate` leaves what is published, and writes the changed layout as the next edition."""
    publish(change, published=True)
    number = catalogue.newest_edition()
    before = (house / freezing.FOLDER / NEWEST).read_bytes()
    change(KNEE, 'id = "down"', 'id = "stayed"')
    freezing.write(house)
    made = written(house, number + 1)
    index = (house / freezing.FOLDER / "catalogue.toml").read_text("utf-8")
    assert (house / freezing.FOLDER / NEWEST).read_bytes() == before
    assert (made.published, freezing.changed(made, freezing.now())) == (False, ())
    assert f"\nedition = {number + 1}\n" in index


def test_an_edition_follows_until_it_is_published(house: Path, change: Change) -> None:
    """`generate` writes an edition that is not published again, under the same number."""
    publish(change, published=False)
    change(KNEE, 'id = "down"', 'id = "stayed"')
    number = catalogue.newest_edition()
    freezing.write(house)
    assert freezing.changed(written(house, number), freezing.now()) == ()
    assert not (house / freezing.FOLDER / f"editions/{number + 1}.toml").exists()


def test_publishing_keeps_an_edition_for_ever(house: Path, change: Change) -> None:
    """`publish` marks the newest edition, which a site must be before it goes out."""
    publish(change, published=False)
    number = catalogue.newest_edition()
    assert [problem.place for problem in freezing.unpublished()] == [NEWEST]
    freezing.publish(house)
    assert written(house, number).published


def test_what_is_published_needs_no_more(
    change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    """`publish` and `check --to-publish` have nothing to say about a published edition."""
    publish(change, published=True)
    assert list(freezing.unpublished()) == []
    assert (run(["publish"]), capsys.readouterr().out) == (
        0,
        "Nothing to do: the newest edition is published already.\n",
    )
