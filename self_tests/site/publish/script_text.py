"""Reads a script of ours at its top level: what it imports, exports and declares.

This is no parser of the language. It tells code from comments, texts and patterns, and what is in
braces from what is not; that is enough to find where a name at the top level comes from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<word>[\w$]+)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.DOTALL | re.VERBOSE,
)
PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*")
TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)", re.DOTALL)

BEFORE_A_PATTERN = frozenset(
    {*"(,=:[!&|?{};>", *("return", "typeof", "case", "in", "of", "void", "await")}
)
"""After these a slash begins a pattern; after anything else it is a division."""

Span = tuple[int, int]

IMPORT = re.compile(
    r"""\bimport\b(?!\s*[.(])\s*(?P<what>[^"';]*?)(?:\s*\bfrom\b)?\s*(?P<address>"[^"]*"|'[^']*')\s*;\n*"""
)
NAMES = re.compile(r"\{\s*(?P<names>[\w$]+(?:\s*,\s*[\w$]+)*)?\s*,?\s*\}")
EXPORT = re.compile(r"\bexport\b\s*(?P<what>default\b|[{*]|)")
DECLARATION = re.compile(
    r"(?<![\w$])(?:(?:async\s+)?function\b\s*\*?\s*(?P<function>[\w$]+)|class\s+(?P<class>[\w$]+)"
    r"|(?:const|let|var)\b(?P<names>[^;]*))"
)
DECLARING = re.compile(r"(?:^|(?<=[;{}]))(?P<word>const|let)(?: |(?=[{\[]))")
"""The beginning of a statement in a minified script that declares names without exporting them."""
CHAIN = re.compile(
    r"(?!\d|(?:async|await|class|delete|function|new|typeof|void|yield)\b)[\w$]+"
    r"(?:\??\.#?[\w$]+|\(\)|\[\])*"
)
"""A name and what follows on it, where brackets are empty."""
BEFORE_A_WHOLE = re.compile(r"(?:(?<![=!<>])=|[(,\[:])\Z")
AFTER_A_WHOLE = tuple(";,)]}")
"""Between these, whatever has no comma is one value."""
BEFORE_A_CHAIN = re.compile(r"(?:[=(,\[!&|?:>]|(?<![\w$.])return)\Z")
MOST_BEFORE = len("return")
"""How many characters before a parenthesis say what it is for: to look further back is slow."""
LONGER = re.compile(r"(?<![\w$.#])(?:const(?=[ {\[])|true(?![\w$:])|false(?![\w$:]))")
SHORTER = {"const": "let", "true": "!0", "false": "!1"}
"""What means the same in a script that has been checked: it gives no constant another value."""
ON_DEMAND = re.compile(r"""\bimport\(\s*(?P<address>"[^"]*"|'[^']*')""")

PLACE = re.compile(r"""(["'])(\.{1,2}/[^"'\n]+\.mjs)\1""")


@dataclass(frozen=True, slots=True)
class Import:
    """One import at the top of a script: the statement, the address, and the imported names.

    `names` is `None` if one of them is renamed.
    """

    span: Span
    shown: str
    address: str
    names: tuple[str, ...] | None


@cache
def script_of(text: str) -> "Script":
    """Return a script that is read once: each group that is joined looks at all scripts."""
    return Script(text)


class Script:
    """A script, as text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def code(self) -> str:
        """The script with spaces in place of comments, patterns, and the content of quotes."""
        return _code(self.text)

    @cached_property
    def top(self) -> str:
        """The code with spaces in place of the content of braces, brackets and parentheses."""
        return _top(self.code)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Its imports at the top level."""
        found = []
        for hit in IMPORT.finditer(self.code):
            if self.top[hit.start()] == " ":
                continue
            what, (start, end) = hit["what"].strip(), hit.span("address")
            braces = NAMES.fullmatch(what)
            listed = re.split(r"\s*,\s*", braces["names"]) if braces and braces["names"] else []
            names = tuple(listed) if braces or not what else None
            shown = " ".join(self.text[slice(*hit.span())].split())
            found.append(Import(hit.span(), shown, self.text[start + 1 : end - 1], names))
        return tuple(found)

    @cached_property
    def exported(self) -> dict[str, Span]:
        """Each name that is exported where it is declared, and the place of the word `export`."""
        found = {}
        for hit in EXPORT.finditer(self.top):
            declared = DECLARATION.match(self.top, hit.end())
            for name in _names(declared) if declared else ():
                found[name] = hit.span()
        return found

    @cached_property
    def declared(self) -> tuple[str, ...]:
        """The names that it declares at the top level."""
        found: list[str] = []
        for hit in DECLARATION.finditer(self.top):
            before = self.top[: hit.start()].rstrip()
            if not before or before[-1] in ";}" or before.endswith("export"):
                found += _names(hit)
        return tuple(found)

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """Statements that cannot be in a file with others, and how to mend them."""
        found = []
        for hit in EXPORT.finditer(self.top):
            if hit["what"] == "default":
                mend = "Export it by a name."
                found.append(("`export default` cannot be joined.", mend))
            elif hit["what"]:
                mend = "Write `export` in front of what it declares."
                found.append((f"`export {hit['what']}` cannot be joined.", mend))
        for each in self.imports:
            if each.names is None:
                mend = "Import it by its own name, in braces."
                found.append((f"`{each.shown}` cannot be joined.", mend))
        if any(re.match(r"\W", name) for name in self.declared):
            mend = "Declare each name by itself."
            found.append(("names at its top are taken out of something.", mend))
        return tuple(found)

    @property
    def depends_on_place(self) -> tuple[str, ...]:
        """Statements that would mean another place if the script were in another folder."""
        return tuple(re.findall(r"\bimport\.meta\.url\b|\bimport\(`", self.code))

    @property
    def on_demand(self) -> tuple[tuple[str, Span], ...]:
        """What it loads on demand: the address, and its place in quotes."""
        return tuple(
            (self.text[slice(*hit.span("address"))][1:-1], hit.span("address"))
            for hit in ON_DEMAND.finditer(self.code)
        )

    @property
    def addresses(self) -> tuple[tuple[str, Span], ...]:
        """Each relative address in quotes in a script's code, and its place."""
        return tuple(
            (hit[2], hit.span(2))
            for hit in PLACE.finditer(self.text)
            if self.code[hit.start()] == hit[1]
        )

    @property
    def places(self) -> tuple[str, ...]:
        """Each relative address in quotes in a script, except in its imports."""
        spans = [each.span for each in self.imports]
        return tuple(
            address
            for address, (start, _) in self.addresses
            if not any(first <= start < end for first, end in spans)
        )

    def says(self, name: str) -> bool:
        """Return whether a name is in its code, except as a property of something."""
        return (
            re.search(rf"(?<![\w$#])(?<![^.]\.){re.escape(name)}(?![\w$])", self.code) is not None
        )

    def replaced(self, spans: Mapping[Span, str]) -> str:
        """Return its text with other text in these places."""
        text = self.text
        for (start, end), other in sorted(spans.items(), reverse=True):
            text = text[:start] + other + text[end:]
        return text


def shortened(script: str) -> str:
    """Return a script with shorter words that mean the same."""
    found = Script(script)
    return found.replaced({hit.span(): SHORTER[hit[0]] for hit in LONGER.finditer(found.code)})


def listed(script: str) -> str:
    """Return a minified script in which successive declarations of one kind are joined."""
    code = Script(script).code
    ends: set[tuple[str, int]] = set()
    spans: dict[Span, str] = {}
    for hit in DECLARING.finditer(code):
        if (hit["word"], hit.start()) in ends:
            spans[hit.start() - 1, hit.end()] = ","
        ends.add((hit["word"], _end_of_statement(code, hit.end())))
    return Script(script).replaced(spans)


def bare(script: str) -> str:
    """Return a minified script without parentheses that mean nothing.

    Types are written in comments before parentheses, which are left when the comments are gone.
    """
    code = Script(script).code
    spans: dict[Span, str] = {}
    opened: list[int] = []
    for place, sign in enumerate(code):
        if sign == "(":
            opened.append(place)
        elif sign == ")":
            start = opened.pop()
            if _is_spare(code, start, place):
                is_word = code[start - 1].isalpha()
                spans |= {(start, start + 1): " " if is_word else "", (place, place + 1): ""}
    shorter = Script(script).replaced(spans)
    return bare(shorter) if spans else shorter


def _is_spare(code: str, start: int, end: int) -> bool:
    """Return whether the parentheses at two places of a minified script mean nothing."""
    near = max(0, start - MOST_BEFORE)
    is_whole = BEFORE_A_WHOLE.search(code, near, start) and code.startswith(AFTER_A_WHOLE, end + 1)
    is_chain = BEFORE_A_CHAIN.search(code, near, start)
    if not is_whole and not is_chain:
        return False
    top = _top(code[start + 1 : end])
    if top and "," not in top and is_whole:
        return True
    inside = re.sub(r"(?<=[(\[]) +", "", top)
    if not CHAIN.fullmatch(inside) or not is_chain:
        return False
    # What follows on `?.` ends with the parentheses.
    return not code.startswith(("=>", *(".[(`" if "?." in inside else "")), end + 1)


def _top(code: str) -> str:
    """Return code with spaces in place of the content of braces, brackets and parentheses."""
    steps = accumulate((sign in "([{") - (sign in ")]}") for sign in code)
    return "".join(
        sign if depth == 0 or (depth == 1 and sign in "([{") or sign == "\n" else " "
        for sign, depth in zip(code, steps, strict=True)
    )


def _end_of_statement(code: str, at: int) -> int:
    """Return where the statement around a place ends, with its semicolon; -1 if it has none."""
    depth = 0
    for place in range(at, len(code)):
        depth += (code[place] in "([{") - (code[place] in ")]}")
        if depth < 0:
            break
        if depth == 0 and code[place] == ";":
            return place + 1
    return -1


def _names(declaration: re.Match[str]) -> tuple[str, ...]:
    """Return the names that a declaration declares; one character for a destructured one."""
    one = declaration["function"] or declaration["class"]
    if one:
        return (one,)
    parts = (part.strip() for part in declaration["names"].split(","))
    return tuple(part if not part else re.match(r"[\w$]+|.", part)[0] for part in parts if part)  # type: ignore[index]


def _code(text: str) -> str:
    """Return a script with spaces in place of all that is not code; quotes and line ends stay."""
    parts: list[str] = []
    templates: list[int] = []
    depth = at = 0
    last = ""
    while at < len(text):
        if text[at] == "`" or (text[at] == "}" and templates and templates[-1] == depth):
            # A template, from its first backtick or from after an expression in it.
            if text[at] == "}":
                templates.pop()
            end = (TEMPLATE.match(text, at + 1) or re.compile("").match(text, at + 1)).end()  # type: ignore[union-attr]
            parts.append(_blank(text[at:end]))
            if text[at:end].endswith("${"):
                templates.append(depth)
            at, last = end, "`"
            continue
        pattern = PATTERN.match(text, at) if last in {"", *BEFORE_A_PATTERN} else None
        token = TOKEN.match(text, at)
        kind = token.lastgroup if token else ""
        if kind == "sign" and pattern:
            parts.append(" " * (pattern.end() - at))
            at, last = pattern.end(), "/"
            continue
        found = token[0] if token else ""
        if kind == "comment":
            parts.append(_blank(found))
        elif kind == "text":
            parts.append(f"{found[0]}{' ' * (len(found) - 2)}{found[-1]}")
        else:
            parts.append(found)
        if kind not in {"comment", "space"}:
            last = '"' if kind == "text" else found
        depth += (found == "{") - (found == "}")
        at += len(found)
    return "".join(parts)


def _blank(text: str) -> str:
    """Return a text with a space for each character; line ends stay."""
    return re.sub(r"[^\n]", " ", text)
