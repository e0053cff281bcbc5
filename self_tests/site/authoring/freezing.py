"""Writes the layout of links: each edition is a file that never changes once published."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path

from self_tests import catalogue
from self_tests.editions import edition_of
from self_tests.model import Edition, FrozenQuestion
from self_tests.site.authoring.problems import Problem

FOLDER = Path("self_tests/definitions")
COUNTED = re.compile(r"^edition = \d+$", re.MULTILINE)

HEAD = """\
#:schema ../schema/edition.json
# How answers stand in the links of this edition. Written by `python -m self_tests generate`, and
# never changed once it is published: links that people keep are read by it.
"""


def now() -> Edition:
    """Return the layout of today's questions, under the number of the newest edition."""
    names = catalogue.self_test_ids()
    return edition_of(catalogue.newest_edition(), map(catalogue.self_test, names))


def changed(newest: Edition, today: Edition) -> tuple[str, ...]:
    """Return the ids of the self-tests whose links an edition does not describe.

    The edition may have more: a practice that offers fewer self-tests reads links of one that
    offers more.
    """
    frozen = {one.id: (one.version, one.questions) for one in newest.self_tests}
    return tuple(
        one.id for one in today.self_tests if frozen.get(one.id) != (one.version, one.questions)
    )


def problems() -> Iterator[Problem]:
    """Yield problems that would make links unreadable: questions that no edition holds."""
    newest = catalogue.edition(catalogue.newest_edition())
    for name in changed(newest, now()):
        yield Problem(
            f"self-tests/{name}/definition.toml",
            "its questions or its version are not those of "
            f"editions/{newest.number}.toml, the layout of links.",
            "Run `python -m self_tests generate`.",
        )


def unpublished() -> Iterator[Problem]:
    """Yield what keeps this edition from being published: its links could still change."""
    number = catalogue.newest_edition()
    if not catalogue.edition(number).published:
        yield Problem(
            f"editions/{number}.toml",
            "this edition is not published yet, so its links could still change.",
            "Run `python -m self_tests publish`, and commit what it writes.",
        )


def write(root: Path) -> tuple[str, ...]:
    """Write the newest edition if questions changed, and return what was written.

    A published edition stays as it is, and a new one is started.
    """
    newest = catalogue.edition(catalogue.newest_edition())
    today = now()
    if not changed(newest, today):
        return ()
    if newest.published:
        today = replace(today, number=newest.number + 1)
    return _write(root, today)


def publish(root: Path) -> tuple[str, ...]:
    """Mark the newest edition as published, and return what was written."""
    newest = catalogue.edition(catalogue.newest_edition())
    return () if newest.published else _write(root, replace(newest, published=True))


def _write(root: Path, edition: Edition) -> tuple[str, ...]:
    index = root / FOLDER / "catalogue.toml"
    text = index.read_text("utf-8")
    index.write_text(COUNTED.sub(f"edition = {edition.number}", text), "utf-8")
    file = root / FOLDER / "editions" / f"{edition.number}.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text_of(edition), "utf-8")
    return (index.relative_to(root).as_posix(), file.relative_to(root).as_posix())


def text_of(edition: Edition) -> str:
    """Return the text of an edition's file."""
    parts = [
        HEAD + f"number = {edition.number}\npublished = {json.dumps(edition.published)}\n",
        *(
            f"[[self-tests]]\nid = {_text(one.id)}\nversion = {one.version}\n"
            f"title = {_text(one.title)}\n"
            f"questions = [\n{''.join(map(_line, one.questions))}]\n"
            for one in edition.self_tests
        ),
    ]
    return "\n".join(parts)


def _line(question: FrozenQuestion) -> str:
    values = (
        f"{field.name.replace('_', '-')} = {_written(value)}"
        for field in fields(FrozenQuestion)
        if (value := getattr(question, field.name)) != field.default
    )
    return f"  {{ {', '.join(values)} }},\n"


def _written(value: str | bool | int | Iterable[str]) -> str:  # noqa: FBT001 - a value of TOML
    if isinstance(value, tuple):
        return f"[{', '.join(map(_text, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
