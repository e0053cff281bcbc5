"""The errors of the build, all finished sentences: where, what is wrong and how to mend it."""


class BuildError(Exception):
    """The site cannot be built. The message says where, what is wrong and how to mend it."""

    def __init__(self, place: str, what: str, mend: str) -> None:
        super().__init__(f"{place}: {what} {mend}")
        self.place = place
        self.what = what
        self.mend = mend


class PageError(BuildError):
    """A built page holds something that must not be published."""


class MarkerError(ValueError):
    """A marker that cannot become HTML; the message names the value and the nearest known ones."""
