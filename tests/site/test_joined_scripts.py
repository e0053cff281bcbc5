"""Scripts that always load together: one file says what they said, or the build says why not."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from self_tests.site.bundle.processes import find_program
from self_tests.site.errors import PageError
from self_tests.site.publish.assets import minified
from self_tests.site.publish.joined_scripts import GROUPS, Group, joined, lost
from self_tests.site.publish.script_text import Script
from tests.support.published_scripts import ours, published
from tests.support.same_scripts import differing

PAIR = Group("both.mjs", ("a.mjs", "b.mjs"))
ENTRY = Group("a.mjs", ("a.mjs", "b.mjs"))
IN_A_FOLDER = Group("both.mjs", ("a.mjs", "deeper/b.mjs"))
NEEDS_B = 'import { b } from "./b.mjs";\nb();\n'
USES_BOTH = 'import { a } from "./a.mjs";\nimport { b } from "./b.mjs";\na(b);\n'

JOINED: Mapping[str, tuple[Group, dict[str, str], dict[str, str]]] = {
    "each after what it imports, and exports that nobody needs go": (
        PAIR,
        {
            "a.mjs": 'import { b } from "./b.mjs";\nexport const a = b;\n',
            "b.mjs": "export const b = 1;\n",
            "c.mjs": 'import { a } from "./a.mjs";\na();\n',
        },
        {
            "both.mjs": "const b = 1;\nexport const a = b;\n",
            "c.mjs": 'import { a } from "./both.mjs";\na();\n',
        },
    ),
    "under the name of the one that pages load": (
        ENTRY,
        {"a.mjs": NEEDS_B, "b.mjs": "export async function b() {}\n"},
        {"a.mjs": "async function b() {}\nb();\n"},
    ),
    "imports from elsewhere stand once at the top": (
        ENTRY,
        {
            "a.mjs": f'import {{ c, d }} from "./c.mjs";\nimport "./only.mjs";\n{NEEDS_B}',
            "b.mjs": 'import {\n  d,\n  e,\n} from "./c.mjs";\nexport class b {}\n',
            "c.mjs": "export const c = 1, d = 2, e = 3;\n",
            "only.mjs": "go();\n",
        },
        {
            "a.mjs": 'import { c, d, e } from "./c.mjs";\nimport "./only.mjs";\nclass b {}\nb();\n',
            "c.mjs": "export const c = 1, d = 2, e = 3;\n",
            "only.mjs": "go();\n",
        },
    ),
    "with all that the one exports which is asked for later": (
        ENTRY,
        {
            "a.mjs": NEEDS_B + "export const a = b;\nexport function more() {}\n",
            "b.mjs": "export const b = 1;\n",
            "c.mjs": 'import("./a.mjs").then(({ a, more }) => more(a));\n',
        },
        {
            "a.mjs": "const b = 1;\nb();\nexport const a = b;\nexport function more() {}\n",
            "c.mjs": 'import("./a.mjs").then(({ a, more }) => more(a));\n',
        },
    ),
    "behind a last line that is a comment": (
        ENTRY,
        {"a.mjs": NEEDS_B, "b.mjs": "export let b; // Why."},
        {"a.mjs": "let b; // Why.\nb();\n"},
    ),
    "another script imports once what it imported in parts": (
        PAIR,
        {"a.mjs": "export let a;\n", "b.mjs": "export var b;\n", "c.mjs": USES_BOTH},
        {
            "both.mjs": "export let a;\nexport var b;\n",
            "c.mjs": 'import { a, b } from "./both.mjs";\na(b);\n',
        },
    ),
    "for its effect alone": (
        ENTRY,
        {"a.mjs": 'import "./b.mjs";\n', "b.mjs": "go();\n", "c.mjs": 'import "./b.mjs";\n'},
        {"a.mjs": "go();\n", "c.mjs": 'import "./a.mjs";\n'},
    ),
    "from a folder, addresses stay true": (
        Group("both.mjs", ("a.mjs", "deeper/b.mjs")),
        {
            "a.mjs": 'import { b } from "./deeper/b.mjs";\nexport const a = b;\n',
            "deeper/b.mjs": (
                'import { far } from "../far/c.mjs";\n'
                'export const b = () => import("./late.mjs").then(far);\n'
            ),
            "deeper/late.mjs": 'import { a } from "../a.mjs";\n',
            "far/c.mjs": "export const far = 1;\n",
        },
        {
            "both.mjs": (
                'import { far } from "./far/c.mjs";\n'
                'const b = () => import("./deeper/late.mjs").then(far);\nexport const a = b;\n'
            ),
            "deeper/late.mjs": 'import { a } from "../both.mjs";\n',
            "far/c.mjs": "export const far = 1;\n",
        },
    ),
    "what only looks like an import or an export is left": (
        ENTRY,
        {
            "a.mjs": NEEDS_B,
            "b.mjs": (
                '// import { x } from "./x.mjs";\n'
                "/** @import { x } from './x.mjs' */\n"
                'const text = \'import { x } from "./x.mjs";\', odd = /["`/]export (x)/g;\n'
                "const template = `export const c = ${`{ ${text} export` + { d: 1 }.d} 'x`;\n"
                "export function b(a = 4 / 2 / 1) { const b = `}`; return b[odd]; }\n"
            ),
        },
        {
            "a.mjs": (
                '// import { x } from "./x.mjs";\n'
                "/** @import { x } from './x.mjs' */\n"
                'const text = \'import { x } from "./x.mjs";\', odd = /["`/]export (x)/g;\n'
                "const template = `export const c = ${`{ ${text} export` + { d: 1 }.d} 'x`;\n"
                "function b(a = 4 / 2 / 1) { const b = `}`; return b[odd]; }\nb();\n"
            ),
        },
    ),
    "names inside of braces are nobody's": (
        ENTRY,
        {
            "a.mjs": 'import { b } from "./b.mjs";\n{ const own = b; }\nfunction f(open) {}\n',
            "b.mjs": "{ const own = 1; }\nexport const b = { own: 1, x: y.open };\n",
        },
        {
            "a.mjs": (
                "{ const own = 1; }\nconst b = { own: 1, x: y.open };\n"
                "{ const own = b; }\nfunction f(open) {}\n"
            )
        },
    ),
    "already joined": (PAIR, {"both.mjs": "go();\n"}, {"both.mjs": "go();\n"}),
}


@pytest.mark.parametrize("what", JOINED)
def test_joined(what: str) -> None:
    """Of the members there is one file, and every other script finds in it what it needs."""
    group, scripts, expected = JOINED[what]
    assert joined(scripts, [group]) == expected


REFUSED: Mapping[str, tuple[Group, dict[str, str], str]] = {
    "a name twice": (
        ENTRY,
        {"a.mjs": f"{NEEDS_B}const own = 1;\n", "b.mjs": "function own() {}\nexport let b;\n"},
        'a.mjs: "own" is a name of b.mjs, too. Give one of the two another name.',
    ),
    "a name from elsewhere twice": (
        ENTRY,
        {
            "a.mjs": f'import {{ x }} from "./x.mjs";\n{NEEDS_B}',
            "b.mjs": 'import { x } from "./y.mjs";\nexport let b;\n',
            "x.mjs": "export let x;\n",
            "y.mjs": "export let x;\n",
        },
        'a.mjs: "x" is a name of y.mjs, too. Give one of the two another name.',
    ),
    "a name of the browser's": (
        ENTRY,
        {"a.mjs": f"{NEEDS_B}open();\n", "b.mjs": "function open() {}\nexport let b;\n"},
        (
            'a.mjs: "open" would mean that of b.mjs, not the browser\'s own. '
            "Give it another name in b.mjs."
        ),
    ),
    "an import that renames": (
        ENTRY,
        {"a.mjs": 'import { b as c } from "./b.mjs";\n', "b.mjs": "export let b;\n"},
        (
            'a.mjs: `import { b as c } from "./b.mjs";` cannot be joined. '
            "Import it by its own name, in braces."
        ),
    ),
    "all of it under one name": (
        PAIR,
        {"a.mjs": "export let a;\n", "b.mjs": "", "c.mjs": 'import * as all from "./a.mjs";\n'},
        (
            'c.mjs: `import * as all from "./a.mjs";` gives another name to what is in a.mjs. '
            "Import it by its own name, in braces."
        ),
    ),
    "a circle": (
        ENTRY,
        {
            "a.mjs": f"{NEEDS_B}export let a;\n",
            "b.mjs": 'import { a } from "./a.mjs";\nexport let b;\n',
        },
        "a.mjs: it needs itself: a.mjs -> b.mjs -> a.mjs. Let one of them do without.",
    ),
    "a circle through another": (
        ENTRY,
        {
            "a.mjs": f'import {{ c }} from "./c.mjs";\n{NEEDS_B}',
            "b.mjs": "export let b;\n",
            "c.mjs": 'import { b } from "./b.mjs";\nexport let c;\n',
        },
        (
            "a.mjs: it would need itself: a.mjs -> c.mjs -> a.mjs. "
            "Put them all into the group, or let one of them do without."
        ),
    ),
    "export default": (
        ENTRY,
        {"a.mjs": NEEDS_B, "b.mjs": "export default 1;\n"},
        "b.mjs: `export default` cannot be joined. Export it by a name.",
    ),
    "a list of exports": (
        ENTRY,
        {"a.mjs": NEEDS_B, "b.mjs": "let b;\nexport { b };\n"},
        "b.mjs: `export {` cannot be joined. Write `export` in front of what it declares.",
    ),
    "names taken out of something": (
        ENTRY,
        {"a.mjs": NEEDS_B, "b.mjs": "export let b;\nconst { c } = all;\n"},
        "b.mjs: names at its top are taken out of something. Declare each name by itself.",
    ),
    "its own place from another folder": (
        IN_A_FOLDER,
        {
            "a.mjs": 'import { b } from "./deeper/b.mjs";\n',
            "deeper/b.mjs": "export const b = import.meta.url;\n",
        },
        (
            "deeper/b.mjs: `import.meta.url` means another place once it is in both.mjs. "
            "Give the group's file the folder of this script."
        ),
    ),
    "one that nothing needs": (
        ENTRY,
        {"a.mjs": "go();\n", "b.mjs": "export let b;\n"},
        "b.mjs: no script needs it. Take it out of the group a.mjs.",
    ),
    "one that is not there": (
        ENTRY,
        {"a.mjs": "go();\n"},
        "b.mjs: there is no such script. Put it there, or take it out of the group a.mjs.",
    ),
    "one that is loaded when its time has come": (
        PAIR,
        {"a.mjs": NEEDS_B, "b.mjs": "export let b;\n", "c.mjs": 'import("./b.mjs");\n'},
        (
            'c.mjs: it names "./b.mjs", which is published in both.mjs. '
            "Import it, or take it out of the group both.mjs."
        ),
    ),
    "a name that is not exported": (
        ENTRY,
        {"a.mjs": NEEDS_B, "b.mjs": "let b;\n"},
        'a.mjs: "b" is not exported by b.mjs. Correct the name, or export it there.',
    ),
    "a name that a script has": (
        PAIR,
        {"a.mjs": NEEDS_B, "b.mjs": "export let b;\n", "both.mjs": "go();\n"},
        "both.mjs: a script and a group have this name. Give the group another name.",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_joined_is_refused(what: str) -> None:
    """The message names the script, what stands in the way, and the way out."""
    group, scripts, message = REFUSED[what]
    with pytest.raises(PageError) as refused:
        joined(scripts, [group])
    assert str(refused.value) == f"assets/self-tests/{message}"


def test_a_page_that_loads_a_part_is_refused() -> None:
    """A template that names what is published inside of another script would load nothing."""
    page = '<script src="../assets/self-tests/b.mjs"></script>'
    assert [*lost(page, [ENTRY])] == [
        ('it loads "b.mjs", which is published in a.mjs.', "Name a.mjs.")
    ]


LOGS = 'import { log } from "./b.mjs";\n'
RUNNING = {
    "a.mjs": (
        'import { count, log } from "./b.mjs";\nimport { twice } from "./d.mjs";\n'
        "log(`a ${count} ${twice(4)}`);\nexport const late = () => import('./late.mjs');\n"
    ),
    "b.mjs": (
        'import { twice } from "./d.mjs";\nexport let count = 0;\n'
        "export function log(text) { count += twice(1); console.log(count, text); }\nlog(`b`);\n"
    ),
    "c.mjs": f"import {{ late }} from './a.mjs';\n{LOGS}log('c');\nlate();\n",
    "d.mjs": "export const twice = (value) => 2 * value;\n",
    "late.mjs": 'import { count, log } from "./b.mjs";\nlog(`late ${count}`);\n',
}


def node(*arguments: str) -> str:
    """Run Node and return what it writes."""
    done = subprocess.run(
        [*find_program("node"), *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def write(folder: Path, scripts: Mapping[str, str]) -> Path:
    """Write scripts into a folder, which is returned."""
    for name, text in scripts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_joined_scripts_run_as_their_parts_do(tmp_path: Path) -> None:
    """What is counted in one script and read in others is one thing before and after."""
    after = joined(RUNNING, [Group("all.mjs", ("a.mjs", "b.mjs", "d.mjs"))])
    before = node(str(write(tmp_path / "before", RUNNING) / "c.mjs"))
    assert before == "2 b\n4 a 2 8\n6 c\n8 late 6\n"
    assert node(str(write(tmp_path / "after", after) / "c.mjs")) == before


A_PAGE = """
const listening = { addEventListener() {}, querySelectorAll: () => [] };
Object.assign(globalThis, listening, { document: listening, HTMLElement: class {} });
globalThis.customElements = { get: () => true };
for (const each of process.argv.slice(2)) await import(each);
// Tabs may still be listened to.
process.exit();
"""


def test_ours_start_joined(tmp_path: Path) -> None:
    """Node reads each published file of a group: no name is missing, double or used too early.

    What only My plan is begins with the page, which is not here: browsers start it.
    """
    write(tmp_path, published())
    (tmp_path / "page.mjs").write_text(A_PAGE, "utf-8")
    files = [(tmp_path / each.file).as_uri() for each in GROUPS if each.file != "my-plan.mjs"]
    assert node(str(tmp_path / "page.mjs"), *files) == ""


def test_ours_mean_joined_what_their_parts_mean(npm_packages: Path) -> None:
    """Statement by statement, but for imports and the word `export`, as TypeScript reads them."""
    scripts = ours()
    pairs = {}
    for group in GROUPS:
        scripts, before = joined(scripts, [group]), scripts
        pairs[group.file] = ([before[name] for name in group.members], scripts[group.file])
    assert (list(pairs), differing(pairs, npm_packages)) == (
        [group.file for group in GROUPS],
        [],
    )


def test_a_statement_that_is_lost_is_noticed(npm_packages: Path) -> None:
    """A joined file in which anything is missing is told from its parts."""
    parts, whole = ["export let a;", "go();"], "go();\nlet a;"
    pairs = {"whole": (parts, whole), "less": (parts, "go();"), "other": (parts, "stop(); let a;")}
    assert differing(pairs, npm_packages) == ["less", "other"]


def test_no_script_that_is_asked_for_again_is_a_part() -> None:
    """Under a result parts that failed are asked for by name; none of them is in another file."""
    asked = {
        f"{name}.mjs" for name in re.findall(r'arrived\("(\w+)"', ours()["save-and-share.mjs"])
    }
    parts = {name for group in GROUPS for name in group.members if name != group.file}
    assert (asked >= {"week.mjs", "handing.mjs"}, asked & parts) == (True, set())


def test_joined_scripts_are_light() -> None:
    """Minifying a joined script leaves nothing to take out, as with any other."""
    assert [minified(text) for text in published().values()] == [*published().values()]


@pytest.mark.parametrize("name", ours())
def test_the_shape_of_each_script_is_read(name: str) -> None:
    """Code, top and text are as long as each other, and what is open at the end is nothing."""
    script = Script(ours()[name])
    code = script.code
    lengths = {len(script.text), len(code), len(script.top)}
    balance = [code.count(one) - code.count(other) for one, other in ("()", "[]", "{}")]
    assert (len(lengths), balance) == (1, [0, 0, 0])
