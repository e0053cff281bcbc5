"""Gives short names to what a script declares for itself: nobody reads them as it is published.

This is no parser of the language either. It knows what each brace is for, and so a name from a
property; and where a name that is declared can be said. A test compares each script with its
source as TypeScript reads both.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain, product
from string import ascii_letters

from self_tests.site.publish.script_text import Script, Span

PRIVATE = re.compile(r"#(?!\d)(?P<name>[\w$]+)")
NAME = re.compile(r"(?<![\w$#])(?<![^.]\.)(?!\d)[\w$]+")
"""A word that is no private name and no property after a dot."""
WORD = re.compile(r"[\w$]+")
RESERVED = frozenset(("as", "do", "if", "in", "is", "of"))
"""Words of two letters that are, or may be, no names."""
MOST_LETTERS = 2
"""How long a short name is at most."""
MOST_SHARED = 1 / 3
"""How often a name may be that of a property as well: each time it is written twice, `one:a`."""

DECLARING = re.compile(r"(?<![\w$.#])(?:let|const|var)(?=[ {\[])")
NAMED = re.compile(r"(?<![\w$.#])(?:function\b\*? ?|class (?!extends\b))(?P<name>[\w$]+)")
ARROW = re.compile(r"=>")
BODY = re.compile(r"\)\{")
OF_OR_IN = re.compile(r"(?<![\w$])(?:of|in)(?![\w$])")
PARAMETER = re.compile(r"[\w$]+\Z")
HEAD = re.compile(r"(?<![\w$.#])(?:if|for await|for|while|switch|with)\Z")
"""What stands before parentheses that declare no parameters."""
CLASS = re.compile(r"(?<![\w$.#])class\b[^{}();]*\Z")
LISTING = re.compile(r"(?<![\w$.#])(?:import|export)\Z")
BLOCK = re.compile(r"(?:(?:\A|=>|[);{}])|(?<![\w$.#])(?:else|try|finally|do|static|catch))\Z")
"""What stands before a brace that holds statements."""
ACCESSOR = re.compile(r"(?:(?<![\w$.#])(?:get|set|async|static) |(?:[{},;]|async)\*)\Z")
WHOLE_CLASS = re.compile(r"(?:export )?(?:(?:let |const )?[\w$]+=)?class\b[^{}();]*\{")
GOES_ON = re.compile(r"[.=(,\[?)&|:+*/<>-]|(?:else|catch|finally|while)(?![\w$])")
"""What follows on a closing brace inside of a statement."""
MOST_BEFORE = 200
"""How many characters before a place say what it is for: to look further back is slow."""


def with_short_private(script: str) -> str:
    """Return a minified script in which the private names of classes are as short as can be.

    Nothing outside a class can say such a name, so no other script and no page depends on it.
    """
    found = {hit.span("name"): hit["name"] for hit in PRIVATE.finditer(Script(script).code)}
    names = [name for name, _ in Counter(found.values()).most_common()]
    by_name = dict(zip(names, _short_names(), strict=False))
    return Script(script).replaced({span: by_name[name] for span, name in found.items()})


def with_short_top(script: str) -> str:
    """Return a minified script in which the names that it declares for itself alone are short.

    Everything of such a name gets the same new name, which nothing else in the script has: also a
    parameter or another variable that hides it. One that other scripts import stays.
    """
    found = Script(script)
    long = {name for name in found.declared if len(name) > MOST_LETTERS} - found.exported.keys()
    whole = (0, len(found.code))
    return found.replaced(_Read(found.code).renamed(whole, long, {*WORD.findall(found.code)}))


def with_short_locals(script: str) -> str:
    """Return a minified script in which the names inside of its functions are short.

    What is declared in one statement at the top, or in one member of a class there, is said nowhere
    else: the next may give the same names again. A name that is said where nothing declares it
    stays, as it is the browser's there; so does one that the top of the script has as well.
    """
    found = Script(script)
    read = _Read(found.code)
    top = {*found.declared, *(name for each in found.imports for name in each.names or ())}
    spans: dict[Span, str] = {}
    for part in read.parts():
        spans |= read.renamed(part, read.declared(part) - top)
    return found.replaced(spans)


def _short_names() -> Iterator[str]:
    """Yield each letter, then each pair of letters."""
    return chain(ascii_letters, ("".join(pair) for pair in product(ascii_letters, repeat=2)))


class _Read:
    """The code of a minified script, and what its brackets are for."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.ends: dict[int, int] = {}
        """For each opening bracket the place of the one that closes it, and the other way."""
        self.around: list[int] = []
        """For each place that of the bracket around it; -1 at the top level."""
        opened = [-1]
        for place, sign in enumerate(code):
            if sign in ")]}":
                start = opened.pop()
                self.ends |= {start: place, place: start}
            self.around.append(opened[-1])
            if sign in "([{":
                opened.append(place)

    @cached_property
    def braces(self) -> dict[int, str]:
        """What each brace holds: a `class`, a `list` of exports, statements, or an `object`."""
        return {place: self._brace(place) for place, sign in enumerate(self.code) if sign == "{"}

    def _brace(self, place: int) -> str:
        before = self.code[max(0, place - MOST_BEFORE) : place]
        if LISTING.search(before):
            return "list"
        if CLASS.search(before):
            return "class"
        # The last part of the head of a loop follows on a semicolon as well.
        is_in_head = before.endswith(";") and self.code[self.around[place]] == "("
        return "" if BLOCK.search(before) and not is_in_head else "object"

    def renamed(
        self, part: Span, names: Collection[str], taken: Collection[str] = ()
    ) -> dict[Span, str]:
        """Return short names for some in a part, by place; the most frequent is the shortest.

        No short name is said there already, as that of a variable, or is among those `taken`.
        """
        others = {*RESERVED, *taken}
        places: dict[str, list[Span]] = {}
        shared: dict[Span, str] = {}
        for hit in NAME.finditer(self.code, *part) if names else ():
            use = self._use(*hit.span())
            if use == "key":
                continue
            others.add(hit[0])
            if hit[0] in names:
                places.setdefault(hit[0], []).append(hit.span())
                if use == "both":
                    shared[hit.span()] = f"{hit[0]}:"
        often = Counter(self.code[slice(*span)] for span in shared)
        chosen = [name for name, found in places.items() if often[name] <= len(found) * MOST_SHARED]
        chosen.sort(key=lambda name: (-len(places[name]), places[name]))
        others -= {*chosen} - {*taken}
        free = (name for name in _short_names() if name not in others)
        return {
            span: shared.get(span, "") + short
            for name, short in zip(chosen, free, strict=False)
            if short != name
            for span in places[name]
        }

    def _use(self, start: int, end: int) -> str:
        """Return whether a word is the `key` of a property or a method, a name, or `both`."""
        holds = self.braces.get(self.around[start], "")
        before, after = self.code[start - 1 : start], self.code[end : end + 1]
        if not holds:
            return ""
        if holds == "list" or ACCESSOR.search(self.code[max(0, start - MOST_BEFORE) : start]):
            return "key"
        if holds == "class":
            return "key" if before in "{};" else ""
        if before not in "{,":
            return ""
        return "both" if after in ",}=" else "key"

    def declared(self, part: Span) -> set[str]:
        """Return the names that a part declares and says only where it has declared them."""
        scopes: dict[str, list[Span]] = {}
        for name, scope in self._scopes(*part):
            scopes.setdefault(name, []).append(scope)
        free = {
            hit[0]
            for hit in NAME.finditer(self.code, *part)
            if hit[0] in scopes
            and not any(start <= hit.start() < end for start, end in scopes[hit[0]])
            and self._use(*hit.span()) != "key"
        }
        return scopes.keys() - free

    def _scopes(self, start: int, end: int) -> Iterator[tuple[str, Span]]:
        """Yield each name that is declared in a part, and from where to where it can be said."""
        for hit in DECLARING.finditer(self.code, start, end):
            scope = self._block(hit.start(), (start, end))
            for piece in self._pieces(hit.end(), self._end(hit.end(), end, ";)]}", OF_OR_IN)):
                yield from ((name, scope) for name in self._bound(*piece))
        for hit in NAMED.finditer(self.code, start, end):
            yield hit["name"], self._block(hit.start(), (start, end))
        for hit in ARROW.finditer(self.code, start, end):
            at = hit.end()
            is_block = self.code.startswith("{", at)
            ended = self.ends[at] if is_block else self._end(at, end, ",;)]}")
            opened = self.ends.get(hit.start() - 1)
            if opened is not None:
                yield from self._parameters(opened, ended)
            else:
                near = max(start, hit.start() - MOST_BEFORE)
                name = PARAMETER.search(self.code, near, hit.start())
                yield from [(name[0], (name.start(), ended))] if name else []
        for hit in BODY.finditer(self.code, start, end):
            opened = self.ends[hit.start()]
            if not HEAD.search(self.code[max(0, opened - MOST_BEFORE) : opened]):
                yield from self._parameters(opened, self.ends[hit.end() - 1])

    def _parameters(self, opened: int, end: int) -> Iterator[tuple[str, Span]]:
        """Yield the parameters in parentheses, which can be said from there to an end."""
        for piece in self._pieces(opened + 1, self.ends[opened]):
            yield from ((name, (opened, end)) for name in self._bound(*piece))

    def _block(self, place: int, part: Span) -> Span:
        """Return the block around a place in a part; for the head of a loop, the one around it."""
        around = self.around[place]
        while around >= part[0] and self.code[around] != "{":
            around = self.around[around]
        return (around, self.ends[around]) if around >= part[0] else part

    def _end(self, at: int, end: int, signs: str, word: re.Pattern[str] | None = None) -> int:
        """Return the first place outside of brackets with one of some signs, or a word."""
        while at < end and self.code[at] not in signs and not (word and word.match(self.code, at)):
            at = self.ends[at] + 1 if self.code[at] in "([{" else at + 1
        return min(at, end)

    def _pieces(self, at: int, end: int) -> Iterator[Span]:
        """Yield what is between commas."""
        while at < end:
            comma = self._end(at, end, ",")
            yield at, comma
            at = comma + 1

    def _bound(self, at: int, end: int) -> Iterator[str]:
        """Yield the names that a pattern, as a parameter or after `let`, gives to values."""
        while at < end and self.code[at] in ". ":
            at += 1
        sign = self.code[at] if at < end else ""
        for first, last in self._pieces(at + 1, self.ends[at]) if sign in {"[", "{"} else ():
            value = self._end(first, last, ":=") if sign == "{" else last
            is_named = value < last and self.code[value] == ":"
            yield from self._bound(value + 1 if is_named else first, last)
        yield from (hit[0] for hit in [WORD.match(self.code, at, end)] if hit)

    def parts(self) -> Iterator[Span]:
        """Yield the statements at the top, each declared name by itself, and members of classes."""
        for start, end in self._statements(0, len(self.code), ",;"):
            whole = WHOLE_CLASS.match(self.code, start, end)
            if whole:
                yield from self._statements(whole.end(), self.ends[whole.end() - 1], ";")
            else:
                yield start, end

    def _statements(self, at: int, end: int, signs: str) -> Iterator[Span]:
        """Yield statements, which end with one of some signs or with a brace."""
        begun = at
        while at < end:
            sign = self.code[at]
            at = self.ends[at] + 1 if sign in "([{" else at + 1
            if (sign == "{" or sign in signs) and not GOES_ON.match(self.code, at):
                yield begun, at
                begun = at
        if begun < end:
            yield begun, end
