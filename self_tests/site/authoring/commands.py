"""The commands for authors: `check`, `new`, `only`, `generate`, `publish`."""

import sys
from collections.abc import Iterable, Sequence

from self_tests.site.authoring import (
    checking,
    freezing,
    reachable_drills,
    safety_table,
    schemas,
    tree,
    wire_types,
)
from self_tests.site.authoring.fewer_self_tests import keep_only
from self_tests.site.authoring.new_files import NEXT, WRITES, StartingError, start
from self_tests.site.authoring.problems import Problem
from self_tests.site.places import ROOT

NEW = f"python -m self_tests new {'|'.join(WRITES)} <id>"
PUBLISHED = "Nothing to do: the newest edition is published already."


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, 1 with something to mend, 2 for wrong words."""
    match arguments:
        case ["check", *wishes] if wishes in ([], ["--to-publish"]):
            return _check(freezing.unpublished() if wishes else ())
        case ["new", kind, name]:
            return _new(kind, name)
        case ["only", *names]:
            return _only(tuple(names))
        case ["generate"]:
            return _generate()
        case ["publish"]:
            return _publish()
        case _:
            print(NEW, file=sys.stderr)
            return 2


def _check(also: Iterable[Problem]) -> int:
    found = (*checking.everything(), *also)
    for problem in found:
        print(problem)
    if found:
        print(f"{len(found)} to mend.", file=sys.stderr)
        return 1
    print(checking.summary())
    return 0


def _generate() -> int:
    written = freezing.write(ROOT)
    made = (
        *schemas.write(ROOT),
        tree.write(ROOT),
        safety_table.write(ROOT),
        reachable_drills.write(ROOT),
        wire_types.write(ROOT),
    )
    print("\n".join((*written, *made)))
    return 0


def _publish() -> int:
    print("\n".join(freezing.publish(ROOT)) or PUBLISHED)
    return 0


def _only(names: tuple[str, ...]) -> int:
    try:
        changed = keep_only(names)
    except StartingError as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(changed))
    print("Next: read what changed with `git diff`, then `python -m self_tests check`.")
    return 0


def _new(kind: str, name: str) -> int:
    try:
        written = start(kind, name)
    except StartingError as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(written))
    print(f"Next: fill in what `python -m self_tests check` lists ({NEXT[kind]}).")
    return 0
