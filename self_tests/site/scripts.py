"""Our scripts as readers get them: without comments, indents and empty lines, which are for us.

Imports nothing of ours.

Only comments that stand on lines of their own go, and types, so that no text inside a script can be
taken for one. No text of ours spans lines, so every indent is only that.
"""

import re
from pathlib import Path

BLOCK = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
TYPE = re.compile(r"/\*\* @type (?:(?!\*/)[^\n])*\*/ ")
INDENT = re.compile(r"^\s+", re.MULTILINE)
# Behind these a new line means nothing, unless it ends a comment.
OPEN = re.compile(r"^((?:(?!//).)*[,{(\[])\n", re.MULTILINE)


def without_comments(script: str) -> str:
    """Return a script without comments on lines of their own, types, indents and empty lines."""
    code = INDENT.sub("", TYPE.sub("", LINE.sub("", BLOCK.sub("", script))))
    return OPEN.sub(r"\1", code)


def lighten(folder: Path) -> None:
    """Take the comments out of every script in a folder of a built site; twice changes nothing."""
    for path in sorted(folder.glob("*.mjs")):
        path.write_text(without_comments(path.read_text("utf-8")), "utf-8")
