"""Figures on pages: still ones, moving ones, and those of a drill."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from self_tests import catalogue
from self_tests.site.content.rendering import render
from self_tests.site.figures import HOLD_STILL, Drawing, drawing, figure, figures, stands_for


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnDrill:
    """A drill with figures; `ids` are its own and its earlier ones, which saved plans hold."""

    ids: tuple[str, ...]
    figures: tuple[Drawing, ...]


def still_figure(name: str) -> Markup:
    """Return a figure as a picture without words, beside a card or a title that has them.

    Raises `UnknownIdError` for an unknown figure.
    """
    return Markup(render("still_figure", drawing=drawing(figure(name))))  # noqa: S704 - our macro


def picture_of(address: str, figure_id: str | None = "") -> Markup:
    """Return a page's still figure: the one it names, else the one of its self-test or drill.

    The `address` is relative to the site. A page without either has no figure.
    """
    named = named_figure(address, figure_id)
    return still_figure(named) if named else Markup()


def named_figure(address: str, figure_id: str | None = "") -> str:
    """Return the id of a page's figure: the one it names, else that of its self-test or drill.

    The `address` is relative to the site. A page without either has no figure.
    """
    shown = stands_for(Path(address).stem)
    return figure_id or (shown.id if shown else "")


def moving_figure(name: str) -> Markup:
    """Return a figure that moves, for a template. Raises `UnknownIdError` for an unknown one."""
    shown = drawing(figure(name))
    return Markup(render("figure", drawing=shown, scope="title", hold=HOLD_STILL))  # noqa: S704


def figures_of_drill(drill: str) -> tuple[Drawing, ...]:
    """Return the figures that show a drill."""
    return tuple(drawing(each) for each in figures() if drill in each.drills)


@cache
def marked_figure() -> Drawing:
    """Return the figure on which a result marks the lines."""
    return next(drawing(each) for each in figures() if each.marks)


def drill_pictures() -> str:
    """Return the pictures of all drills as one XML document, for cards of a plan and of a session.

    A page of its own would be one that people find; in each page with a self-test, a third of what
    has to come before anything shows would be pictures of a result.
    """
    drawn = render("drill_figures", drills=drawn_drills())
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')


@cache
def drawn_drills() -> tuple[DrawnDrill, ...]:
    """Return every drill that has figures, with them."""
    drawn = (
        DrawnDrill(
            ids=(name, *catalogue.earlier_ids("drill", name)), figures=figures_of_drill(name)
        )
        for name in catalogue.drill_ids()
    )
    return tuple(each for each in drawn if each.figures)
