"""The pictures that chats show for a shared link.

Material's social plugin draws them after `social/card.yml`. It would fetch its letters from a font
service, so ours are put where it looks first. Drawing needs the `cards` group of pyproject.toml
and libcairo, so it is asked for: `CARDS=1`.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from self_tests.site.errors import BuildError
from self_tests.site.places import ROOT

FACE = ROOT / "overrides/assets/fonts/archivo-latin-variable.woff2"

STYLES = {"Wide": {"wght": 850, "wdth": 125}, "Regular": {"wght": 550, "wdth": 100}}
"""The letters of a card by the name that the layout gives them: weight, and width in percent."""

FIGURE = ROOT / "self_tests/site/social/figure.svg"
"""The figure on every card, with gaps for its colors."""

NOT_DRAWN = "Social cards are not drawn. CARDS=1 draws them."


class CardsError(BuildError):
    """Cards are asked for on a machine that cannot draw them."""


def seed_letters(cache: Path, face: Path = FACE) -> None:
    """Put our letters into the plugin's `cache`, unless they are there.

    Raises `CardsError` if the tool that cuts them from the variable face is missing.
    """
    folder = cache / "fonts" / "Archivo"
    missing = {
        name: axes for name, axes in STYLES.items() if not (folder / f"{name}.ttf").is_file()
    }
    if not missing:
        return
    try:
        fonts = import_module("fontTools.ttLib")
        instancer = import_module("fontTools.varLib.instancer")
    except ImportError as error:
        raise CardsError(
            "CARDS=1",
            f"{error.name} is not installed.",
            "Run `uv sync --group cards`, or build without CARDS.",
        ) from error
    folder.mkdir(parents=True, exist_ok=True)
    for name, axes in missing.items():
        font = instancer.instantiateVariableFont(fonts.TTFont(face), axes)
        font.flavor = None
        font.save(folder / f"{name}.ttf")


def faces(cache: Path, colors: Mapping[str, Mapping[str, str]]) -> dict[bool, dict[str, str]]:
    """Return the colors of a card and the path of its figure: on ink (`True`) and on paper.

    `colors` are those of the site, by scheme and name. The figures are drawn into the `cache`, each
    under a name that says its colors, since the plugin knows them by their paths.
    """
    light, dark = colors["light"], colors["dark"]
    made = {}
    for is_ink, scheme in ((False, light), (True, dark)):
        face = {
            "ground": light["ink"] if is_ink else light["paper"],
            "letters": light["paper"] if is_ink else light["ink"],
            **{name: scheme[name] for name in ("muted", "far", "accent")},
        }
        name = "-".join(face[each].removeprefix("#") for each in ("letters", "far", "accent"))
        drawn = cache / "figures" / f"{name}.svg"
        drawn.parent.mkdir(parents=True, exist_ok=True)
        drawn.write_text(FIGURE.read_text("utf-8").format(**face), "utf-8")
        made[is_ink] = {**face, "figure": str(drawn)}
    return made


__all__ = ["NOT_DRAWN", "CardsError", "faces", "seed_letters"]
