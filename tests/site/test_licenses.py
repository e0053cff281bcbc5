"""Whose work a built site ships, and that the page of licenses names all of it."""

import json
import re
from pathlib import Path

import pytest

from tests.support.repository import ROOT

PAGE = ROOT / "docs" / "licenses.md"

# What the engine says of itself where a library of others is compiled in, by the name that the
# page uses. Emscripten and musl are in every such engine and leave no word of their own.
IN_THE_ENGINE = {
    "Expat, in CPython": b"Expat %d.%d.%d",
    "libmpdec, in CPython": b"libmpdec: internal error",
    "zlib": b"internal error: inflate stream corrupt",
    "bzip2": b"Unrecognized error from libbzip2",
    "HACL*, in CPython": b"Modules/_hacl/",
    "libffi": b"ffi_call",
    "Mersenne Twister, dtoa and more, in CPython": b"_random.Random",
    "Emscripten": b"emscripten_",
}

# Folders and files below assets/ that are ours alone or are told apart below.
OURS = re.compile(
    r"assets/((self-test|study)\.[0-9a-f]{8}\.min\.css|scheme\.mjs|mark\.svg|icons/|images/social/"
    r"|self-tests/(v-|source-|bundle/(self-tests|standard-library)))"
)
# What else may lie there, and the part of the page that speaks for it.
OTHERS = {
    r"assets/fonts/archivo-": "Archivo, the typeface",
    r"assets/self-tests/bundle/pyodide-": "Pyodide",
    r"assets/(javascripts/|images/|site\.[0-9a-f]{8}\.min\.css)": "Material for MkDocs, the theme",
}


def named() -> str:
    """Return the page."""
    return PAGE.read_text("utf-8")


def parts() -> list[str]:
    """Return the first cell of each row."""
    rows = re.findall(r"^\| ([^|]+) \| ", named(), re.MULTILINE)
    return [row for row in rows if row not in {"Part", "---"}]


def test_every_license_has_its_text() -> None:
    """Each row leads to a text that is in the repository, and each text is led to."""
    linked = set(re.findall(r"\]\((?!http)([^)]+)\)", named()))
    homes = [
        ROOT / ("overrides" if link.startswith("assets/") else "docs") / link for link in linked
    ]
    texts = {f"licenses/{path.name}" for path in (ROOT / "docs" / "licenses").glob("*.txt")}
    assert ([path for path in homes if not path.is_file()], texts - linked) == ([], set())


def test_every_row_has_a_license() -> None:
    """No part stands there without a link to its license."""
    rows = [
        line for line in named().splitlines() if line.startswith("| ") and "License" not in line
    ]
    assert (len(rows) > 0, [row for row in rows if "](" not in row and "---" not in row]) == (
        True,
        [],
    )


def test_every_shipped_file_belongs_to_somebody(built_site: Path) -> None:
    """Below assets/ there is nothing but what is ours and what the page names."""
    shipped = [
        path.relative_to(built_site).as_posix()
        for path in (built_site / "assets").rglob("*")
        if path.is_file()
    ]
    unknown = [
        path
        for path in shipped
        if not OURS.match(path) and not any(re.match(pattern, path) for pattern in OTHERS)
    ]
    assert (
        unknown,
        [name for name in OTHERS.values() if not any(name in part for part in parts())],
    ) == (
        [],
        [],
    )


def test_what_the_theme_brings_is_named(built_site: Path) -> None:
    """Every npm package that the theme's shipped scripts were made of has a row."""
    made_of = {
        found
        for path in (built_site / "assets" / "javascripts").rglob("*.map")
        for source in json.loads(path.read_text("utf-8"))["sources"]
        for found in re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source)
    }
    rows = [part.partition(",")[0] for part in parts()]
    assert (len(made_of) > 0, sorted(made_of - set(rows))) == (True, [])


def test_no_search_for_other_languages_goes_out(built_site: Path) -> None:
    """The theme's scripts for languages that this site does not speak are left out."""
    assert list((built_site / "assets" / "javascripts").rglob("lunr.*.js")) == []


@pytest.mark.parametrize("part", IN_THE_ENGINE)
def test_what_is_in_the_engine_is_named(built_site: Path, part: str) -> None:
    """A library that the shipped engine contains has a row."""
    bundle = built_site / "assets" / "self-tests" / "bundle"
    engine = b"".join(path.read_bytes() for path in bundle.glob("pyodide-*/pyodide.asm.*"))
    assert (IN_THE_ENGINE[part] in engine, part in parts()) == (True, True)
