"""The pass over the built site: what it adds to a page, what it refuses, and that it may repeat."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from self_tests.site import hooks
from self_tests.site.bundle.pyodide import refuse_other_python
from self_tests.site.bundle.shapes import Bundle, Memory, Part
from self_tests.site.content.markers import MARKERS
from self_tests.site.errors import PageError
from self_tests.site.publish.finish import finish, main
from self_tests.site.publish.joined_scripts import GROUPS

HEAD = '<!doctype html>\n<html lang="en"><head>\n  <meta charset="utf-8">\n'


@pytest.fixture
def small(tmp_path: Path) -> Bundle:
    """Give a bundle of one file."""
    folder = tmp_path / "kept"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "part.wasm").write_bytes(b"wasm")
    (folder / "earlier.zip").write_bytes(b"from another build")
    part = Part("wasm", "a/part.wasm", "sha256-<x>", 4, 3, 3)
    return Bundle(folder, (part,), {"version": "0.0.0"}, "digest", Memory("sha256-<y>", 4))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a built site: an article, a page with a self-test, and two scripts."""
    site = tmp_path / "site"
    scripts = site / "assets" / "self-tests"
    (scripts / "deeper").mkdir(parents=True)
    (scripts / "entry.mjs").write_text('import "./deeper/inner.mjs";\n', "utf-8")
    (scripts / "deeper" / "inner.mjs").write_text("export {};\n", "utf-8")
    write(site / "index.html", "<p>Words.</p>")
    write(
        site / "self-tests" / "squat" / "index.html",
        "<self-test>Form.</self-test>",
        '<script type="module" src="../../assets/self-tests/entry.mjs"></script>',
    )
    return site


def write(page: Path, body: str, head: str = "") -> None:
    """Write a page."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"{HEAD}{head}</head><body>\n{body}\n</body></html>\n", "utf-8")


def policy(page: Path) -> dict[str, list[str]]:
    """Return the page's only policy: its sources by directive."""
    pattern = r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
    (content,) = re.findall(pattern, page.read_text("utf-8"))
    rules = [rule.split() for rule in content.split("; ")]
    return {name: sources for name, *sources in rules}


def snapshot(site: Path) -> dict[str, bytes]:
    """Return every file of the site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def test_a_page_with_a_self_test_carries_the_manifest(site: Path, small: Bundle) -> None:
    """The manifest is in the page, with the way from the page to the bundle."""
    finish(site, lambda: small)
    text = (site / "self-tests" / "squat" / "index.html").read_text("utf-8")
    shown = re.search(
        r'<script type="application/json" id="self-tests-bundle">(.*)</script>\n</head>', text
    )
    assert shown
    assert json.loads(shown[1]) == small.manifest("../../assets/self-tests/bundle/")
    assert "<" not in shown[1]


def test_a_page_without_a_self_test_carries_no_manifest(site: Path, small: Bundle) -> None:
    """An article's own words are all that it has."""
    finish(site, lambda: small)
    assert "self-tests-bundle" not in (site / "index.html").read_text("utf-8")


def test_the_site_holds_this_bundle_and_no_other(site: Path, small: Bundle) -> None:
    """Parts of this build are copied; those of earlier builds are not, and leave."""
    bundle = site / "assets" / "self-tests" / "bundle"
    bundle.mkdir()
    (bundle / "old.zip").write_bytes(b"old")
    finish(site, lambda: small)
    assert snapshot(bundle) == {"a/part.wasm": b"wasm"}


def test_the_sources_of_the_bundle_are_there_to_read(site: Path, small: Bundle) -> None:
    """Links lead to a folder named after what is in it, and to no earlier one."""
    page = site / "self-tests" / "squat" / "index.html"
    link = '<a data-link="../../assets/self-tests/source/{}.txt">'
    page.write_text(page.read_text("utf-8").replace("Form.", link), "utf-8")
    found = []
    for code in (b"one", b"two"):
        finish(site, lambda code=code: replace(small, sources={"a/b.py": code}))  # type: ignore[misc]
        (folder,) = (site / "assets" / "self-tests").glob("source-*")
        shown = f'data-link="../../assets/self-tests/{folder.name}/{{}}.txt"'
        found.append((shown in page.read_text("utf-8"), snapshot(folder)))
    assert found == [(True, {"a/b.py.txt": b"one"}), (True, {"a/b.py.txt": b"two"})]


def test_a_site_without_self_tests_needs_no_bundle(site: Path) -> None:
    """Without a `<self-test>` nothing is made, so words can be written offline."""
    (site / "self-tests" / "squat" / "index.html").unlink()
    assert finish(site, lambda: pytest.fail("made")).bundle is None


def test_scripts_move_to_a_folder_named_after_them(site: Path, small: Bundle) -> None:
    """The page asks for the moved script, beside which lies what it imports, out of its room."""
    finish(site, lambda: small)
    text = (site / "self-tests" / "squat" / "index.html").read_text("utf-8")
    found = re.search(r'src="\.\./\.\./(assets/self-tests/v-[0-9a-f]{12})/entry\.mjs"', text)
    assert found
    assert sorted(path.name for path in (site / found[1]).iterdir()) == ["entry.mjs", "inner.mjs"]
    assert (site / found[1] / "entry.mjs").read_text("utf-8") == 'import"./inner.mjs";'
    assert list((site / "assets" / "self-tests").glob("*.mjs")) == []


def test_what_only_the_type_checker_reads_stays_here(site: Path, small: Bundle) -> None:
    """Declarations of types lie beside the scripts, and do not go out with them."""
    (site / "assets" / "self-tests" / "wire.d.ts").write_text(
        "export type Side = string;\n", encoding="utf-8"
    )
    finish(site, lambda: small)
    assert list(site.rglob("*.d.ts")) == []


def test_a_changed_script_changes_the_folder(site: Path, small: Bundle) -> None:
    """Pages never meet scripts of another deploy: any change gives all scripts new addresses."""
    folders = site / "assets" / "self-tests"
    finish(site, lambda: small)
    (folders / "entry.mjs").write_text('import "./deeper/inner.mjs";\n', "utf-8")
    (folders / "deeper").mkdir()
    (folders / "deeper" / "inner.mjs").write_text("export const a = 2;\n", "utf-8")
    finish(site, lambda: small)
    assert len(list(folders.glob("v-*"))) == 2


def test_the_policy_names_every_inline_script_by_its_hash(site: Path, small: Bundle) -> None:
    """The hash is that of the exact text; data that is not run is not named."""
    page = site / "index.html"
    script = " const warm = 'ü' < 1;\n"
    data = '<script type="application/ld+json">{"a": 1}</script>'
    write(page, f"<script>{script}</script>{data}<script src='x.js'></script>")
    finish(site, lambda: small)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy(page)["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_only_pages_that_run_python_may_compile_it(site: Path, small: Bundle) -> None:
    """WebAssembly is allowed on a page with a self-test and nowhere else."""
    finish(site, lambda: small)
    squat = site / "self-tests" / "squat" / "index.html"
    assert policy(site / "index.html")["script-src"] == ["'self'"]
    assert policy(squat)["script-src"][-1] == "'wasm-unsafe-eval'"


def test_the_policy_lets_nothing_leave_the_site(site: Path, small: Bundle) -> None:
    """No directive names a scheme that reaches another host; forms go nowhere."""
    finish(site, lambda: small)
    rules = policy(site / "index.html")
    assert rules["default-src"] == ["'none'"]
    assert rules["connect-src"] == ["'self'"]
    assert rules["form-action"] == ["'none'"]
    assert "report-uri" not in rules
    sources = {source for sources in rules.values() for source in sources}
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}


def test_policy_and_referrer_come_before_anything_that_loads(site: Path, small: Bundle) -> None:
    """Both stand right behind the encoding."""
    finish(site, lambda: small)
    text = (site / "index.html").read_text("utf-8")
    assert re.search(
        r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="[^"]*">\n'
        r'<meta name="referrer" content="no-referrer">\n',
        text,
    )


def digests(page: Path) -> dict[str, str]:
    """Return the digests of scripts that a page names."""
    found = re.search(r'<script type="importmap">(.*)</script>\n', page.read_text("utf-8"))
    named: dict[str, str] = json.loads(found[1])["integrity"] if found else {}
    return named


def test_a_page_names_the_digest_of_each_script(site: Path, small: Bundle) -> None:
    """The digests are those of the files, and the policy lets the browser read them."""
    finish(site, lambda: small)
    published = next((site / "assets" / "self-tests").glob("v-*"))
    digest_of = {
        name: b64encode(hashlib.sha256((published / name).read_bytes()).digest()).decode()
        for name in ("entry.mjs", "inner.mjs")
    }
    squat = site / "self-tests" / "squat" / "index.html"
    folder = re.compile(r"\.\./\.\./assets/self-tests/v-[0-9a-f]{12}/")
    named = {folder.sub("", name): digest for name, digest in digests(squat).items()}
    assert named == {name: f"sha256-{digest}" for name, digest in digest_of.items()}
    shown = json.dumps({"integrity": digests(squat)}, separators=(",", ":"))
    source = f"'sha256-{b64encode(hashlib.sha256(shown.encode()).digest()).decode()}'"
    assert source in policy(squat)["script-src"]
    assert digests(site / "index.html") == {}


def preloaded(page: Path) -> list[str]:
    """Return the scripts that a page asks for before anything imports them."""
    opens = r'<link rel="modulepreload" fetchpriority="low" href="[^"]*'
    return re.findall(opens + r'/v-[0-9a-f]{12}/([^"]+)">\n', page.read_text("utf-8"))


def test_what_a_script_needs_is_asked_for_at_once(site: Path, small: Bundle) -> None:
    """Static imports, near and far, are preloaded; what is imported later is not."""
    scripts = site / "assets" / "self-tests"
    (scripts / "entry.mjs").write_text(
        'import { a } from "./near.mjs";\nimport("./late.mjs");\n', encoding="utf-8"
    )
    (scripts / "near.mjs").write_text(
        'import {\n  b,\n} from "./far.mjs";\nexport const a = b;\n', encoding="utf-8"
    )
    (scripts / "far.mjs").write_text("export const b = 1;\n", "utf-8")
    (scripts / "late.mjs").write_text("export {};\n", "utf-8")
    finish(site, lambda: small)
    assert preloaded(site / "self-tests" / "squat" / "index.html") == ["far.mjs", "near.mjs"]


def test_what_scripts_in_rooms_need_is_asked_for_too(site: Path, small: Bundle) -> None:
    """Imports are followed up, down and through what is handed on, from each script of the page."""
    scripts = site / "assets" / "self-tests"
    squat = site / "self-tests" / "squat" / "index.html"
    folder = "../../assets/self-tests"
    write(
        squat,
        "<self-test>Form.</self-test>",
        f'<script type="module" src="{folder}/first.mjs"></script>'
        f'<script type="module" src="{folder}/entry.mjs"></script>',
    )
    for name, script in {
        "entry.mjs": 'export { a } from "./result/late.mjs";\n',
        "form/first.mjs": "import { b } from '../shared/near.mjs';\nimport('./unused.mjs');\n",
        "form/unused.mjs": "export {};\n",
        "form/works.mjs": "export {};\n",
        "shared/near.mjs": (
            'import "../result/deep/paper.mjs";\n'
            'export const b = new URL("../form/works.mjs", import.meta.url);\n'
        ),
        "result/deep/paper.mjs": 'import "./../late.mjs";\n',
        "result/late.mjs": "export const a = 1;\n",
    }.items():
        (scripts / name).parent.mkdir(parents=True, exist_ok=True)
        (scripts / name).write_text(script, "utf-8")
    finish(site, lambda: small)
    assert preloaded(squat) == ["late.mjs", "near.mjs", "paper.mjs"]


def test_an_import_that_leads_nowhere_stops_the_build(site: Path, small: Bundle) -> None:
    """A browser would show the page, and nothing on it would do anything."""
    deeper = site / "assets" / "self-tests" / "deeper" / "inner.mjs"
    deeper.write_text('import "../shared/dom.mjs";\n', "utf-8")
    with pytest.raises(PageError) as refused:
        finish(site, lambda: small)
    assert str(refused.value) == (
        'assets/self-tests/deeper/inner.mjs: it names "../shared/dom.mjs", and there is no '
        "assets/self-tests/shared/dom.mjs. Correct the path, or put the script there."
    )


def test_scripts_in_folders_are_minified_and_those_of_others_are_not(
    site: Path, small: Bundle
) -> None:
    """Ours lose their comments wherever they lie; the bundle and vendored scripts are untouched."""
    scripts = site / "assets" / "self-tests"
    script = "// Says why.\nexport const a = 1;\n"
    for name in ("deeper/far/near.mjs", "deeper/inner.mjs", "vendored/theirs.mjs"):
        (scripts / name).parent.mkdir(parents=True, exist_ok=True)
        (scripts / name).write_text(script, "utf-8")
    (small.folder / "a" / "pyodide.mjs").write_text(script, "utf-8")
    loader = Part("loader", "a/pyodide.mjs", "sha256-<y>", len(script), 3, 3)
    bundle = replace(small, parts=(*small.parts, loader))
    finish(site, lambda: bundle)
    finish(site, lambda: bundle)
    (published,) = scripts.glob("v-*")
    paths = [*published.rglob("*.mjs"), *(scripts / "bundle").rglob("*.mjs")]
    as_written = {path.name: path.read_text("utf-8") == script for path in paths}
    assert as_written == {
        "entry.mjs": False,
        "inner.mjs": False,
        "near.mjs": False,
        "pyodide.mjs": True,
        "theirs.mjs": True,
    }


def in_two_parts(site: Path) -> Path:
    """Write the parts of what every form is into a built site, all but two of them empty."""
    scripts = site / "assets" / "self-tests"
    (group,) = (group for group in GROUPS if group.file == "element.mjs")
    imports = "".join(f'import "./{name}";\n' for name in group.members if name != group.file)
    for name in group.members:
        (scripts / name).write_text("// Empty.\n", "utf-8")
    (scripts / "element.mjs").write_text(
        imports + 'import { b } from "./flow.mjs";\nb();\n', "utf-8"
    )
    (scripts / "flow.mjs").write_text("export function b() {}\n", "utf-8")
    return scripts


def test_scripts_that_load_together_go_out_as_one(site: Path, small: Bundle) -> None:
    """Digests and headers know the joined file alone; a second pass leaves it."""
    scripts = in_two_parts(site)
    finish(site, lambda: small)
    finish(site, lambda: small)
    (published,) = scripts.glob("v-*")
    found = {path.name: path.read_text("utf-8") for path in published.glob("*.mjs")}
    squat = site / "self-tests" / "squat" / "index.html"
    named = {Path(address).name for address in digests(squat)}
    assert found["element.mjs"] == "function b(){}b();"
    assert (set(found), named) == (
        {"element.mjs", "entry.mjs", "inner.mjs"},
        {"element.mjs", "entry.mjs", "inner.mjs"},
    )


@pytest.mark.parametrize(
    ("name", "said"),
    {
        "flow.mjs": 'it loads "flow.mjs", which is published in element.mjs.\n Name element.mjs.',
        "deeper/inner.mjs": (
            'it loads "deeper/inner.mjs", which is published without its room.\n Name inner.mjs.'
        ),
    }.items(),
)
def test_a_page_that_loads_what_is_not_published_stops_the_build(
    name: str, said: str, site: Path, small: Bundle
) -> None:
    """A part, or a room, is not there any more: the page would show and do nothing."""
    in_two_parts(site)
    script = f'<script type="module" src="assets/self-tests/{name}"></script>'
    write(site / "index.html", "<p>Words.</p>", script)
    with pytest.raises(PageError) as refused:
        finish(site, lambda: small)
    assert str(refused.value) == f"index.html: {said}"


def headers(site: Path) -> dict[str, dict[str, str]]:
    """Return what `_headers` says, by path."""
    found: dict[str, dict[str, str]] = {}
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            found[line] = {}
        else:
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]][name] = value
    return found


def test_hosts_are_told_what_a_page_cannot_say(site: Path, small: Bundle) -> None:
    """No frames, no sniffing, no device: for every path."""
    finish(site, lambda: small)
    everywhere = headers(site)["/*"]
    assert "frame-ancestors 'none'" in everywhere["Content-Security-Policy"]
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert everywhere["Referrer-Policy"] == "no-referrer"
    assert "camera=(), " in everywhere["Permissions-Policy"]


def test_hosts_allow_what_each_page_allows(site: Path, small: Bundle) -> None:
    """The policy for all pages names every source that the policy of some page names."""
    write(site / "index.html", "<script>let one;</script>")
    finish(site, lambda: small)
    rules = headers(site)["/*"]["Content-Security-Policy"].split("; ")
    (scripts,) = (rule.split() for rule in rules if rule.startswith("script-src"))
    pages = [site / "index.html", site / "self-tests" / "squat" / "index.html"]
    wanted = {source for page in pages for source in policy(page)["script-src"]}
    assert wanted - set(scripts) == set()


def test_only_hashed_addresses_are_kept_for_ever(site: Path, small: Bundle) -> None:
    """Each file of the bundle and each script is, by its name: one that is not there is not."""
    finish(site, lambda: small)
    kept = [path for path, said in headers(site).items() if "immutable" in str(said)]
    (scripts,) = (site / "assets" / "self-tests").glob("v-*")
    assert kept == [
        "/assets/self-tests/bundle/a/part.wasm",
        f"/assets/self-tests/{scripts.name}/entry.mjs",
        f"/assets/self-tests/{scripts.name}/inner.mjs",
    ]


WORKER = "assets/self-tests/service-worker.mjs"
OFFER = '<keep-offline class="keep-offline" data-megabytes="" hidden></keep-offline>'


@pytest.mark.parametrize(("offer", "is_kept"), [(OFFER, True), ("", False)])
def test_what_no_page_offers_is_not_kept(
    site: Path, small: Bundle, offer: str, *, is_kept: bool
) -> None:
    """The worker keeps the site where a page offers it; without an offer it keeps nothing."""
    write(site / "self-tests" / "squat" / "index.html", f"<self-test>Form.</self-test>{offer}")
    (site / WORKER).write_text("go();\n", "utf-8")
    finish(site, lambda: small)
    first = (site / "service-worker.js").read_text("utf-8").partition("\n")[0]
    kept = json.loads(first.removeprefix("KEPT = "))
    assert (kept["digest"] != "", kept["files"] != []) == (is_kept, is_kept)


def test_another_worker_fills_another_copy(site: Path, small: Bundle) -> None:
    """Two programs with one list never fill, or clear, the same cache."""
    write(site / "self-tests" / "squat" / "index.html", f"<self-test>Form.</self-test>{OFFER}")
    named = set()
    for program in ("one();\n", "two();\n"):
        (site / WORKER).write_text(program, "utf-8")
        finish(site, lambda: small)
        first = (site / "service-worker.js").read_text("utf-8").partition("\n")[0]
        named.add(json.loads(first.removeprefix("KEPT = "))["digest"])
    assert len(named) == 2


def test_a_switch_that_is_neither_on_nor_off_is_refused() -> None:
    """`offline: "no"` would leave the copy on in silence; the message says what to write."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Site", "extra": {"offline": "no"}})
    with pytest.raises(PluginError) as refused:
        hooks.on_config(config)
    assert str(refused.value) == (
        "mkdocs.yml: extra.offline: 'no' is neither true nor false. "
        "Write `offline: true`, or `offline: false` to take the copy for the gym away."
    )


def test_finishing_twice_changes_nothing(site: Path, small: Bundle) -> None:
    """A second pass finds a finished site and leaves every byte of it."""
    finish(site, lambda: small)
    once = snapshot(site)
    finish(site, lambda: small)
    assert snapshot(site) == once


def test_a_marker_that_survives_stops_the_build(site: Path, small: Bundle) -> None:
    """The message names page, line and marker of each, and then the markers that exist."""
    write(site / "index.html", "<p>::: self-tst squat</p>\n<p>Words\n::: drill</p>")
    with pytest.raises(PageError) as refused:
        finish(site, lambda: small)
    assert str(refused.value) == (
        "index.html:5: `::: self-tst squat` was not replaced.\n"
        "index.html:7: `::: drill` was not replaced.\n"
        f" Markers are {', '.join(f'`::: {marker}`' for marker in MARKERS)}; "
        "each stands on a line of its own, with an empty line before and after it."
    )


def test_a_marker_that_is_shown_as_code_may_stay(site: Path, small: Bundle) -> None:
    """A page that explains markers quotes them in `<pre>` or `<code>`."""
    write(site / "index.html", "<pre>\n::: drill x\n</pre><p>Write <code>::: drill x</code>.</p>")
    assert finish(site, lambda: small).pages == 2


def test_a_script_in_an_attribute_stops_the_build(site: Path, small: Bundle) -> None:
    """The policy would block it in silence."""
    write(site / "index.html", '<button onclick="go()">Go</button>')
    with pytest.raises(PageError, match=r'^index\.html:5: <button onclick="go\(\)"> would never'):
        finish(site, lambda: small)


def test_the_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a built folder it says how to call it and fails."""
    assert main(["nowhere"]) == 2
    assert capsys.readouterr().err.startswith(
        "Usage: python -m self_tests.site.publish.finish site/"
    )


def test_the_command_reports_a_page_that_cannot_go_out(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It fails with the message and no traceback."""
    write(site / "index.html", "<p>::: safty</p>")
    assert main([str(site)]) == 1
    assert capsys.readouterr().err.startswith("index.html:5: `::: safty` was not replaced.")


def test_mkdocs_aborts_with_the_plain_message(site: Path) -> None:
    """The hook turns our errors into those that MkDocs prints without a traceback."""
    write(site / "index.html", "<p>::: safty</p>")
    config = MkDocsConfig()
    config.load_dict({"site_name": "Site"})
    config.validate()
    config.site_dir = str(site)
    with pytest.raises(PluginError, match=r"^index\.html:5: `::: safty` was not replaced\."):
        hooks.on_post_build(config)


def test_an_author_who_serves_the_site_sees_it_reload(site: Path) -> None:
    """`mkdocs serve` adds scripts that no policy can name: a served page has none, a built has."""
    (site / "self-tests" / "squat" / "index.html").unlink()
    config = MkDocsConfig()
    config.load_dict({"site_name": "Site", "dev_addr": "127.0.0.1:8000"})
    config.validate()
    config.site_dir = str(site)
    found = []
    for url in ("http://127.0.0.1:8000/", "https://example.org/"):
        config.site_url = url
        hooks.on_post_build(config)
        found.append("Content-Security-Policy" in (site / "index.html").read_text("utf-8"))
    assert found == [False, True]


def test_a_build_without_cards_deletes_none(site: Path, tmp_path: Path) -> None:
    """Those that an earlier build has drawn are there for the next one that needs them."""
    (site / "self-tests" / "squat" / "index.html").unlink()
    drawn = tmp_path / "repository/.cache/cards/drawn.png"
    write(drawn, "")
    config = MkDocsConfig()
    config.load_dict({"site_name": "Site"})
    config.validate()
    config.config_file_path = str(tmp_path / "repository/mkdocs.yml")
    config.site_dir = str(site)
    hooks.on_post_build(config)
    assert drawn.is_file()


def test_mkdocs_aborts_early_on_another_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wrong Python is refused before the first page is built."""
    monkeypatch.setattr("self_tests.site.bundle.pyodide.PYTHON", (3, 99))
    monkeypatch.setattr(refuse_other_python, "__defaults__", ((3, 13),))
    with pytest.raises(PluginError, match=r"this is Python 3\.13; .* of 3\.99 only\."):
        hooks.on_config(MkDocsConfig())
