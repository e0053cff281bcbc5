"""The Markdown extension: a line `::: self-test knee-to-wall` becomes the self-test's HTML.

    markdown_extensions:
      - self_tests.site.markdown:
          practice: {name: ..., text_number: ..., ...}

Works with any tool that runs Python-Markdown; it reads nothing from MkDocs but the page's name,
for errors, where there is one.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from self_tests.site.content.ids import ids_in, with_own_ids
from self_tests.site.content.markers import html
from self_tests.site.errors import MarkerError

if TYPE_CHECKING:
    from mkdocs.structure.files import File

try:
    # MkDocs prints an error of this class as a sentence, and any other as a traceback.
    from mkdocs.exceptions import BuildError
except ImportError:
    BuildError = Exception  # type: ignore[misc,assignment] # any other tool shows any error

MARKER = re.compile(r"^:::(.*)$")
REMEMBER_BEFORE_ALL, AFTER_CODE_AND_HTML = 1000, 15
"""Preprocessors run from high to low: fenced code at 25, raw HTML at 20. After both, a line that
still starts with `:::` is in neither of them. Indented code starts with blanks."""


class MarkdownError(BuildError):
    """A marker on a page cannot become HTML. The message says page, line, value and what to do."""


class SelfTestMarkdown(Extension):
    """Adds the markers to a Markdown converter."""

    def __init__(self, **settings: object) -> None:
        self.config = {"practice": [{}, "who runs this site: extra.practice of mkdocs.yml"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the markers, and the tags of our elements as ones outside paragraphs."""
        md.block_level_elements += ["self-test", "self-test-plan", "own-clip"]
        md.block_level_elements += ["squat-explorer", "study-reader"]
        remember = _Remember(md)
        markers = _Markers(md, self.getConfig("practice"), remember)
        md.preprocessors.register(remember, "self-test-lines", REMEMBER_BEFORE_ALL)
        md.preprocessors.register(markers, "self-test-markers", AFTER_CODE_AND_HTML)


def makeExtension(**settings: object) -> SelfTestMarkdown:  # noqa: N802 - Python-Markdown's name
    """Return the extension; Python-Markdown calls this by the module's name."""
    return SelfTestMarkdown(**settings)


class _Remember(Preprocessor):
    """Keeps the original lines, so that an error can name the right one."""

    lines: tuple[str, ...] = ()

    def run(self, lines: list[str]) -> list[str]:
        self.lines = tuple(line.rstrip() for line in lines)
        return lines

    def place_of(self, line: str) -> str:
        number = self.lines.index(line) + 1 if line in self.lines else "?"
        return f"line {number}"


class _Markers(Preprocessor):
    """Puts the HTML of each marker where its line was."""

    def __init__(self, md: Markdown, practice: Mapping[str, str], remember: _Remember) -> None:
        super().__init__(md)
        self.practice = practice
        self.remember = remember

    def run(self, lines: list[str]) -> list[str]:
        taken: dict[str, int] = {}
        return [new for line in lines for new in self._replaced(line, taken)]

    def _replaced(self, line: str, taken: dict[str, int]) -> list[str]:
        """Return the HTML in place of a line; `taken` counts the page's ids so far."""
        marker = MARKER.match(line)
        if not marker:
            return [line]
        name, *args = marker[1].split() or [""]
        try:
            shown = html(name, tuple(args), self.practice, self._root())
        except MarkerError as problem:
            place = f"{self._page()}{self.remember.place_of(line.rstrip())}"
            raise MarkdownError(f"{place}: {line.rstrip()}: {problem}") from None
        shown = with_own_ids(shown, taken)
        self._announce_anchors(shown)
        return ["", self.md.htmlStash.store(shown), ""]

    def _announce_anchors(self, shown: str) -> None:
        """Tell MkDocs, if it converts the page, to which anchors links may lead."""
        if "mkdocs_raw_html" in self.md.preprocessors:
            known: set[str] = getattr(
                self.md.preprocessors["mkdocs_raw_html"], "present_anchor_ids", set()
            )
            known.update(ids_in(shown))

    def _page(self) -> str:
        """Return the page's path and a colon if MkDocs converts it, otherwise nothing."""
        file = self._file()
        return f"{file.src_uri}: " if file else ""

    def _root(self) -> str:
        """Return the way from the page to the site's root; one level up if that is not known."""
        file = self._file()
        return "../" * file.dest_uri.count("/") or "./" if file else "../"

    def _file(self) -> "File | None":
        """Return the page's file if MkDocs converts it."""
        if "relpath" not in self.md.treeprocessors:
            return None
        file: File | None = getattr(self.md.treeprocessors["relpath"], "file", None)
        return file
