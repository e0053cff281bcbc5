"""What somebody meets who opens the repository for the first time."""

import re

import pytest

from self_tests.__main__ import USAGE
from tests.support.repository import ROOT

PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "NOTICE.md")
HEAVIEST_PICTURE = 150_000


@pytest.mark.parametrize("name", PAGES)
def test_links_and_paths_lead_somewhere(name: str) -> None:
    """Every file that a page of the front names or links is there."""
    text = (ROOT / name).read_text("utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    named = re.findall(r"`((?:self_tests|docs|tests|overrides)/[\w./-]+)`", text)
    assert [path for path in (*linked, *named) if not (ROOT / path).exists()] == []


def test_the_picture_is_light_and_has_words() -> None:
    """The picture of README weighs at most 150 kB and says what it shows."""
    words, path = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))[
        0
    ]
    assert len(words.split()) > 10
    assert (ROOT / path).stat().st_size <= HEAVIEST_PICTURE


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_commands_exist(name: str) -> None:
    """Every command of ours that the front shows is one the program knows."""
    text = (ROOT / name).read_text("utf-8")
    shown = set(re.findall(r"python -m self_tests (\w+)", text))
    assert shown - set(re.findall(r"python -m self_tests (\w+)", USAGE)) == set()
