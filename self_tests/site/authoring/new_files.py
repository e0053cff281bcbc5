"""Writes the starter files of a new self-test, drill or article.

The files can be read, built and looked at in `mkdocs serve` at once. Every text that the author has
to write says `FILL IN`, and `check` lists those that are left.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from self_tests import catalogue
from self_tests.site.figures import figures
from self_tests.site.places import ROOT
from self_tests.wording import FinishedError, nearest

STARTERS = Path(__file__).parent / "starters"
DEFINITIONS = Path("self_tests/definitions")
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TAKEN_BY_PAGES = ("index", "chain-check", "safety-check")

WRITES: Mapping[str, Mapping[str, str]] = {
    "self-test": {
        "self-test.definition.toml": "self_tests/definitions/self-tests/<id>/definition.toml",
        "self-test.cases.toml": "self_tests/definitions/self-tests/<id>/cases.toml",
        "self-test.md": "docs/self-tests/<id>.md",
        "figure.toml": "self_tests/site/poses/<id>.toml",
    },
    "drill": {
        "drill.toml": "self_tests/definitions/drills/<id>.toml",
        "drill.md": "docs/drills/<id>.md",
        "figure.toml": "self_tests/site/poses/<id>.toml",
    },
    "article": {"article.md": "docs/blog/posts/<id>.md"},
}
"""Which starter files each kind has, and where they go."""

STANDS_BESIDE = {"self-test": 'screens = ["<id>.measure"]', "drill": 'drills = ["<id>"]'}
NEXT = {
    "self-test": "docs/contributing/add-a-self-test.md",
    "drill": "docs/contributing/add-a-drill.md",
    "article": "docs/contributing/add-an-article.md",
}


class StartingError(FinishedError):
    """Nothing was written. The message says why and what to do instead."""


def start(kind: str, name: str, root: Path = ROOT) -> tuple[str, ...]:
    """Write the starter files and return what was written and changed, relative to `root`.

    Raises `StartingError` for an unknown kind, an id that is not valid, or one that is taken.
    """
    if kind not in WRITES:
        raise StartingError(f'There is nothing new called "{kind}". {nearest(kind, WRITES)}')
    if not ID.fullmatch(name):
        raise StartingError(
            f'"{name}" cannot be an id. Use small letters, digits and single hyphens, beginning '
            f'with a letter, such as "{_as_id(name)}".'
        )
    if name in TAKEN_BY_PAGES:
        raise StartingError(f'"{name}" is the name of a page of its own. Choose another id.')
    files = {starter: Path(path.replace("<id>", name)) for starter, path in WRITES[kind].items()}
    for path in files.values():
        if (root / path).exists():
            raise StartingError(f"{path} is there already. Edit it, or choose another id.")
    for starter, path in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = (STARTERS / starter).read_text("utf-8")
        (root / path).write_text(_filled(text, kind, name), "utf-8")
    changed = [path.as_posix() for path in files.values()]
    if kind != "article":
        _list(root / DEFINITIONS / "catalogue.toml", f"{kind}s = [", f'  "{name}",', "]")
        _list(
            root / "mkdocs.yml",
            f"      - {kind}s/index.md",
            f"      - {kind}s/{name}.md",
            "  - ",
        )
        changed += [(DEFINITIONS / "catalogue.toml").as_posix(), "mkdocs.yml"]
    return tuple(changed)


def _filled(text: str, kind: str, name: str) -> str:
    words = {
        "stands-beside": STANDS_BESIDE.get(kind, "").replace("<id>", name),
        "id": name,
        "title": name.replace("-", " ").capitalize(),
        "date": datetime.now(UTC).date().isoformat(),
        "self-test": catalogue.self_test_ids()[0],
        "figure": next(one.id for one in figures() if one.screens),
        "source": next(iter(catalogue.sources())),
    }
    for gap, word in words.items():
        text = text.replace(f"<{gap}>", word)
    return text


def _as_id(name: str) -> str:
    """Return the valid id that is nearest to the given one."""
    made = "-".join(re.findall(r"[a-z0-9]+", name.lower())).lstrip("0123456789-")
    return made or catalogue.self_test_ids()[0]


def _list(path: Path, opens: str, line: str, closes: str) -> None:
    """Add a line at the end of a list, whose outer lines begin with `opens` and `closes`."""
    lines = path.read_text("utf-8").split("\n")
    place = lines.index(opens) + 1
    while place < len(lines) and not lines[place].startswith(closes):
        place += 1
    lines.insert(place, line)
    path.write_text("\n".join(lines), "utf-8")
