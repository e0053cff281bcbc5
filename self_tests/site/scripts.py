"""Our scripts as readers get them: without their comments, which are for whoever reads the source.

Only comments that stand on lines of their own go, so that no text inside a script can be taken
for one.
"""

import re
from pathlib import Path

BLOCK = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def without_comments(script: str) -> str:
    """Return a script without the comments that have lines to themselves."""
    return LINE.sub("", BLOCK.sub("", script))


def lighten(folder: Path) -> None:
    """Take the comments out of every script in a folder of a built site; twice changes nothing."""
    for path in sorted(folder.glob("*.mjs")):
        path.write_text(without_comments(path.read_text("utf-8")), "utf-8")
