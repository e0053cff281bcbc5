"""One pass over the built site: the bundle, the security policy, and what must not go out.

`python -m self_tests.site.publish.finish site/` does it by hand; the MkDocs hook does it after each
build.
Running it twice changes nothing.
"""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import urljoin

from self_tests.site.bundle.build import Bundle, build_bundle
from self_tests.site.content.markers import MARKERS
from self_tests.site.digests import integrity, script_json
from self_tests.site.errors import BuildError
from self_tests.site.publish.assets import minify
from self_tests.site.publish.colors import schemes, with_bars
from self_tests.site.publish.offline import SIZE, kept_files, write_worker
from self_tests.site.publish.self_test_blocks import taken_out
from self_tests.site.publish.style_sheets import PARTS, SITE_SHEET, THEME, TOKENS, join

SCRIPTS = "assets/self-tests"
"""Where the site keeps our scripts and styles, and below them the bundle."""

DEPLOY = "deploy.json"
"""What tells an open page whether its scripts and its bundle are still the site's."""

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    # Material sets style attributes from its scripts and writes some into tables; a style can
    # neither run nor send anything under this policy.
    "style-src": ["'self'", "'unsafe-inline'"],
    # Material's icons are data: addresses in its style sheets.
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    # A film of one's own squat plays from a blob: address and stays on the phone.
    "media-src": ["'self'", "blob:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    # Without scripts a form would put the answers into the address.
    "form-action": ["'none'"],
}
"""What a page may load. Frames and the worker's own policy have no form in a page."""

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A film is taken by the phone's own camera application, which needs no permission of ours.
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "bluetooth", "browsing-topics", "camera", "display-capture"),
            *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
            *("microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
        )
    ),
}
"""What only a host can say, and the policy's frames."""

FOREVER = "public, max-age=31536000, immutable"
"""For addresses that change with what stands behind them. Pages keep the hosts' own rule: ask
each time whether there is a newer one."""

IMPORTED = re.compile(
    r"""(?:\bimport(?![.(])|\bexport\s*[{*][^"'(;]*\bfrom\b)[^"'(;]*["'](\.{1,2}/[^"']+\.mjs)["']"""
)
"""A script that another one, which is minified, needs before it can start. What it imports later,
with `import("...")`, is none."""

ONWARD = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')
"""What a page holds that only leads to another one."""

OTHER_LANGUAGES = "assets/javascripts/lunr"
"""Where the theme puts its search for languages that this site does not speak."""

THEME_LINK = re.compile(rf'<link rel="stylesheet" href="[^"]*?({THEME}/[^"]+)">\s*')
"""A page's link to a sheet of the theme."""

PUBLISHED = re.compile(rf"{SCRIPTS}/source(?:-[0-9a-f]{{12}})?/")
"""Where a page looks for the sources: as the template says it, or as an earlier pass did."""

VERSION = re.compile(rf'{SCRIPTS}/(v-[0-9a-f]{{12}})/([\w./-]+\.mjs)"')
"""A script of ours that a page loads: its folder, named after what is in it, and its name."""

EXECUTED = {"", "module", "importmap", "text/javascript", "application/javascript"}
"""The types of `<script>` that a browser runs, and the policy therefore has to name."""

POLICY_META = '<meta http-equiv="Content-Security-Policy" content="{}">'
REFERRER_META = '<meta name="referrer" content="no-referrer">'
BUNDLE_SCRIPT = '<script type="application/json" id="self-tests-bundle">{}</script>'
DIGESTS_SCRIPT = '<script type="importmap">{}</script>'
PRELOADS = '<link rel="modulepreload" fetchpriority="low" href="{}">'


class PageError(BuildError):
    """A built page holds what must not be published."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a pass has done: how many pages it saw, and the bundle, if any page needs it."""

    pages: int
    bundle: Bundle | None


def finish(
    site: Path,
    make_bundle: Callable[[], Bundle] = build_bundle,
    *,
    live: bool = False,
    offline: bool = True,
) -> Finished:
    """Complete the built site in the folder `site`.

    The bundle is made only if a page holds a `<self-test>`. A `live` site gets no security policy:
    `mkdocs serve` writes a script into each answer, another one each time. Without `offline`
    nothing can be kept for a place without a network, and what was kept goes.

    Raises a `BuildError`: `PageError` for what an author can mend in a page, those of
    `build_bundle` for the rest.
    """
    pages = {path: _Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    _refuse(problem for path, page in pages.items() for problem in page.problems(path, site))
    needed = any(page.holds_self_test for page in pages.values())
    bundle = make_bundle() if needed else None
    if bundle:
        _copy(bundle, site / SCRIPTS / "bundle")
    sources = _publish(bundle.sources if bundle else {}, site / SCRIPTS)
    minify(path for path in (site / SCRIPTS).rglob("*.mjs") if _is_ours(path, site / SCRIPTS))
    for declared in (site / SCRIPTS).rglob("*.d.ts"):
        declared.unlink()  # for the type checker, and nobody's browser
    shutil.rmtree(site / OTHER_LANGUAGES, ignore_errors=True)
    write_worker(site, None)
    moved = {**_version_scripts(site / SCRIPTS), **_join_styles(site, pages.values())}
    allowed: set[str] = set()
    for path, page in pages.items():
        root = "../" * (len(path.relative_to(site).parts) - 1) or "./"
        page.move(moved)
        page.show_sources(sources)
        if bundle and page.holds_self_test:
            page.add_bundle(bundle.manifest(f"{root}{SCRIPTS}/bundle/"))
        page.add_scripts(site, root)
        allowed |= set(page.script_sources)
        path.write_text(page.finished(live=live), "utf-8")
    if bundle:
        scripts = next((page.scripts for page in pages.values() if page.scripts), "")
        deploy = {"scripts": scripts, "bundle": bundle.digest}
        (site / DEPLOY).write_text(json.dumps(deploy), "utf-8")
    if bundle and offline and not live:
        _keep(site, bundle, pages)
    if not live:
        (site / "_headers").write_text(_headers(allowed, site), "utf-8")
        (site / "_redirects").write_text(_redirects(site, pages), "utf-8")
    return Finished(len(pages), bundle)


def _join_styles(site: Path, pages: Collection["_Page"]) -> dict[str, str]:
    """Join the style sheets, fill in the colors of the browser's bars, and take the parts away.

    Return old to new address of each sheet; nothing where an earlier pass has done it.
    """
    if not (site / SITE_SHEET).is_file():
        return {}
    colors = schemes((site / TOKENS).read_text("utf-8"))
    theme = dict.fromkeys(sheet for page in pages for sheet in page.take_theme_sheets())
    for page in pages:
        page.text = with_bars(page.text, colors)
    moved = join(site, theme)
    for folder in (*PARTS, THEME):
        shutil.rmtree(site / folder, ignore_errors=True)
    return moved


def _keep(site: Path, bundle: Bundle, pages: Iterable[Path]) -> None:
    """Write what can be kept into the service worker, and its size into the pages that offer it."""
    kept = kept_files(site, bundle)
    size = kept.megabytes
    for path in pages:
        text = path.read_text("utf-8")
        path.write_text(SIZE.sub(rf"\g<1>{size}\g<2>", text), "utf-8")
    write_worker(site, kept)


@dataclass
class _Seen:
    """What the parser met that matters here."""

    self_test: bool = False
    inline_scripts: list[str] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads a page once and notes what `_Page` wants to know."""

    LITERAL = frozenset({"pre", "code", "script", "style", "textarea"})
    """Text in these is shown or read as it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = _Seen()
        self._literal: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.seen.self_test |= tag in ("self-test", "self-test-plan")
        if tag in self.LITERAL:
            self._literal.append(tag)
        runs = (given.get("type") or "") in EXECUTED
        self._script = tag == "script" and "src" not in given and runs
        for name, value in attrs:
            if name.startswith("on"):
                self.seen.problems.append(
                    (
                        self.getpos()[0],
                        f'<{tag} {name}="{value}"> would never run: the page\'s policy blocks it.',
                        "Listen for the event in a script file.",
                    )
                )

    def handle_endtag(self, tag: str) -> None:
        if self._literal and tag == self._literal[-1]:
            self._literal.pop()
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.seen.inline_scripts.append(data)
        if self._literal:
            return
        known = ", ".join(f"`::: {marker}`" for marker in MARKERS)
        for below, line in enumerate(data.splitlines()):
            if line.lstrip().startswith(":::"):
                mend = (
                    f"Markers are {known}; each stands on a line of its own, with an empty line "
                    "before and after it."
                )
                place = self.getpos()[0] + below
                self.seen.problems.append((place, f"`{line.strip()}` was not replaced.", mend))


def _read(text: str) -> _Seen:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.seen


_read_once = cache(_read)
"""For a self-test, which stands the same on many pages."""


def _seen_in(page: str) -> _Seen:
    """Return what matters of a page. Its self-tests are read once for all pages.

    A page with anything to mend is read whole, to tell the line.
    """
    rest, self_tests = taken_out(page)
    seen = _read(rest)
    for each in map(_read_once, self_tests):
        seen.self_test = True
        seen.inline_scripts += each.inline_scripts
        seen.problems += each.problems
    return _read(page) if seen.problems and self_tests else seen


class _Page:
    """One built page, as text, without what an earlier pass put in."""

    def __init__(self, text: str) -> None:
        for inserted in (POLICY_META, REFERRER_META, BUNDLE_SCRIPT, DIGESTS_SCRIPT, PRELOADS):
            pattern = re.escape(inserted).replace(re.escape("{}"), r"[^\n]*?")
            text = re.sub(f"{pattern}\n", "", text)
        self.text = text
        self.seen = _seen_in(text)
        self.first: list[str] = []
        """What comes before everything that loads something."""
        self.script_sources = sorted({_source(script) for script in self.seen.inline_scripts})

    @property
    def holds_self_test(self) -> bool:
        return self.seen.self_test

    def problems(self, path: Path, site: Path) -> list[tuple[str, str, str]]:
        """Return the place, what is wrong and how to mend it, of all that must not go out."""
        place = path.relative_to(site).as_posix()
        return [(f"{place}:{line}", what, mend) for line, what, mend in self.seen.problems]

    def take_theme_sheets(self) -> list[str]:
        """Take the links to the theme's sheets out where ours is linked, and return their paths."""
        if f'{SITE_SHEET}"' not in self.text:
            return []
        found = THEME_LINK.findall(self.text)
        self.text = THEME_LINK.sub("", self.text)
        return found

    def move(self, moved: Mapping[str, str]) -> None:
        """Replace the addresses in `moved`."""
        if moved:
            known = "|".join(map(re.escape, moved))
            self.text = re.sub(
                rf'(["/])({known})(["?#])', lambda hit: hit[1] + moved[hit[2]] + hit[3], self.text
            )

    def show_sources(self, folder: str) -> None:
        """Let the links to the code lead to the code of this bundle."""
        self.text = PUBLISHED.sub(f"{SCRIPTS}/{folder}/", self.text)

    def add_bundle(self, manifest: Mapping[str, object]) -> None:
        """Say where the bundle is, and allow the page to run it."""
        # Older WebKit gives a worker the policy of its page, not that of its own response.
        self.script_sources.append("'wasm-unsafe-eval'")
        shown = BUNDLE_SCRIPT.format(script_json(manifest))
        self.text = self.text.replace("</head>", f"{shown}\n</head>", 1)

    @property
    def scripts(self) -> str:
        """The folder of the scripts that the page loads, named after what is in it, if any."""
        found = VERSION.search(self.text)
        return found[1] if found else ""

    def add_scripts(self, site: Path, root: str) -> None:
        """Name the digest of each of our scripts, and ask at once for those that are needed.

        A browser that knows digests refuses a script that is not the one the page was built with;
        one that waits for a script to name the next would wait for the network each time.
        """
        version = self.scripts
        if not version:
            return
        folder, address = site / SCRIPTS / version, f"{root}{SCRIPTS}/{version}"
        paths = sorted(folder.rglob("*.mjs"))
        scripts = {path.relative_to(folder).as_posix(): path for path in paths}
        digests = {
            f"{address}/{name}": integrity(path.read_bytes()) for name, path in scripts.items()
        }
        shown = script_json({"integrity": digests})
        self.script_sources.insert(0, _source(shown))
        needed = needed_by((name for _, name in VERSION.findall(self.text)), scripts)
        preloads = [PRELOADS.format(f"{address}/{name}") for name in needed]
        self.first += [DIGESTS_SCRIPT.format(shown), *preloads]

    def finished(self, *, live: bool) -> str:
        """Return the page with its policy and all that was added."""
        policy = {**POLICY, "script-src": [*POLICY["script-src"], *self.script_sources]}
        policies = [] if live else [POLICY_META.format(_rules(policy))]
        first = "".join(f"{line}\n" for line in (*policies, REFERRER_META, *self.first))
        # After the encoding, which browsers look for in the first kilobyte.
        head = re.search(r"<head[^>]*>\s*(<meta charset=[^>]*>)?", self.text)
        at = head.end() if head else 0
        return f"{self.text[:at]}{first}{self.text[at:]}"


def _rules(policy: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in policy.items())


def needed_by(used: Iterable[str], scripts: Mapping[str, Path]) -> list[str]:
    """Return all that some scripts import, and what that imports, sorted.

    `scripts` are all there are, by their path from one folder. Raises `PageError` for an import
    that leads to none of them: a browser would show the page and do nothing on it.
    """
    found: set[str] = set()
    waiting = list(used)
    while waiting:
        script = waiting.pop()
        for address in IMPORTED.findall(scripts[script].read_text("utf-8")):
            name = normpath(f"{dirname(script)}/{address}" if "/" in script else address)
            if name not in scripts:
                raise PageError(
                    f"{SCRIPTS}/{script}",
                    f'it imports "{address}", and there is no {SCRIPTS}/{name}.',
                    "Correct the path of the import, or put the script there.",
                )
            if name not in found:
                found.add(name)
                waiting.append(name)
    return sorted(found)


def _headers(allowed: Iterable[str], site: Path) -> str:
    """Return the file that tells Netlify and Cloudflare Pages what a page cannot say itself.

    Its policy allows what any page allows; the page's own, which also holds, is the stricter one.
    """
    sources = [*POLICY["script-src"], *sorted(allowed)]
    policy = {**POLICY, "script-src": sources, "frame-ancestors": ["'none'"]}
    everywhere = {"Content-Security-Policy": _rules(policy), **HEADERS}
    kept = [
        f"/{path.relative_to(site).as_posix()}/*" for path in sorted((site / SCRIPTS).glob("*"))
    ]
    lines = ["/*", *(f"  {name}: {value}" for name, value in everywhere.items())]
    for path in kept:
        lines += [path, f"  Cache-Control: {FOREVER}"]
    return "\n".join([*lines, ""])


def _redirects(site: Path, pages: Mapping[Path, _Page]) -> str:
    """Return the file that lets the same hosts answer a short link at once.

    Any other host sends the page itself, which leads on.
    """
    lines = []
    for path, page in pages.items():
        onward = ONWARD.search(page.text)
        if onward:
            here = f"/{path.relative_to(site).parent.as_posix()}"
            lines.append(f"{here}/ {urljoin(f'{here}/', onward[1])} 301\n")
    return "".join(lines)


def _refuse(problems: Iterable[tuple[str, str, str]]) -> None:
    """Raise one `PageError` with all the problems, if there are any."""
    found = list(problems)
    if found:
        (place, what, _), *others = found
        more = [f"{place}: {what}" for place, what, _ in others]
        mends = dict.fromkeys(mend for _, _, mend in found)
        raise PageError(place, "\n".join([what, *more, ""]), " ".join(mends))


def _source(script: str) -> str:
    """Return the policy's name for an inline script: the hash of its text."""
    return f"'{integrity(script.encode())}'"


def _copy(bundle: Bundle, target: Path) -> None:
    """Put the parts, and nothing else, into the folder `target`."""
    shutil.rmtree(target, ignore_errors=True)
    for part in bundle.parts:
        (target / part.url).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundle.folder / part.url, target / part.url)


def _publish(sources: Mapping[str, bytes], folder: Path) -> str:
    """Put the sources of what scores into a folder named after them; return its name.

    Anybody can read there what has run, byte for byte. They are served as plain text.
    """
    for old in folder.glob("source-*"):
        shutil.rmtree(old)
    whole = hashlib.sha256()
    for name, content in sorted(sources.items()):
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    published = f"source-{whole.hexdigest()[:12]}"
    for name, content in sources.items():
        target = folder / published / f"{name}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return published


def _version_scripts(folder: Path) -> dict[str, str]:
    """Move our scripts and styles into a folder that is named after what is in them.

    They import each other by relative names, which stay true, and a page can never meet the
    scripts of another deploy. Return old to new address, from the site's root.
    """
    loose = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_placed(path.relative_to(folder).parts[0])
    }
    whole = hashlib.sha256()
    for name, path in loose.items():
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    version = f"v-{whole.hexdigest()[:12]}"
    for name, path in loose.items():
        target = folder / version / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    for name in {name.partition("/")[0] for name in loose if "/" in name}:
        shutil.rmtree(folder / name)
    return {f"{SCRIPTS}/{name}": f"{SCRIPTS}/{version}/{name}" for name in loose}


def _is_ours(script: Path, folder: Path) -> bool:
    """Return whether a script below the folder is ours and lies where the build tool put it."""
    parts = script.relative_to(folder).parts
    return not _is_placed(parts[0]) and "vendored" not in parts


def _is_placed(name: str) -> bool:
    """Return whether a file or folder of that name was put there by this module."""
    return name == "bundle" or name.startswith(("v-", "source-"))


def main(arguments: Sequence[str]) -> int:
    """Finish the site in the folder that is the only argument; return the exit status."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write(
            "Usage: python -m self_tests.site.publish.finish site/   (a folder, built before)\n"
        )
        return 2
    try:
        finished = finish(Path(arguments[0]))
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{finished.pages} pages{_weight(finished.bundle)}\n")
    return 0


def _weight(bundle: Bundle | None) -> str:
    if bundle is None:
        return ", no self-test among them"
    brotli, gzip = (f"{size / 1e6:.2f} MB" for size in (bundle.brotli, bundle.gzip))
    return f"; the bundle weighs {brotli} (brotli) or {gzip} (gzip)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
