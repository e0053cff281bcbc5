"""Our scripts: they lie in rooms that know each other one way, and go out without them."""

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

import pytest

from self_tests.site.errors import PageError
from self_tests.site.publish.flat_scripts import flat, roomed
from tests.support.published_scripts import in_rooms

ROOMS = ("shared", "python", "form", "my-plan", "result", "")
"""A script knows its own room and those that stand before it. The last is none: what pages load,
and what serves no room alone."""

# In comments, too: what they import are types, and a type is known like anything else.
NAMED = re.compile(r"""["'](\.{1,2}/[^"'\n]+\.(?:mjs|d\.ts))["']""")


def room(path: str) -> str:
    """Return the room of a script."""
    return path.partition("/")[0] if "/" in path else ""


def unknown(path: str, text: str) -> set[str]:
    """Return what a script names of rooms that it may not know."""
    named = {normpath(join(dirname(path), each)) for each in NAMED.findall(text)}
    known = {*ROOMS[: ROOMS.index(room(path)) + 1], "vendored"}
    return {each for each in named if room(each) not in known}


@pytest.mark.parametrize("path", in_rooms())
def test_rooms_know_each_other_one_way(path: str) -> None:
    """A script names scripts and types of its own room and of those before it, and no others."""
    assert unknown(path, in_rooms()[path]) == set()


def test_a_room_that_knows_too_much_is_noticed() -> None:
    """However a later room is named: at the top, when its time has come, or for a type."""
    script = (
        'import { a } from "../shared/a.mjs";\nimport { b } from "../result/b.mjs";\n'
        "import('../lazy.mjs');\n/** @import { C } from \"../my-plan/c.mjs\" */\n"
    )
    assert unknown("form/form.mjs", script) == {"result/b.mjs", "lazy.mjs", "my-plan/c.mjs"}


def test_every_room_is_known() -> None:
    """There are these rooms, and no others."""
    assert {room(path) for path in in_rooms()} == set(ROOMS)


def test_scripts_go_out_without_their_rooms() -> None:
    """Each address in them leads to the same script as before; what only looks like one stays."""
    scripts = {
        "page.mjs": 'import "./form/form.mjs";\nexport { a } from "./shared/a.mjs";\n',
        "form/form.mjs": (
            "import('../result/deep/paper.mjs');\n"
            'import("../vendored/theirs.mjs");\n// import "./old.mjs";\n'
            "const text = 'import \"./old.mjs\"';\nimport(`./${name}.mjs`);\n"
        ),
        "shared/a.mjs": 'export const a = new URL("../form/form.mjs", import.meta.url);\n',
        "result/deep/paper.mjs": 'import { a } from "../../shared/a.mjs";\n',
    }
    assert flat(scripts, ["vendored/theirs.mjs"]) == {
        "page.mjs": 'import "./form.mjs";\nexport { a } from "./a.mjs";\n',
        "form.mjs": (
            "import('./paper.mjs');\n"
            'import("./vendored/theirs.mjs");\n// import "./old.mjs";\n'
            "const text = 'import \"./old.mjs\"';\nimport(`./${name}.mjs`);\n"
        ),
        "a.mjs": 'export const a = new URL("./form.mjs", import.meta.url);\n',
        "paper.mjs": 'import { a } from "./a.mjs";\n',
    }


REFUSED: Mapping[str, tuple[dict[str, str], str]] = {
    "two of one name": (
        {"form/a.mjs": "", "result/a.mjs": ""},
        (
            "result/a.mjs: form/a.mjs has this name, too, and both are published in one folder. "
            "Give one of the two another name."
        ),
    ),
    "an address that leads nowhere": (
        {"form/a.mjs": 'import("../result/b.mjs");\n', "form/b.mjs": ""},
        (
            'form/a.mjs: it names "../result/b.mjs", and there is no '
            "assets/self-tests/result/b.mjs. Correct the path, or put the script there."
        ),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_lie_in_one_folder_is_refused(what: str) -> None:
    """The message names the script, what stands in the way, and the way out."""
    scripts, message = REFUSED[what]
    with pytest.raises(PageError) as refused:
        flat(scripts)
    assert str(refused.value) == f"assets/self-tests/{message}"


def test_a_page_names_a_script_without_its_room() -> None:
    """A template that names the room would load nothing; other folders are as they are."""
    folder = '<script src="../assets/self-tests'
    page = "".join(
        f'{folder}/{path}.mjs"></script>'
        for path in ("a", "form/b", "python/worker/c", "v-0123456789ab/d", "vendored/e")
    )
    assert [*roomed(page)] == [
        ('it loads "form/b.mjs", which is published without its room.', "Name b.mjs."),
        ('it loads "python/worker/c.mjs", which is published without its room.', "Name c.mjs."),
    ]
