"""The door in a terminal: `respond` reads requests line by line, `take` asks.

`check`, `new`, `only`, `generate` and `publish` are for authors: what they need,
`self_tests.site.authoring`, is imported when it is asked for and never reaches a browser.
"""

import sys
from collections.abc import Sequence

from self_tests.catalogue import UnknownIdError, chain_check, self_test_ids
from self_tests.definition_reader import DefinitionError
from self_tests.terminal import Conversation
from self_tests.wire import respond

USAGE = """\
python -m self_tests respond        one JSON request a line in, one response a line out
python -m self_tests take <id>      ask a self-test here, and print the report
python -m self_tests take chain-check [--full]   several self-tests in one visit

For authors:
python -m self_tests check          read everything you can edit, and say what to mend
python -m self_tests new self-test|drill|article <id>   write the files to start from
python -m self_tests only <id> <id> leave every other self-test out of this edition
python -m self_tests generate       write what is made of the code: schemas for editors, the
                                    tree, the layout of links when questions changed
python -m self_tests publish        keep that layout for ever: do it before this edition goes out
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, 1 with something to mend, 2 for wrong words."""
    match arguments:
        case ["check" | "generate" | "publish" | "new" | "only", *_]:
            from self_tests.site.authoring.commands import run  # noqa: PLC0415 - for authors only

            return run(arguments)
        case ["respond"]:
            for line in sys.stdin:
                print(respond(line), flush=True)
            return 0
        case ["take", "chain-check"]:
            return _take(chain_check().short)
        case ["take", name]:
            return _take((name,))
        case ["take", "chain-check", "--full"]:
            return _take(chain_check().full)
        case _:
            print(USAGE + "Self-tests: " + ", ".join(self_test_ids()), file=sys.stderr)
            return 2


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
