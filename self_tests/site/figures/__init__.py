"""Figures drawn from joint angles, at build time: bodies in SVG, the same body everywhere."""

from self_tests.site.figures.drawing import HOLD_STILL, Drawing, drawing
from self_tests.site.figures.poses import Figure, figure, figures, stands_for

__all__ = ["HOLD_STILL", "Drawing", "Figure", "drawing", "figure", "figures", "stands_for"]
