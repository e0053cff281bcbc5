"""What an own server needs for a built site: compressed files, headers, short links.

`python -m self_tests.site.publish.servers site/` writes all of it; `deploy/nginx.conf` and
`deploy/Caddyfile` use it. It comes after `finish`, and may be repeated.
"""

import gzip
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import brotli

from self_tests.site.publish.short_links import short_links

COMPRESSED = (".gz", ".br")
WORTH_IT = {
    *(".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".wasm"),
    *(".webmanifest", ".xml"),
}
"""Files that get smaller. Pictures and the font are compressed already."""

LEAST_BYTES = 512
"""Below that, the headers of a response weigh more than what is saved."""

BEST = 11
"""Brotli's highest quality: two minutes for the whole site, once."""


def everywhere(site: Path) -> Mapping[str, str]:
    """Return the headers that `finish` wants for every address, from the site's `_headers`.

    Raises `FileNotFoundError` for a folder that was not finished.
    """
    found: dict[str, str] = {}
    path = ""
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            path = line
        elif path == "/*":
            name, _, value = line.strip().partition(": ")
            found[name] = value
    return found


def for_nginx(headers: Mapping[str, str]) -> str:
    """Return headers in the form of nginx. None of ours holds a double quote or a dollar sign."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())


def for_caddy(headers: Mapping[str, str]) -> str:
    """Return headers in the form of Caddy, to import into a site."""
    lines = (f"\t{name} `{value}`\n" for name, value in headers.items())
    return "".join(["header {\n", *lines, "}\n"])


def in_capitals_for_nginx(links: Iterable[str]) -> str:
    """Return the redirects from short links in capitals, with or without a slash, to the links."""
    return "".join(
        # With the slash, a link in capitals would otherwise lead to itself.
        f"location = /{link} {{ }}\nlocation ~* ^/{link}?$ {{ return 302 /{link}; }}\n"
        for link in links
    )


def in_capitals_for_caddy(links: Iterable[str]) -> str:
    """Return the same in the form of Caddy."""
    return "".join(
        f"@short{number} {{\n"
        f"\tpath_regexp (?i)^/{link}?$\n"
        f"\tnot path_regexp ^/{link}?$\n"
        "}\n"
        f"redir @short{number} /{link} 302\n"
        for number, link in enumerate(links)
    )


def compress(site: Path, quality: int = BEST) -> int:
    """Write a `.gz` and a `.br` beside each file that gets smaller; return how many files have one.

    Those of an earlier run are deleted first, so that none is left without its file. Equal files
    give equal bytes.
    """
    for old in site.rglob("*"):
        if old.suffix in COMPRESSED:
            old.unlink()
    count = 0
    for path in sorted(site.rglob("*")):
        if path.suffix not in WORTH_IT or path.stat().st_size < LEAST_BYTES:
            continue
        content = path.read_bytes()
        made = (gzip.compress(content, 9, mtime=0), brotli.compress(content, quality=quality))
        for suffix, smaller in zip(COMPRESSED, made, strict=True):
            path.with_name(path.name + suffix).write_bytes(smaller)
        count += 1
    return count


def prepare(site: Path, quality: int = BEST) -> int:
    """Write everything a server needs; return how many files were compressed.

    Headers and short links are beside the folder, not in it, since only the server reads them.
    Raises `FileNotFoundError` for a folder that was not finished.
    """
    headers, links = everywhere(site), short_links(site)
    for server, text in (
        ("nginx", for_nginx(headers) + in_capitals_for_nginx(links)),
        ("caddy", for_caddy(headers) + in_capitals_for_caddy(links)),
    ):
        site.with_name(f"{site.name}.headers.{server}").write_text(text, "utf-8")
    return compress(site, quality)


def main(arguments: Sequence[str]) -> int:
    """Prepare the site in the folder that is the only argument; return the exit status."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "_headers").is_file():
        sys.stderr.write(
            "Usage: python -m self_tests.site.publish.servers site/   "
            "(a folder, built and finished)\n"
        )
        return 2
    site = Path(arguments[0]).resolve()
    count = prepare(site)
    sys.stdout.write(f"{count} files compressed; headers in {site.name}.headers.*\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
