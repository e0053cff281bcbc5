"""JSON from outside, read only if it is nested no deeper than ours.

Python's reader calls itself for every bracket. In a browser the stack ends before Python's own
limit does: 3,000 brackets in a file of 6 kB would crash the whole interpreter.
"""

import json
import re

# A request is five deep at most: sets, a set, its answers, one answer's list.
MOST_NESTED = 20
# A text in quotation marks, closed or not, so that brackets inside do not count; or a bracket.
# The pattern never backtracks: a megabyte takes one pass.
PIECES = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)


class NestedError(ValueError):
    """A text that is nested deeper than any of ours."""


def read_json(text: str) -> object:
    """Return what a JSON text holds. Raises `NestedError`, or `ValueError` for any other text."""
    depth = 0
    for piece in PIECES.finditer(text):
        match piece[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
        if depth > MOST_NESTED:
            raise NestedError
    found: object = json.loads(text)
    return found
