"""Leaves self-tests out of this edition, for a practice that offers fewer.

The definitions stay where they are: only the catalogue says what this edition has. Pages, menu
entries, short addresses and links that would lead nowhere are removed.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from self_tests import catalogue
from self_tests.definition_reader import parse
from self_tests.model import owner_of
from self_tests.site.authoring.new_files import DEFINITIONS, StartingError
from self_tests.site.places import FOR_CONTRIBUTORS, ROOT
from self_tests.wording import listed, nearest

FEWEST_IN_A_CHAIN = 2
"""A visit of one self-test is that self-test, so then the chain check is removed, too."""
SAFETY = "safety.toml"
READ = re.compile(r'^read = "(.*)"$', re.MULTILINE)
"""The reading that a card offers for the time of waiting."""
LISTED = re.compile(r"^self-tests = \[\n.*?^\]", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)(?:\{[^}\n]*\})?")
CHOICE = re.compile(r"^  - title: .*\n(?:    .*\n)*", re.MULTILINE)
NO_CHOICE = re.compile(r"^choices:\n(?!  - )", re.MULTILINE)
ACTION = re.compile(r"^action:\n  text: .*\n  to: (?:\.\./)*([^#\n]*).*\n", re.MULTILINE)


def keep_only(names: tuple[str, ...], root: Path = ROOT) -> tuple[str, ...]:
    """Leave every other self-test out; return what was changed or removed, relative to `root`.

    Raises `StartingError` for an unknown id, for no id, and for a self-test with questions of one
    that would be left out.
    """
    known = catalogue.self_test_ids()
    for name in names:
        if name not in known:
            raise StartingError(f'There is no self-test "{name}". {nearest(name, known)}')
    if not names:
        raise StartingError(f"Name at least one self-test to keep: {', '.join(known)}.")
    kept = tuple(name for name in known if name in names)
    gone = tuple(name for name in known if name not in names)
    _refuse_shared(kept, gone)
    before = {path: path.read_bytes() for path in _editable(root)}
    _unlist(root / DEFINITIONS / "catalogue.toml", kept)
    _take_pages_away(root, gone, "".join(map(_choice, kept)))
    return tuple(
        path.relative_to(root).as_posix()
        for path, content in before.items()
        if not path.exists() or path.read_bytes() != content
    )


def _editable(root: Path) -> list[Path]:
    return [
        root / DEFINITIONS / "catalogue.toml",
        root / DEFINITIONS / SAFETY,
        root / "mkdocs.yml",
        *sorted((root / "docs").rglob("*.md")),
    ]


def _refuse_shared(kept: Iterable[str], gone: tuple[str, ...]) -> None:
    """Raise `StartingError` if a self-test that stays shares a question of one that does not."""
    for name in kept:
        owners = {
            owner_of(question.id)
            for screen in catalogue.self_test(name).screens
            for question in screen.questions
        }
        needed = sorted(owners & set(gone))
        if needed:
            raise StartingError(
                f"{name} asks questions of {listed(needed, 'and')}. Keep that one too."
            )


def _unlist(path: Path, kept: Iterable[str]) -> None:
    lines = "".join(f'  "{name}",\n' for name in kept)
    text = LISTED.sub(lambda _: f"self-tests = [\n{lines}]", path.read_text("utf-8"))
    parse(text, path.name)
    path.write_text(text, "utf-8")


def _choice(name: str) -> str:
    """Return a self-test as the front matter of a page offers it."""
    shown = catalogue.self_test(name)
    fields = {"title": shown.title, "text": shown.summary, "page": f"self-tests/{name}/"}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return f"\n  - {'\n    '.join(lines)}"


def _take_pages_away(root: Path, gone: tuple[str, ...], choices: str) -> None:
    docs = root / "docs"
    removed = [docs / "self-tests" / f"{name}.md" for name in gone]
    chain = catalogue.chain_check()
    if len(set(chain.full) - set(gone)) < FEWEST_IN_A_CHAIN:
        removed.append(docs / "self-tests" / f"{chain.id}.md")
    removed += [
        page
        for page in (docs / "blog/posts").glob("*.md")
        if any(f"\n::: self-test {name}\n" in page.read_text("utf-8") for name in gone)
    ]
    for page in removed:
        page.unlink(missing_ok=True)
    sources = {page.relative_to(docs).as_posix() for page in removed}
    _offer_less(root / DEFINITIONS / SAFETY, sources)
    for page in docs.rglob("*.md"):
        if page.relative_to(docs).parts[0] != FOR_CONTRIBUTORS:
            text = page.read_text("utf-8")
            page.write_text(_without(text, page, docs, sources, choices), "utf-8")
    settings = root / "mkdocs.yml"
    lines = settings.read_text("utf-8").split("\n")
    stay = [line for line in lines if line.rpartition(" ")[2] not in sources]
    settings.write_text("\n".join(stay), "utf-8")


def _offer_less(path: Path, sources: set[str]) -> None:
    """Take away links of cards to articles that are gone."""
    addresses = {f"blog/{Path(one).stem}/" for one in sources if one.startswith("blog/")}
    text = READ.sub(
        lambda read: 'read = ""' if read[1] in addresses else read[0], path.read_text("utf-8")
    )
    parse(text, path.name)
    path.write_text(text, "utf-8")


def _without(text: str, page: Path, docs: Path, sources: set[str], choices: str) -> str:
    """Return a page without links, choices and further reading that lead to removed pages.

    If no choice is left, `choices` take their place.
    """

    def unlinked(link: re.Match[str]) -> str:
        target = (page.parent / link[2]).resolve().relative_to(docs.resolve(), walk_up=True)
        return link[1] if target.as_posix() in sources else link[0]

    addresses = {source.removesuffix(".md") + "/" for source in sources}
    slugs = {Path(source).stem for source in sources if source.startswith("blog/")}
    opening, begins, rest = text.partition("---\n")
    front, ends, body = rest.partition("\n---\n")
    if opening or not begins:
        return LINK.sub(unlinked, text)
    front = CHOICE.sub(
        lambda choice: "" if any(f"page: {to}\n" in choice[0] for to in addresses) else choice[0],
        f"{front}\n",
    )
    # A page that offered choices still has to offer some; a button needs a target.
    front = NO_CHOICE.sub(lambda _: f"choices:{choices}\n", front)
    front = ACTION.sub(lambda action: "" if action[1] in addresses else action[0], front)
    front = front.removesuffix("\n")
    lines = [
        line
        for line in front.split("\n")
        if line.removeprefix("  - ") not in sources
        and line.removeprefix("start_with: ") not in slugs
    ]
    return f"{begins}{'\n'.join(lines)}{ends}{LINK.sub(unlinked, body)}"
