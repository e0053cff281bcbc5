"""Small words that every part needs: nearest names, and numbers as readers write them."""

from collections.abc import Iterable

MOST_NAMES_LISTED = 13


class FinishedError(Exception):
    """An error whose message is a finished sentence for the person who caused it."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a sentence that leads from a misspelled name to the known ones, if they are few."""
    from difflib import get_close_matches  # noqa: PLC0415 - heavy, and only mistakes need it

    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f'Did you mean "{close[0]}"?'
    if len(names) > MOST_NAMES_LISTED:
        return "Check its spelling."
    return "Known here: " + ", ".join(names) + "."


def plain_number(value: float, decimals: int = 1) -> str:
    """Return a number as people write it: 10, 10.5, never 10.0 or -0."""
    text = f"{round(value, decimals) + 0.0:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def listed(parts: Iterable[str], joiner: str) -> str:
    """Return `a`, `a and b` or `a, b and c` with `and` as the joiner."""
    *front, last = parts
    return f"{', '.join(front)} {joiner} {last}" if front else last
