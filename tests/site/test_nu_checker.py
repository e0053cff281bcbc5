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


@pytest.fixture(scope="session")
def jar(npm_packages: Path) -> Path:
    """Give the checker's program."""
    return npm_packages / "vnu-jar/build/dist/vnu.jar"


def test_pages_are_valid_html(built_site: Path, jar: Path) -> None:
    """The checker finds no error on any page but the listed ones, and finds each of those."""
    told = check(jar, "--skip-non-html", str(built_site))
    exceptions = EXCEPTIONS["html"]
    assert [about(one) for one in told if not excused(one, exceptions)] == []
    assert {place for one in told for place in excused(one, exceptions)} == {
        *range(len(exceptions))
    }


def test_every_error_we_leave_is_the_themes_own(tmp_path: Path, jar: Path) -> None:
    """A stock Material page with the text of one of our articles has every error that we list."""
    page = build_stock_site(tmp_path) / "blog/calves-are-springs/index.html"
    told = check(jar, str(page))
    found = {place for one in told for place in excused(one, EXCEPTIONS["html"])}
    assert found == numbers(EXCEPTIONS["html"])


def test_style_sheets_are_valid_css(jar: Path) -> None:
    """The checker finds no error in any style sheet of ours but the listed ones, all needed."""
    sheets = sorted((ROOT / "overrides").rglob("*.css"))
    told = check(jar, "--css", *map(str, sheets))
    exceptions = EXCEPTIONS["css"]
    assert [about(one) for one in told if not excused(one, exceptions)] == []
    assert {place for one in told for place in excused(one, exceptions)} == {
        *range(len(exceptions))
    }


def test_an_error_is_found(tmp_path: Path, jar: Path) -> None:
    """A page with a label where none may be is not let through."""
    page = tmp_path / "wrong.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>x</title><ul><label>b</label></ul>',
        "utf-8",
    )
    told = check(jar, str(page))
    assert ["label" in one["message"] for one in told] == [True]
    assert not excused(told[0], EXCEPTIONS["html"])
