"""Ids of HTML: each is unique on a page, however often its part is shown."""

import re

TAG = re.compile(r"<[^<>]+>")
ID = re.compile(r'\sid="([^"]+)"')


def ids_in(shown: str) -> tuple[str, ...]:
    """Return the ids of some HTML, each once."""
    return tuple(dict.fromkeys(ID.findall(shown)))


def with_own_ids(shown: str, taken: dict[str, int]) -> str:
    """Return HTML whose ids are not among those `taken`, and count them there.

    If a part is on the page for the second time, its ids end in `--2`, and so do the references to
    them.
    """
    given = ids_in(shown)
    for one in given:
        taken[one] = taken.get(one, 0) + 1
    new = {one: f"{one}--{taken[one]}" for one in given if taken[one] > 1}
    if not new:
        return shown
    known = re.compile(rf'(?<=[" #])(?:{"|".join(map(re.escape, new))})(?=[" ])')
    return TAG.sub(lambda tag: known.sub(lambda hit: new[hit[0]], tag[0]), shown)
