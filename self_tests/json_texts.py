"""JSON from elsewhere, read only where it is no deeper than anything of ours.

Python's own reader calls itself for every bracket. In a browser the stack ends before Python's
own limit does: 3,000 brackets in a file of 6 kB would take the whole interpreter down.
"""

import json
import re

# A request is five deep at most: sets, a set, its answers, one answer's list.
MOST_NESTED = 20
# A text in quotation marks, closed or not, so that no bracket inside one counts; or a bracket.
# Nothing here is tried twice: a megabyte takes one pass.
PIECES = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)


class NestedError(ValueError):
    """A text with more brackets inside one another than anything of ours has."""


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
