"""`python -m self_tests new`: starter files, and what is said when there can be none."""

from pathlib import Path

import pytest

from self_tests.__main__ import main
from self_tests.site.authoring.new_files import StartingError, start
from tests.support.authoring import command


def test_a_new_self_test_only_waits_for_its_words(copy: Path) -> None:
    """The starter of a self-test can be read, and its check lists texts to write, nothing else."""
    written = command(copy, "new", "self-test", "toe-reach")
    code, lines = command(copy, "check")
    assert written == (
        0,
        [
            "self_tests/definitions/self-tests/toe-reach/definition.toml",
            "self_tests/definitions/self-tests/toe-reach/cases.toml",
            "docs/self-tests/toe-reach.md",
            "self_tests/site/poses/toe-reach.toml",
            "self_tests/definitions/catalogue.toml",
            "mkdocs.yml",
            (
                "Next: fill in what `python -m self_tests check` lists "
                "(docs/contributing/add-a-self-test.md)."
            ),
        ],
    )
    assert code == 1
    assert [line for line in lines[:-1] if "still to be written" not in line] == []
    assert lines[-1] == f"{len(lines) - 1} to mend."


@pytest.mark.long
def test_a_new_self_test_passes_once_its_words_are_written(copy: Path) -> None:
    """With every FILL IN replaced the starter passes, its cases hold, and no Python was touched."""
    command(copy, "new", "self-test", "toe-reach")
    written(copy)
    command(copy, "generate")
    assert command(copy, "check") == (
        0,
        ["Nothing to mend in 9 self-tests with 177 cases, 16 drills, 36 figures and the pages."],
    )


def test_a_new_drill_waits_for_its_words_and_its_place_in_the_plan(copy: Path) -> None:
    """The starter of a drill passes but for its words and a row of the plan table."""
    command(copy, "new", "drill", "toe-yoga")
    written(copy)
    assert command(copy, "check") == (
        1,
        [
            (
                "drills/toe-yoga.toml: no plan ever holds this drill. Add a row with "
                'drill = "toe-yoga" to a slot of plan.toml, or name it as the easier form of '
                "another drill."
            ),
            "1 to mend.",
        ],
    )


@pytest.mark.long
def test_a_new_article_is_a_draft_that_passes(copy: Path) -> None:
    """The starter of an article passes as a draft, and is not finished without it."""
    command(copy, "new", "article", "why-feet")
    draft = command(copy, "check")
    page = copy / "docs/blog/posts/why-feet.md"
    page.write_text(page.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    code, lines = command(copy, "check")
    assert (draft[0], code) == (0, 1)
    assert {line.partition("”")[0].partition("“")[0] for line in lines[:-1]} == {
        f"blog/posts/why-feet.md:{number}: still to be written: "
        for number, line in enumerate(page.read_text("utf-8").split("\n"), 1)
        if "FILL IN" in line and number > 15
    }


def written(copy: Path) -> None:
    """Write every text that a starter leaves to its author."""
    for path in (*copy.rglob("*.toml"), *(copy / "docs").rglob("*.md")):
        text = path.read_text("utf-8")
        if "FILL IN" in text and "starters" not in path.parts and "contributing" not in path.parts:
            path.write_text(
                text.replace("FILL IN: ", "").replace("FILL IN", "the gap"), encoding="utf-8"
            )


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        (
            "selftest",
            "toe-reach",
            'There is nothing new called "selftest". Did you mean "self-test"?',
        ),
        (
            "drill",
            "Toe Yoga",
            (
                '"Toe Yoga" cannot be an id. Use small letters, digits and single hyphens, '
                'beginning with a letter, such as "toe-yoga".'
            ),
        ),
        (
            "drill",
            "../escape",
            (
                '"../escape" cannot be an id. Use small letters, digits and single hyphens, '
                'beginning with a letter, such as "escape".'
            ),
        ),
        (
            "self-test",
            "index",
            '"index" is the name of a page of its own. Choose another id.',
        ),
        (
            "self-test",
            "hip-hold",
            (
                "self_tests/definitions/self-tests/hip-hold/definition.toml is there already. "
                "Edit it, or choose another id."
            ),
        ),
        (
            "article",
            "calves-are-springs",
            (
                "docs/blog/posts/calves-are-springs.md is there already. Edit it, or choose "
                "another id."
            ),
        ),
    ],
)
def test_an_id_that_cannot_be(kind: str, name: str, message: str) -> None:
    """An unknown kind, a bad id and one that is taken are refused with what to do instead."""
    with pytest.raises(StartingError) as refused:
        start(kind, name)
    assert str(refused.value) == message


def test_wrong_words_show_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`new` without an id shows how it is written, and ends with 2."""
    assert (main(["new", "drill"]), capsys.readouterr().err) == (
        2,
        "python -m self_tests new self-test|drill|article <id>\n",
    )
