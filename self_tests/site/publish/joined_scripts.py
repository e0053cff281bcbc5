"""Our scripts that are always loaded together, joined into one file each.

Each script has one job and is short. But a phone asks for each file, and each is compressed by
itself, so scripts that no page loads without each other are published as one. No script changes its
meaning: if that cannot be kept, the build stops.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from self_tests.site.errors import PageError
from self_tests.site.publish.assets import SCRIPTS, is_ours
from self_tests.site.publish.script_text import Import, Script, script_of


@dataclass(frozen=True, slots=True)
class Group:
    """Scripts that are published as one `file`, all by their names without a room.

    The file may have the name of one of its `members`, which pages and other scripts then still
    use. Each other member is there because a script needs it.
    """

    file: str
    members: tuple[str, ...]


GROUPS = (
    Group(
        "common.mjs",
        (
            "client.mjs",
            "page-client.mjs",
            "result.mjs",
            "deploys.mjs",
            "dom.mjs",
            "environment.mjs",
            "fill-template.mjs",
            "offline.mjs",
            "presses.mjs",
            "saved-results.mjs",
            "sessions.mjs",
            "storage-names.mjs",
            "visit-marks.mjs",
            "visit-memory.mjs",
            "visit.mjs",
        ),
    ),
    Group(
        "element.mjs",
        (
            "element.mjs",
            "lazy.mjs",
            "self-test-element.mjs",
            "answer-checks.mjs",
            "answers.mjs",
            "first-unit.mjs",
            "flow.mjs",
            "form-memory.mjs",
            "form-request.mjs",
            "form.mjs",
            "navigation.mjs",
            "problems.mjs",
            "connection.mjs",
            "asking.mjs",
            "drawing.mjs",
            "scoring.mjs",
            "waiting.mjs",
        ),
    ),
    Group("handing.mjs", ("handing.mjs", "qr-code.mjs")),
    Group(
        "my-plan.mjs",
        (
            "copies.mjs",
            "in-parts.mjs",
            "install.mjs",
            "my-plan.mjs",
            "plan-asking.mjs",
            "plan-page.mjs",
            "today.mjs",
            "trends.mjs",
        ),
    ),
    Group("saving.mjs", ("check-ins.mjs", "download.mjs", "saving.mjs")),
    Group("timer.mjs", ("signals.mjs", "timer.mjs")),
    Group("week.mjs", ("session-player.mjs", "training-session.mjs", "week.mjs")),
    Group(
        "worker.mjs",
        (
            "worker.mjs",
            "boot.mjs",
            "bundle-part.mjs",
            "snapshots.mjs",
            "still.mjs",
            "world.mjs",
        ),
    ),
)
"""In this order: what both My plan and each form need; what only a form needs; what a result is
passed on with; what only My plan needs; what both need to save or pass on; what counts time; what
leads through a week; what runs Python. My plan shows no result, but `result.mjs` costs less there
than as a file of its own on every other page, and so does `week.mjs` beside the sessions. Scripts
of one room are next to each other: similar text compresses better."""

OF_THE_BROWSER = frozenset(
    re.findall(
        r"\w+",
        """
        Animation Blob Cache Event File Image Map Notification Option Range Request Response Screen
        Selection Set Storage Text URL Worker addEventListener alert atob blur btoa caches
        cancelAnimationFrame clearInterval clearTimeout close closed confirm console crypto
        customElements dispatchEvent document event fetch find focus frames getComputedStyle
        getSelection history indexedDB length localStorage location matchMedia name navigator open
        opener origin parent performance postMessage print prompt queueMicrotask removeEventListener
        reportError requestAnimationFrame screen scroll scrollBy scrollTo self sessionStorage
        setInterval setTimeout status stop structuredClone top window
        """,
    )
)
"""Names that scripts use without declaring them. In a joined file they could mean a neighbor's."""


def joined(scripts: Mapping[str, str], groups: Sequence[Group] = GROUPS) -> dict[str, str]:
    """Return all scripts, by path from their folder, with the members of each group in one.

    A group without any file is left out: an earlier pass has joined it. Raises `PageError` for a
    group that cannot be joined.
    """
    found = dict(scripts)
    for group in groups:
        there = [name for name in group.members if name in found]
        if there:
            found = _Joining(group, found).scripts()
    return found


def join_scripts(folder: Path) -> None:
    """Join our scripts below a folder of a built site; a second run changes nothing."""
    paths = [path for path in sorted(folder.rglob("*.mjs")) if is_ours(path, folder)]
    before = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
    after = joined(before)
    for name in before.keys() - after.keys():
        (folder / name).unlink()
    for name, text in after.items():
        (folder / name).write_text(text, "utf-8")


def lost(page: str, groups: Sequence[Group] = GROUPS) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, and how to mend it, for each script of a page that is in another one."""
    for group in groups:
        for name in group.members:
            if name != group.file and f'{SCRIPTS}/{name}"' in page:
                yield (
                    f'it loads "{name}", which is published in {group.file}.',
                    f"Name {group.file}.",
                )


@dataclass(frozen=True)
class _Joining:
    """One group among all scripts, while it is joined."""

    group: Group
    texts: Mapping[str, str]

    @cached_property
    def parsed(self) -> dict[str, Script]:
        return {name: script_of(text) for name, text in self.texts.items()}

    @cached_property
    def members(self) -> dict[str, Script]:
        """The members in the order in which a browser runs them: each after its imports."""
        order: dict[str, Script] = {}

        def add(name: str, way: tuple[str, ...]) -> None:
            if name in way:
                circle = " -> ".join((*way[way.index(name) :], name))
                raise _error(name, f"it needs itself: {circle}.", "Let one of them do without.")
            if name in order:
                return
            for needed, _ in self.imports(name):
                if needed in self.group.members:
                    add(needed, (*way, name))
            order[name] = self.parsed[name]

        for name in self.group.members:
            if name not in self.texts:
                mend = f"Put it there, or take it out of the group {self.group.file}."
                raise _error(name, "there is no such script.", mend)
        for name in self.group.members:
            add(name, ())
        return order

    def imports(self, name: str) -> Iterator[tuple[str, Import]]:
        """Yield what a script imports: the other script, and the statement."""
        for each in self.parsed[name].imports:
            yield _target(name, each.address), each

    def scripts(self) -> dict[str, str]:
        """Return all scripts with these joined."""
        if self.group.file in self.texts.keys() - {*self.group.members}:
            mend = "Give the group another name."
            raise _error(self.group.file, "a script and a group have this name.", mend)
        self.refuse_members()
        wanted = self.wanted()
        self.refuse_names()
        others = {name: self.pointed(name) for name in self.texts if name not in self.group.members}
        result = {**others, self.group.file: self.text(wanted)}
        _refuse_circle(result, self.group.file)
        return result

    def refuse_members(self) -> None:
        """Refuse statements that a member may not have."""
        for name, script in self.members.items():
            for what, mend in script.problems:
                raise _error(name, what, mend)
            if dirname(name) != dirname(self.group.file):
                for what in script.depends_on_place:
                    raise _error(
                        name,
                        f"`{what}` means another place once it is in {self.group.file}.",
                        "Give the group's file the folder of this script.",
                    )

    def wanted(self) -> dict[str, str]:
        """Return the names that other scripts import from the members, and from which one."""
        wanted: dict[str, str] = {}
        needed = {self.group.file}
        for name in self.texts:
            for target, each in self.imports(name):
                if target not in self.group.members:
                    continue
                needed.add(target)
                names = self.named(name, target, each)
                if name not in self.group.members:
                    wanted |= dict.fromkeys(names, target)
            self.refuse_places(name)
            if name not in self.group.members and self.is_asked_for_by(name):
                # Names that come from a call are written nowhere.
                wanted |= dict.fromkeys(self.members[self.group.file].exported, self.group.file)
        for name in self.group.members:
            if name not in needed:
                mend = f"Take it out of the group {self.group.file}."
                raise _error(name, "no script needs it.", mend)
        return wanted

    def is_asked_for_by(self, name: str) -> bool:
        """Return whether a script loads the group's file, named as a member, on demand."""
        places = self.parsed[name].on_demand
        return self.group.file in self.members and any(
            _target(name, place) == self.group.file for place, _ in places
        )

    def named(self, name: str, target: str, wanted: Import) -> tuple[str, ...]:
        """Return the name that a script imports from a member, which exports it under that name."""
        if wanted.names is None:
            what = f"`{wanted.shown}` gives another name to what is in {target}."
            raise _error(name, what, "Import it by its own name, in braces.")
        for one in wanted.names:
            if one not in self.members[target].exported:
                mend = "Correct the name, or export it there."
                raise _error(name, f'"{one}" is not exported by {target}.', mend)
        return wanted.names

    def refuse_places(self, name: str) -> None:
        """Refuse a script that uses the address of a member: it would be loaded twice."""
        for place in self.parsed[name].places:
            target = _target(name, place)
            if target in self.group.members and target != self.group.file:
                raise _error(
                    name,
                    f'it names "{place}", which is published in {self.group.file}.',
                    f"Import it, or take it out of the group {self.group.file}.",
                )

    def refuse_names(self) -> None:
        """Refuse a name that would mean two things in one file."""
        whose: dict[str, str] = {}
        for name, script in self.members.items():
            brought = {
                one: target
                for target, each in self.imports(name)
                if target not in self.group.members
                for one in each.names or ()
            }
            for one, owner in {**dict.fromkeys(script.declared, name), **brought}.items():
                if whose.setdefault(one, owner) != owner:
                    raise _error(
                        name,
                        f'"{one}" is a name of {whose[one]}, too.',
                        "Give one of the two another name.",
                    )
        for name, script in self.members.items():
            own = {*script.declared, *(one for each in script.imports for one in each.names or ())}
            for one in sorted(OF_THE_BROWSER.intersection(whose) - own):
                if script.says(one):
                    raise _error(
                        name,
                        f'"{one}" would mean that of {whose[one]}, not the browser\'s own.',
                        f"Give it another name in {whose[one]}.",
                    )

    def pointed(self, name: str) -> str:
        """Return a script outside the group, with its imports of members changed to the file."""
        here = _from(dirname(name), self.group.file)
        wanted = {
            one
            for target, each in self.imports(name)
            if target in self.group.members
            for one in each.names or ()
        }
        spans = [each.span for target, each in self.imports(name) if target in self.group.members]
        once = [_import(wanted, here), *[""] * len(spans)]
        return self.parsed[name].replaced(dict(zip(spans, once, strict=False)))

    def text(self, wanted: Mapping[str, str]) -> str:
        """Return the members as one script."""
        folder = dirname(self.group.file)
        outside: dict[str, set[str]] = {}
        parts = []
        for name, script in self.members.items():
            replaced = {}
            for target, each in self.imports(name):
                replaced[each.span] = ""
                if target not in self.group.members:
                    outside.setdefault(_from(folder, target), set()).update(each.names or ())
            for one, span in script.exported.items():
                if wanted.get(one) != name:
                    replaced[span] = ""
            for place, span in script.on_demand:
                target = _target(name, place)
                replaced[span] = f'"{_from(folder, target)}"'
            parts.append(script.replaced(replaced))
        first = [_import(names, address) for address, names in outside.items()]
        # The next script must not become part of a comment in the last line.
        ended = (f"{part}\n" if part and part[-1] != "\n" else part for part in parts)
        return "".join([*first, *ended])


def _target(script: str, address: str) -> str:
    """Return the script that another one means by a relative address."""
    return normpath(join(dirname(script), address))


def _import(names: Collection[str], address: str) -> str:
    """Return an import of names."""
    shown = f"{{ {', '.join(sorted(names))} }} from " if names else ""
    return f'import {shown}"{address}";\n'


def _from(folder: str, script: str) -> str:
    """Return the address of a script for another one in some folder."""
    address = relpath(script, folder or ".")
    return address if address.startswith(".") else f"./{address}"


def _refuse_circle(texts: Mapping[str, str], file: str) -> None:
    """Refuse a joined script that needs itself through another one."""
    waiting: list[tuple[str, ...]] = [(file,)]
    seen = set()
    while waiting:
        way = waiting.pop()
        for each in script_of(texts[way[-1]]).imports:
            name = _target(way[-1], each.address)
            if name == file:
                circle = " -> ".join((*way, file))
                mend = "Put them all into the group, or let one of them do without."
                raise _error(file, f"it would need itself: {circle}.", mend)
            if name in texts and name not in seen:
                seen.add(name)
                waiting.append((*way, name))


def _error(script: str, what: str, mend: str) -> PageError:
    return PageError(f"{SCRIPTS}/{script}", what, mend)
