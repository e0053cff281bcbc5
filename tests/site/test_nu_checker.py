"""The Nu HTML checker, the one behind validator.w3.org, over every page and style sheet of ours."""

import json
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.support.npm_packages import skip_or_fail
from tests.support.repository import ROOT
from tests.support.stock import build_stock_site

# One worker starts the checker, and asks it about all pages at once.
pytestmark = pytest.mark.xdist_group("nu checker")

EXCEPTIONS = tomllib.loads((ROOT / "tests/site/checker_exceptions.toml").read_text("utf-8"))

type Told = dict[str, Any]


def check(jar: Path, *arguments: str) -> list[Told]:
    """Return the errors that the checker finds."""
    java = shutil.which("java")
    if not java:
        skip_or_fail("The Nu HTML checker needs Java: install default-jre-headless.")
    done = subprocess.run(
        [str(java), "-Xss4m", "-jar", str(jar), "--format", "json", "--errors-only", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told: list[Told] = json.loads(done.stderr)["messages"]
    return told


def about(told: Told) -> str:
    """Return an error as one line: where, what, and the code it is about."""
    extract = " ".join(str(told.get("extract", "")).split())
    return f"{told['url']}:{told.get('lastLine', '?')}: {told['message']} {extract}"


def excused(told: Told, exceptions: list[dict[str, str]]) -> list[int]:
    """Return the places of the exceptions that an error falls under."""
    return [
        place
        for place, one in enumerate(exceptions)
        if one["message"] in told["message"] and one.get("about", "") in told.get("extract", "")
    ]


def numbers(exceptions: list[dict[str, str]]) -> set[int]:
    """Return the places of all exceptions."""
    return set(range(len(exceptions)))


@pytest.fixture(scope="module")
def jar(npm_packages: Path) -> Path:
    """Give the checker's program."""
    return npm_packages / "vnu-jar/build/dist/vnu.jar"


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a stock Material page with the text of one of our articles."""
    folder = tmp_path_factory.mktemp("stock")
    return build_stock_site(folder) / "blog/calves-are-springs/index.html"


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a page with a label where none may be."""
    page = tmp_path_factory.mktemp("wrong") / "wrong.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>x</title><ul><label>b</label></ul>', "utf-8"
    )
    return page


@pytest.fixture(scope="module")
def told(built_site: Path, stock: Path, wrong: Path, jar: Path) -> dict[Path, list[Told]]:
    """Give the errors of all these pages: to start the program takes longer than to ask it."""
    found: dict[Path, list[Told]] = {built_site: [], stock: [], wrong: []}
    for one in check(jar, "--skip-non-html", *map(str, found)):
        place = Path(one["url"].removeprefix("file:"))
        found[next(path for path in found if place.is_relative_to(path))].append(one)
    return found


def test_pages_are_valid_html(told: dict[Path, list[Told]], built_site: Path) -> None:
    """The checker finds no error on any page but the listed ones, and finds each of those."""
    exceptions = EXCEPTIONS["html"]
    assert [about(one) for one in told[built_site] if not excused(one, exceptions)] == []
    assert {place for one in told[built_site] for place in excused(one, exceptions)} == numbers(
        exceptions
    )


def test_every_error_we_leave_is_the_themes_own(told: dict[Path, list[Told]], stock: Path) -> None:
    """A stock Material page with the text of one of our articles has every error that we list."""
    found = {place for one in told[stock] for place in excused(one, EXCEPTIONS["html"])}
    assert found == numbers(EXCEPTIONS["html"])


def test_an_error_is_found(told: dict[Path, list[Told]], wrong: Path) -> None:
    """A page with a label where none may be is not let through."""
    found = told[wrong]
    assert ["label" in one["message"] for one in found] == [True]
    assert not excused(found[0], EXCEPTIONS["html"])


def test_style_sheets_are_valid_css(jar: Path) -> None:
    """The checker finds no error in any style sheet of ours but the listed ones, all needed."""
    sheets = sorted((ROOT / "overrides").rglob("*.css"))
    found = check(jar, "--css", *map(str, sheets))
    exceptions = EXCEPTIONS["css"]
    assert [about(one) for one in found if not excused(one, exceptions)] == []
    assert {place for one in found for place in excused(one, exceptions)} == numbers(exceptions)
