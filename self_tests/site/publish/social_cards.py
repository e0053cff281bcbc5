"""The pictures that chats show for a shared link.

Material's social plugin draws them after `social/card.yml`. It would fetch its letters from a font
service, so ours are put where it looks first. Drawing needs the `cards` group of pyproject.toml
and libcairo, so it is asked for: `CARDS=1`.
"""

from importlib import import_module
from pathlib import Path

from self_tests.site.errors import BuildError
from self_tests.site.places import ROOT

FACE = ROOT / "overrides/assets/fonts/archivo-latin-variable.woff2"

STYLES = {"Wide": {"wght": 850, "wdth": 125}, "Regular": {"wght": 550, "wdth": 100}}
"""The letters of a card by the name that the layout gives them: weight, and width in percent."""

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


__all__ = ["NOT_DRAWN", "CardsError", "seed_letters"]
