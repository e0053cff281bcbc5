"""What our scripts weigh on a phone, and that minifying takes nothing out of what they do."""

import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import brotli

from self_tests.site.publish.assets import minified
from self_tests.site.publish.joined_scripts import joined
from tests.support.published_scripts import ours, published
from tests.support.repository import ROOT
from tests.support.same_scripts import differing

MOST_BYTES = 45_000
MOST_UP_TO_THE_RESULT = 28_000
MOST_ON_DEMAND = 3_000
ON_A_PAGE_WITH_A_SELF_TEST = ("scheme.mjs", "element.mjs")
# What waits for a press that few readers make, a link that was opened; and what a result that is
# shown brings along, a session and what can be handed on.
AFTER_THE_RESULT = {"frame-points.mjs", "shared-result.mjs", "handing.mjs", "week.mjs"}
NAMED_AT_ONCE = re.compile(r"""(?:\bfrom|\bimport|\bnew URL\() ?"\./([\w-]+\.mjs)\"""")
NAMED_ON_DEMAND = re.compile(r"""\bimport\("\./([\w-]+\.mjs)"\)""")
VENDORED = ROOT / "overrides" / "assets" / "self-tests" / "vendored"
SOURCES = sorted(
    path
    for path in (ROOT / "overrides" / "assets").rglob("*.mjs")
    if not path.is_relative_to(VENDORED)
)


def test_minified_scripts_do_the_same(npm_packages: Path) -> None:
    """Each of our scripts means the same before and after, alone and with those it is joined to."""
    scripts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in SOURCES}
    scripts |= joined(ours())
    pairs = {name: (script, minified(script)) for name, script in scripts.items()}
    assert (len(pairs) > 10, differing(pairs, npm_packages)) == (True, [])


def test_script_that_does_something_else_is_noticed(npm_packages: Path) -> None:
    """A script that is changed in any way but its space is told from the original."""
    script = 'const place = "a b"; go(-place);'
    changed = {
        "text": (script, script.replace("a b", "ab")),
        "statement": (script, script.removesuffix("go(-place);")),
        "operator": (script, script.replace("-", "+")),
        "keyword": (script, script.replace("const", "var")),
        "truth": ("go(true, false);", "go(!1,!1);"),
        "broken": (script, script[:-2]),
        "order": ("const a = go(); const b = go(a);", "const b=go(a),a=go();"),
        "left out": ("const a = 1; const b = 2;", "const a=1;"),
        "two names": ("let one, two; go(one);", "let a,b;go(b);"),
        "a name that is there": ("let one; (b) => go(one, b);", "let b;b=>go(b,b);"),
        "property": ("let one; go({ one });", "let a;go({a});"),
        "part": ("let one; ({ one }) => one;", "let a;({a})=>a;"),
        "method": ("let one; class A { one() {} }", "let a;class A{a(){}}"),
        "of another": ("let one; go(one.one);", "let a;go(a.a);"),
        "exported": ("export let one;", "export let a;"),
        "imported": ('import { one } from "./b.mjs"; one();', 'import{a}from"./b.mjs";a();'),
        "of the browser": ("(one) => one; one();", "a=>a;a();"),
        "of one around": ("(one) => (two) => one;", "a=>a=>a;"),
        "of one inside": ("(one) => { let two; return one; };", "a=>{let b;return b};"),
        "in a block": ("(one) => { { let two; } two(); };", "a=>{{let b}b()};"),
        "key of a part": ("({ one }) => one;", "({a:one})=>one;"),
        "key of a value": ("(one) => ({ one });", "a=>({a});"),
        "private": ("class A { #b = 1; #c = 2; d = this.#b; }", "class A{#b=1;#c=2;d=this.#c;}"),
        "space": (script, script.replace("; ", ";\n\n")),
        "list": ("const a = 1; const b = 2;", "const a=1,b=2;"),
        "shorter": ("const a = true; go(false);", "let a=!0;go(!1);"),
        "short": ("let one, b = { one: one.one }; (one) => one;", "let a,b={one:a.one};a=>a;"),
        "inside": (
            "(one, two) => { for (const { a, b = two } of one) go({ a, b }); };",
            "(a,b)=>{for(let{a:c,b:d=b}of a)go({a:c,b:d})};",
        ),
        "again": ("(one) => (two) => two; (two) => two;", "a=>a=>a;b=>b;"),
        "given": ("(one) => { ({ one = 1 } = go()); };", "a=>{({one:a=1}=go())};"),
        "named": ("class A { #b = 1; #c = 2; d = this.#b; }", "class A{#c=1;#b=2;d=this.#c;}"),
    }
    assert differing(changed, npm_packages) == list(changed)[:-8]


def test_no_pattern_looks_behind() -> None:
    """Safari before 16.4 reads no script at all in which a pattern does."""
    behind = re.compile(r"\(\?<[=!]")
    assert [path.name for path in SOURCES if behind.search(path.read_text("utf-8"))] == []


def test_minifying_takes_as_long_as_a_script_is_long() -> None:
    """Sixteen times the text takes about sixteen times as long, not two hundred times."""
    text = (ROOT / "overrides/assets/self-tests/form/flow.mjs").read_text("utf-8")
    took = []
    for script in (text, text * 16):
        begun = time.process_time()
        minified(script)
        took.append(time.process_time() - begun)
    assert took[1] / took[0] < 64


def test_declarations_that_follow_one_another_are_one_list() -> None:
    """Those in one block are; not what is exported, or what a loop, a text or another block has."""
    scripts = {
        "const a = 1;\nconst { b } = a;\nlet c;\nconst d = 2;": "let a=1,{b}=a,c,d=2;",
        "export const a = 1;\nconst b = 2;\nexport const c = 3;": (
            "export let a=1;let b=2;export let c=3;"
        ),
        "let a;\nvar b = 1;\nconst c = 2;": "let a;var b=1;let c=2;",
        "const go = () => { const a = 1; };\nconst b = 2;": "let go=()=>{let a=1},b=2;",
        "for (const a of b) { const c = a; }\nlet d = 2;": "for(let a of b){let c=a}let d=2;",
        'const a = "x;const y";\nconst b = /;const /;': 'let a="x;const y",b=/;const /;',
    }
    assert {script: minified(script) for script in scripts} == scripts


def test_parentheses_of_types_are_left_out() -> None:
    """Those around a whole value or a call mean nothing; others, and those in a text, stay."""
    scripts = {
        "const a = /** @type {B} */ (b.c(d)).e;": "let a=b.c(d).e;",
        "go(/** @type {B} */ (b ?? c), 1);": "go(b??c,1);",
        "const f = () => {\n  return /** @type {B} */ (b);\n};": "let f=()=>{return b};",
        "const a = /** @type {B} */ (/** @type {unknown} */ (b));": "let a=b;",
        "const a = (b ?? c).d;": "let a=(b??c).d;",
        "const a = (b?.c).d;": "let a=(b?.c).d;",
        "const a = (await b.c()).d;": "let a=(await b.c()).d;",
        "const a = b === (c ?? d);": "let a=b===(c??d);",
        "const a = (b) => (c, d);": "let a=(b)=>(c,d);",
        "const a = new (b())();": "let a=new(b())();",
        'const a = ", (b),";': 'let a=", (b),";',
    }
    assert {script: minified(script) for script in scripts} == scripts


def test_words_are_short() -> None:
    """A checked constant is declared like a variable; names, properties and texts stay."""
    scripts = {
        "const a = true;\nlet b = a ? false : 1;": "let a=!0,b=a?!1:1;",
        "go(one.true, { true: 1, constant }, 'const a', `${true}`);": (
            "go(one.true,{true:1,constant},'const a',`${!0}`);"
        ),
    }
    assert {script: minified(script) for script in scripts} == scripts


def test_private_names_are_short() -> None:
    """The name that is said most is the shortest; texts, patterns and public names stay."""
    scripts = {
        "class A { #first = 1; #other() { return this.#other; } }": (
            "class A{#b=1;#a(){return this.#a}}"
        ),
        'class A { #of = "#of"; of = /#of/; }': 'class A{#a="#of";of=/#of/}',
        "class A { #of; is(a) { return #of in a && `#of ${a.#of}`; } }": (
            "class A{#a;is(a){return#a in a&&`#of ${a.#a}`}}"
        ),
    }
    assert {script: minified(script) for script in scripts} == scripts


def test_many_private_names_differ() -> None:
    """More private names than there are letters are as many short ones."""
    script = "class A{" + ";".join(f"#name{number}" for number in range(200)) + "}"
    assert len(set(re.findall(r"#\w+", minified(script)))) == 200


def test_names_of_a_script_alone_are_short() -> None:
    """The name that is said most is the shortest; properties, exports and texts stay."""
    scripts = {
        "const first = 1;\nconst other = go(first, first);": "let a=1,b=go(a,a);",
        "function first() {}\nexport function other() { first(); }": (
            "function a(){}export function other(){a()}"
        ),
        "let first;\nconst go = (first) => first + a;": "let b,go=(b)=>b+a;",
        "let first;\ngo(one.first, ...first, `first${first}`, 'first', { 'first': first });": (
            "let a;go(one.first,...a,`first${a}`,'first',{'first':a});"
        ),
        "let first;\ngo({ first: first });": "let a;go({first:a});",
        "let first;\ngo({ first, second });": "let first;go({first,second});",
        "let first;\nfirst(first, { first });": "let a;a(a,{first:a});",
        "let first;\ngo({ a() {}, first() {} });": "let b;go({a(){},first(){}});",
        "let first;\nclass A { get first() {} }": "let a;class A{get first(){}}",
        "let first;\nclass A { a = 1; first = 2; }": "let b;class A{a=1;first=2}",
        "let first;\nclass A { async first() { first(); } }": "let a;class A{async first(){a()}}",
        "let first;\ngo({ most: 2 * first });": "let a;go({most:2*a});",
    }
    assert {script: minified(script) for script in scripts} == scripts


def test_names_in_functions_are_short() -> None:
    """Each function may have the same; a name of the browser, of a part or of the top stays."""
    scripts = {
        "go((first, ...other) => other(first));": "go((a,...b)=>b(a));",
        "go((one) => one);\ngo((two) => two);": "go((a)=>a);go((a)=>a);",
        "function go(one, b) { const two = one; return two; }": (
            "function go(a,c){let b=a;return b}"
        ),
        "class A { a(one) { return one; } b(two) { return two; } }": (
            "class A{a(a){return a}b(a){return a}}"
        ),
        "let first;\ngo((first) => first);": "let a;go((a)=>a);",
        'import { one } from "./b.mjs";\ngo((one) => one);': (
            'import{one}from"./b.mjs";go((one)=>one);'
        ),
        "go((event) => event, event);": "go((event)=>event,event);",
        "go((event) => a(event));": "go((b)=>a(b));",
        "go(({ one, two }) => one + one + two);": "go(({one:a,two})=>a+a+two);",
        "go(({ one: two, b: [last = 1] }) => two);": "go(({one:a,b:[b=1]})=>a);",
        "for (let { one, b } = go(); one + one; { one, b } = go(one)) c(one, one);": (
            "for(let{one:a,b}=go();a+a;{one:a,b}=go(a))c(a,a);"
        ),
        "try { go(); } catch (error) { go(error); }": "try{go()}catch(a){go(a)}",
        "if (first) go();\nelse { const first = 1; go(first); }": (
            "if(first)go();else{let first=1;go(first)}"
        ),
        "go((one) => `${one} one`, 'one', /one/, b.one);": "go((a)=>`${a} one`,'one',/one/,b.one);",
    }
    assert {script: minified(script) for script in scripts} == scripts


def test_minifying_twice_changes_nothing() -> None:
    """What is left of each of our scripts has nothing more to take out."""
    once = [minified(path.read_text("utf-8")) for path in SOURCES]
    assert [minified(script) for script in once] == once


def as_published() -> dict[str, str]:
    """Return each of our scripts as it is published, by path; what always loads together is one."""
    scheme = minified((ROOT / "overrides/assets/scheme.mjs").read_text("utf-8"))
    return {**published(), "scheme.mjs": scheme}


def weight(scripts: Iterable[str]) -> int:
    """Return the bytes of scripts, each compressed as a server sends it."""
    return sum(len(brotli.compress(script.encode(), quality=11)) for script in scripts)


def up_to_the_result(scripts: Mapping[str, str]) -> set[str]:
    """Return what a page with a self-test loads until a result is shown: all that is named."""
    loaded: set[str] = set()
    waiting = list(ON_A_PAGE_WITH_A_SELF_TEST)
    while waiting:
        name = waiting.pop()
        if name in loaded or name in AFTER_THE_RESULT:
            continue
        loaded.add(name)
        named = NAMED_AT_ONCE.findall(scripts[name]) + NAMED_ON_DEMAND.findall(scripts[name])
        waiting += [each for each in named if each in scripts]
    return loaded


def test_all_scripts_together_weigh_little() -> None:
    """All scripts of ours weigh 45 kB compressed at most, as they are published."""
    assert weight(as_published().values()) <= MOST_BYTES


def test_scripts_up_to_the_result_weigh_little() -> None:
    """What a page with a self-test loads up to its result weighs 28 kB compressed at most."""
    scripts = as_published()
    loaded = up_to_the_result(scripts)
    assert loaded >= {"common.mjs", "worker.mjs", "save-and-share.mjs", "saving.mjs", "timer.mjs"}
    assert weight(scripts[name] for name in loaded) <= MOST_UP_TO_THE_RESULT


def test_each_part_on_demand_weighs_little() -> None:
    """No part that is loaded when its time has come weighs more than 3 kB compressed."""
    scripts = as_published()
    parts = {name for text in scripts.values() for name in NAMED_ON_DEMAND.findall(text)}
    parts |= {"specimens.mjs", "squat-explorer.mjs", "study.mjs"}
    assert parts >= {
        "handing.mjs",
        "save-and-share.mjs",
        "shared-result.mjs",
        "timer.mjs",
        "video-clip.mjs",
    }
    weights = {name: weight([scripts[name]]) for name in parts}
    assert {name: bytes_ for name, bytes_ in weights.items() if bytes_ > MOST_ON_DEMAND} == {}


def test_script_of_others_is_what_npm_has(npm_packages: Path) -> None:
    """The script that draws codes is npm's own below the two lines on its top, and small."""
    vendored = VENDORED / "lean-qr.mjs"
    original = (npm_packages / "lean-qr" / "nano.mjs").read_text("utf-8")
    assert vendored.read_text("utf-8").split("\n", 2)[2] == original
    assert len(brotli.compress(vendored.read_bytes(), quality=11)) < 2_500


def test_published_scripts_are_minified(built_site: Path) -> None:
    """No published script of ours has anything left to take out."""
    paths = built_site.glob("assets/self-tests/v-*/**/*.mjs")
    ours = [path for path in paths if "vendored" not in path.parts]
    published = [path.read_text("utf-8") for path in ours]
    assert (len(published) > 0, [minified(script) for script in published]) == (
        True,
        published,
    )


PRELOADED = {
    "element.mjs": {"common.mjs"},
    "my-plan.mjs": {
        "common.mjs",
        "saving.mjs",
        "timer.mjs",
        "week.mjs",
    },
    "specimens.mjs": {"common.mjs"},
    "squat-explorer.mjs": set(),
    "study.mjs": {"common.mjs", "saving.mjs"},
    "video-clip.mjs": {"common.mjs"},
}
"""By script that a page names, the scripts that are asked for with it, and no others."""


def test_pages_ask_at_once_for_exactly_what_their_scripts_need(built_site: Path) -> None:
    """On each page: one that is missing would be found late, one too many would be in the way."""
    wrong = {}
    named = set()
    for page in built_site.rglob("*.html"):
        text = page.read_text("utf-8")
        scripts = re.findall(r'<script type="module" src="[^"]*/v-[0-9a-f]{12}/([^"]+)"', text)
        asked = re.findall(r'<link rel="modulepreload"[^>]*/v-[0-9a-f]{12}/([^"]+)">', text)
        named |= {*scripts}
        wanted = sorted(set().union(*(PRELOADED[name] for name in scripts)))
        if asked != wanted:
            wrong[page.relative_to(built_site).as_posix()] = asked
    assert (wrong, named) == ({}, set(PRELOADED))
