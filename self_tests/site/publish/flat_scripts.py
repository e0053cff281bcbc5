"""Takes our scripts out of their rooms, the folders of our sources: they are published in one.

Rooms are for people who read and change the scripts, and their paths would be sent with each
import. So a script is published under its name alone, and no two have the same.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from posixpath import basename, dirname, join, normpath

from self_tests.site.errors import PageError
from self_tests.site.publish.assets import SCRIPTS, is_ours
from self_tests.site.publish.script_text import Script

ROOMED = re.compile(rf'{SCRIPTS}/((?!bundle/|v-|vendored/)[\w/-]+/)([\w-]+\.mjs)"')
"""A script of ours with its room, as no browser can load it, and its name."""


def flat(scripts: Mapping[str, str], others: Collection[str] = ()) -> dict[str, str]:
    """Return all scripts by name alone, with the addresses in them changed accordingly.

    They are given by path from their folder. `others` keep their paths: they are not ours to
    change, and may be named. Raises `PageError` for two of one name, and for an address that leads
    to none of them: a browser would show the page and do nothing on it.
    """
    found: dict[str, str] = {}
    whose: dict[str, str] = {}
    for path, text in scripts.items():
        name = basename(path)
        if name in found:
            raise PageError(
                f"{SCRIPTS}/{path}",
                f"{whose[name]} has this name, too, and both are published in one folder.",
                "Give one of the two another name.",
            )
        whose[name] = path
        script = Script(text)
        spans = {}
        for address, span in script.addresses:
            target = normpath(join(dirname(path), address))
            if target not in scripts and target not in others:
                raise PageError(
                    f"{SCRIPTS}/{path}",
                    f'it names "{address}", and there is no {SCRIPTS}/{target}.',
                    "Correct the path, or put the script there.",
                )
            spans[span] = f"./{basename(target) if target in scripts else target}"
        found[name] = script.replaced(spans)
    return found


def flatten_scripts(folder: Path) -> None:
    """Move our scripts of a built site into one folder; a second run changes nothing."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.mjs"))}
    ours = {name: path for name, path in paths.items() if is_ours(path, folder)}
    after = flat({name: path.read_text("utf-8") for name, path in ours.items()}, paths.keys())
    for path in ours.values():
        path.unlink()
    for name, text in after.items():
        (folder / name).write_text(text, "utf-8")


def roomed(page: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, and how to mend it, for each script that a page names by its room."""
    for path, name in ROOMED.findall(page):
        yield f'it loads "{path}{name}", which is published without its room.', f"Name {name}."
