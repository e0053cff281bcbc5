"""Replaces the site that a server serves with another deploy of it."""

import json
import re
import shutil
from pathlib import Path

ASSETS = "assets/self-tests"


def another_build(site: Path) -> None:
    """Turn the site into what another build would publish: everything hashed gets a new address.

    Pages, scripts and bundle do the same as before. Files at the old addresses are gone, as on a
    host that keeps only one deploy.
    """
    (scripts,) = (site / ASSETS).glob("v-*")
    bundle = json.loads((site / "deploy.json").read_text("utf-8"))["bundle"]
    names = {
        scripts.name: f"v-{_turned(scripts.name[2:])}",
        bundle: _turned(bundle),
        **{
            one.name: re.sub(r"[0-9a-f]{12}", lambda hash_: _turned(hash_[0]), one.name)
            for one in (site / ASSETS / "bundle").iterdir()
        },
    }
    known = re.compile("|".join(map(re.escape, names)))
    for page in (*site.rglob("*.html"), site / "deploy.json"):
        text = page.read_text("utf-8")
        page.write_text(known.sub(lambda name: names[name[0]], text), "utf-8")
    for folder in (site / ASSETS, site / ASSETS / "bundle"):
        for old in tuple(folder.iterdir()):
            if old.name in names:
                shutil.move(old, folder / names[old.name])


def _turned(digest: str) -> str:
    return digest[::-1]
