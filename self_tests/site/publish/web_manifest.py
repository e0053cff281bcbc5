"""Small files of a site beside its pages: for search engines and for home screens."""

import json
from pathlib import Path

ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
"""File, size and purpose of the icons in `overrides/assets/icons`."""

SHORTCUTS = (("Today's session", "./plan/#start"), ("Measure again", "./self-tests/"))
"""The menu of a long press on the icon: title, and address from the site's root."""


def robots(site_url: str) -> str:
    """Return robots.txt: everybody may read everything, and the sitemap is there."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n"


def web_manifest(name: str, description: str, paper: str) -> str:
    """Return the web manifest; `paper` is the color of the light page (`#rrggbb`).

    Its addresses are relative, so the site may stand in a folder.
    """
    icon = {"src": f"assets/icons/{ICONS[0][0]}", "sizes": ICONS[0][1], "type": "image/png"}
    data = {
        "name": name,
        "short_name": name.partition(" ")[0],
        "description": description,
        "id": "./",
        "start_url": "./plan/",
        "scope": "./",
        "display": "standalone",
        "lang": "en",
        "background_color": paper,
        "theme_color": paper,
        "shortcuts": [{"name": title, "url": url, "icons": [icon]} for title, url in SHORTCUTS],
        "icons": [
            {"src": f"assets/icons/{file}", "sizes": size, "type": "image/png", "purpose": purpose}
            for file, size, purpose in ICONS
        ],
    }
    return json.dumps(data, indent=2) + "\n"


def write(site: Path, *, site_url: str, name: str, description: str, paper: str) -> None:
    """Write both files into the built site."""
    (site / "robots.txt").write_text(robots(site_url), "utf-8")
    (site / "manifest.webmanifest").write_text(web_manifest(name, description, paper), "utf-8")


__all__ = ["robots", "web_manifest", "write"]
