"""Reads a built page, and adds to it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from self_tests.site.content.markers import MARKERS
from self_tests.site.digests import integrity, script_json
from self_tests.site.errors import PageError
from self_tests.site.publish.assets import SCRIPTS, needed_by
from self_tests.site.publish.policy import POLICY, inline_source, rules
from self_tests.site.publish.self_test_blocks import taken_out
from self_tests.site.publish.style_sheets import SITE_SHEET, THEME

THEME_LINK = re.compile(rf'<link rel="stylesheet" href="[^"]*?({THEME}/[^"]+)">\s*')
"""A page's link to a sheet of the theme."""

PUBLISHED = re.compile(rf"{SCRIPTS}/source(?:-[0-9a-f]{{12}})?/")
"""Where a page names the folder of the sources: from the template, or from an earlier pass."""

VERSION = re.compile(rf'{SCRIPTS}/(v-[0-9a-f]{{12}})/([\w./-]+\.mjs)"')
"""A script of ours that a page loads: its folder, named after its content, and its name."""

EXECUTED = {"", "module", "importmap", "text/javascript", "application/javascript"}
"""The types of `<script>` that a browser runs, so that the policy has to name them."""

POLICY_META = '<meta http-equiv="Content-Security-Policy" content="{}">'
REFERRER_META = '<meta name="referrer" content="no-referrer">'
BUNDLE_SCRIPT = '<script type="application/json" id="self-tests-bundle">{}</script>'
DIGESTS_SCRIPT = '<script type="importmap">{}</script>'
PRELOADS = '<link rel="modulepreload" fetchpriority="low" href="{}">'


@dataclass
class _Seen:
    """What the parser has found on a page."""

    self_test: bool = False
    inline_scripts: list[str] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads a page once and notes what `Page` needs."""

    LITERAL = frozenset({"pre", "code", "script", "style", "textarea"})
    """Elements whose text is shown or read unchanged."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = _Seen()
        self._literal: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.seen.self_test |= tag in ("self-test", "self-test-plan", "study-reader", "own-clip")
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
"""For a self-test, which is the same on many pages."""


def _seen_in(page: str) -> _Seen:
    """Return what was found on a page. Its self-tests are read once for all pages.

    A page with anything to mend is read again as a whole, to find the lines.
    """
    rest, self_tests = taken_out(page)
    seen = _read(rest)
    for each in map(_read_once, self_tests):
        seen.self_test = True
        seen.inline_scripts += each.inline_scripts
        seen.problems += each.problems
    return _read(page) if seen.problems and self_tests else seen


class Page:
    """One built page, as text, without the additions of an earlier pass."""

    def __init__(self, text: str) -> None:
        for inserted in (POLICY_META, REFERRER_META, BUNDLE_SCRIPT, DIGESTS_SCRIPT, PRELOADS):
            pattern = re.escape(inserted).replace(re.escape("{}"), r"[^\n]*?")
            text = re.sub(f"{pattern}\n", "", text)
        self.text = text
        self.seen = _seen_in(text)
        self.first: list[str] = []
        """What comes before everything that loads something."""
        self.script_sources = sorted({inline_source(script) for script in self.seen.inline_scripts})

    @property
    def holds_self_test(self) -> bool:
        """Whether the page holds anything that asks Python, and so needs the bundle."""
        return self.seen.self_test

    def problems(self, path: Path, site: Path) -> list[tuple[str, str, str]]:
        """Return the place, what is wrong and how to mend it, of all that must not be published."""
        place = path.relative_to(site).as_posix()
        return [(f"{place}:{line}", what, mend) for line, what, mend in self.seen.problems]

    def take_theme_sheets(self) -> list[str]:
        """Remove the links to the theme's sheets if ours is linked, and return their paths."""
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
        """Make the links to the code lead to the code of this bundle."""
        self.text = PUBLISHED.sub(f"{SCRIPTS}/{folder}/", self.text)

    def add_bundle(self, manifest: Mapping[str, object]) -> None:
        """Add the address of the bundle, and allow the page to run it."""
        # Older WebKit applies the policy of the page to a worker, not that of the worker's
        # response.
        self.script_sources.append("'wasm-unsafe-eval'")
        shown = BUNDLE_SCRIPT.format(script_json(manifest))
        self.text = self.text.replace("</head>", f"{shown}\n</head>", 1)

    @property
    def scripts(self) -> str:
        """The folder of the scripts that the page loads, named after their content, if any."""
        found = VERSION.search(self.text)
        return found[1] if found else ""

    def add_scripts(self, site: Path, root: str) -> None:
        """Add the digest of each of our scripts, and preload those that are needed at once.

        A browser that knows digests refuses a script that is not the one the page was built with;
        without preloads it would wait for the network each time one script imports the next.
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
        self.script_sources.insert(0, inline_source(shown))
        needed = needed_by((name for _, name in VERSION.findall(self.text)), scripts)
        preloads = [PRELOADS.format(f"{address}/{name}") for name in needed]
        self.first += [DIGESTS_SCRIPT.format(shown), *preloads]

    def finished(self, *, live: bool) -> str:
        """Return the page with its policy and everything that was added."""
        policy = {**POLICY, "script-src": [*POLICY["script-src"], *self.script_sources]}
        policies = [] if live else [POLICY_META.format(rules(policy))]
        first = "".join(f"{line}\n" for line in (*policies, REFERRER_META, *self.first))
        # After the encoding, which browsers look for in the first kilobyte.
        head = re.search(r"<head[^>]*>\s*(<meta charset=[^>]*>)?", self.text)
        at = head.end() if head else 0
        return f"{self.text[:at]}{first}{self.text[at:]}"


def refuse(problems: Iterable[tuple[str, str, str]]) -> None:
    """Raise one `PageError` with all the problems, if there are any."""
    found = list(problems)
    if found:
        (place, what, _), *others = found
        more = [f"{place}: {what}" for place, what, _ in others]
        mends = dict.fromkeys(mend for _, _, mend in found)
        raise PageError(place, "\n".join([what, *more, ""]), " ".join(mends))
