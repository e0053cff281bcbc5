"""The commands of a terminal: `respond` answers requests line by line, `take` asks questions.

`check`, `new`, `only`, `generate` and `publish` are for authors: `self_tests.site.authoring`, which
they need, is imported only for them and never reaches a browser.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from self_tests.catalogue import UnknownIdError, chain_check, say, self_test_ids
from self_tests.definition_reader import DefinitionError
from self_tests.terminal import Conversation, as_text, tell_study
from self_tests.wire import respond

USAGE = """\
python -m self_tests respond        one JSON request a line in, one response a line out
python -m self_tests take <id>      ask a self-test here, and print the report
python -m self_tests take chain-check [--full]   several self-tests in one visit
python -m self_tests study <file>   what the filled-in sheet (CSV) of a study says

For authors:
python -m self_tests check          read everything you can edit, and say what to mend
python -m self_tests new self-test|drill|article <id>   write the files to start from
python -m self_tests only <id> <id> leave every other self-test out of this edition
python -m self_tests generate       write what is made of code and definitions: schemas for
                                    editors, tree, walls, tables of safety and drills, types
                                    of the wire, the layout of links when questions changed
python -m self_tests publish        keep that layout for ever: do it before this edition goes out
"""

FULL = ["chain-check", "--full"]
"""The words after `take` that stand for the long form of the chain check."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, 1 with something to mend, 2 for wrong words.

    A reader of the output may stop at any time, as `head` does: that is no error.
    """
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Closed here: otherwise Python writes the rest at its end, and reports the closed pipe.
        with suppress(OSError):
            sys.stdout.close()
        return 0
    return code


def _run(arguments: Sequence[str]) -> int:
    match arguments:
        case ["check" | "generate" | "publish" | "new" | "only", *_]:
            from self_tests.site.authoring.commands import run  # noqa: PLC0415 - for authors only

            return run(arguments)
        case ["respond"]:
            return _respond()
        case ["take", *names] if names and (len(names) == 1 or names == FULL):
            return _take(_named(names))
        case ["study", file]:
            return _study(Path(file))
        case _:
            print(USAGE + "Self-tests: " + ", ".join(self_test_ids()), file=sys.stderr)
            return 2


def _respond() -> int:
    for line in sys.stdin:
        answer = respond(line)
        try:
            print(answer, flush=True)
        except OSError as gone:
            # On Windows a closed pipe raises another error.
            raise BrokenPipeError from gone
    return 0


def _named(names: Sequence[str]) -> tuple[str, ...]:
    """Return the self-tests that the words after `take` stand for."""
    chain = chain_check()
    forms = {tuple(FULL[:1]): chain.short, tuple(FULL): chain.full}
    return forms.get(tuple(names), tuple(names))


def _study(file: Path) -> int:
    try:
        text = as_text(file.read_bytes())
    except OSError as problem:
        print(say("study.unread", file=file, problem=problem.strerror), file=sys.stderr)
        return 2
    return 0 if tell_study(text, print) else 1


def _take(names: tuple[str, ...]) -> int:
    try:
        Conversation(ask=input, tell=print).take(names)
    except (UnknownIdError, DefinitionError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        print("\nStopped. Nothing was kept.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
