"""What a page lets in: the policy by another's rules, and our own scripts and templates."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from self_tests.site.bundle.processes import find_program
from self_tests.site.places import ROOT
from self_tests.site.publish.policy import POLICY, rules

OVERRIDES = ROOT / "overrides"
HERE = Path(__file__).parent

MARKUP_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|srcdoc"
    r"|document\.write|DOMParser|\beval\(|new Function|setTimeout\([\"'`]|javascript:"
)
"""What turns a text into markup or into a program."""
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
"""A program in an attribute."""

# 'self' is a risk where a host serves what its users upload, and nobody uploads anything here.
ACCEPTED = {("MEDIUM_MAYBE", "script-src", "SCRIPT_ALLOWLIST_BYPASS 'self'")}


def judged(policy: str) -> set[tuple[str, str, str]]:
    """Return what the evaluator says of a policy: severity, directive, what."""
    command = [*find_program("node"), "evaluate_policy.mjs", policy]
    done = subprocess.run(command, cwd=HERE, capture_output=True, encoding="utf-8", check=True)
    return {(severity, directive, what) for severity, directive, what in json.loads(done.stdout)}


@pytest.mark.usefixtures("npm_packages")
def test_the_policy_holds_by_the_rules_of_others() -> None:
    """The evaluator finds nothing in a page's policy but what is accepted above."""
    page = {**POLICY, "script-src": ["'self'", "'sha256-x'", "'wasm-unsafe-eval'"]}
    assert judged(rules(page)) == ACCEPTED


@pytest.mark.usefixtures("npm_packages")
@pytest.mark.parametrize("opened", ["'unsafe-inline'", "'unsafe-eval'", "https:", "*", "data:"])
def test_a_policy_with_a_hole_is_noticed(opened: str) -> None:
    """One word too much, and the evaluator finds something."""
    assert judged(rules({**POLICY, "script-src": ["'self'", opened]})) - ACCEPTED != set()


def ours() -> list[Path]:
    """Return our scripts and templates."""
    return sorted(path for path in OVERRIDES.rglob("*") if path.suffix in {".mjs", ".html"})


def test_no_text_becomes_markup() -> None:
    """None of our scripts or templates makes markup, or a program, of a text."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in ours()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MARKUP_FROM_TEXT.search(line) or (path.suffix == ".html" and HANDLER.search(line))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "place.innerHTML = text;",
        'place.insertAdjacentHTML("beforeend", text);',
        "document.write(text);",
        "eval(text);",
        "new Function(text)();",
    ],
)
def test_each_way_is_noticed(line: str) -> None:
    """The rule above knows the usual ways."""
    assert MARKUP_FROM_TEXT.search(line)


def test_a_handler_in_an_attribute_is_noticed() -> None:
    """The rule above knows a program in an attribute, and not a word that begins like one."""
    assert [bool(HANDLER.search(text)) for text in ('<p onclick="x">', '<p data-only="x">')] == [
        True,
        False,
    ]
