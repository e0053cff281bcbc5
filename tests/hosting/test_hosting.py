"""What hosts and servers are told, and that nothing is published without an address."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import brotli
import pytest
import yaml

from self_tests.site.publish.finish import finish
from self_tests.site.publish.servers import (
    compress,
    everywhere,
    for_caddy,
    for_nginx,
    main,
    prepare,
)
from tests.support.repository import ROOT

MOST_RULES = 100
"""How many rules Cloudflare Pages reads in `_headers`."""

LONGEST_LINE = 2_000
"""What Cloudflare Pages reads of a line in `_headers`."""


def test_hosts_can_read_every_header(built_site: Path) -> None:
    """No line of the file of headers is longer than hosts read."""
    lines = (built_site / "_headers").read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


def test_hosts_read_all_rules(built_site: Path) -> None:
    """There are no more rules in the file of headers than Cloudflare Pages reads."""
    lines = (built_site / "_headers").read_text("utf-8").splitlines()
    assert len([line for line in lines if line.startswith("/")]) <= MOST_RULES


def test_no_rule_keeps_what_is_not_there(built_site: Path) -> None:
    """Each address that is kept for ever is that of one file, which is there."""
    rules = (built_site / "_headers").read_text("utf-8").split("\n/")
    kept = [rule.partition("\n")[0] for rule in rules if "immutable" in rule]
    lost = [path for path in kept if not (built_site / path).is_file()]
    assert (len(kept) > 20, lost) == (True, [])


def test_short_links_are_answered_by_hosts(built_site: Path) -> None:
    """Each short link leads to its page, at an address that is there."""
    lines = (built_site / "_redirects").read_text("utf-8").splitlines()
    there = [(built_site / line.split()[1].lstrip("/") / "index.html").is_file() for line in lines]
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    short = re.findall(r"^ {8}(\S+)\.md: \S+\.md$", settings, re.MULTILINE)
    answered = [line.split()[0].strip("/") for line in lines]
    assert ("/k2w/ /self-tests/knee-to-wall/ 301" in lines, sorted(answered), all(there)) == (
        True,
        sorted(short),
        True,
    )


def test_finish_works_on_a_folder_of_any_tool(tmp_path: Path) -> None:
    """A page that no generator of ours has made gets policy, headers and redirects by command."""
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A</title></head>'
        "<body><p>Words.</p><script>let one;</script></body></html>",
        "utf-8",
    )
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / "index.html").write_text(
        '<html><head><meta http-equiv="refresh" content="0; url=../"></head></html>',
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "self_tests.site.publish.finish", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    page = (tmp_path / "index.html").read_text("utf-8")
    assert (done.returncode, done.stdout, "Content-Security-Policy" in page) == (
        0,
        "2 pages, no self-test among them\n",
        True,
    )
    assert (tmp_path / "_redirects").read_text("utf-8") == "/k/ / 301\n"


def test_compressed_files_hold_what_they_stand_for(tmp_path: Path) -> None:
    """Large text gets both codings, a picture and a short text none; what is old goes."""
    (tmp_path / "a.txt").write_text("word " * 1000, "utf-8")
    (tmp_path / "b.txt").write_text("word", "utf-8")
    (tmp_path / "c.png").write_bytes(bytes(1000))
    (tmp_path / "gone.txt.gz").write_bytes(b"old")
    counts = [compress(tmp_path), compress(tmp_path)]
    names = sorted(path.name for path in tmp_path.iterdir())
    unpacked = {
        gzip.decompress((tmp_path / "a.txt.gz").read_bytes()),
        brotli.decompress((tmp_path / "a.txt.br").read_bytes()),
    }
    assert (counts, names, unpacked) == (
        [1, 1],
        ["a.txt", "a.txt.br", "a.txt.gz", "b.txt", "c.png"],
        {b"word " * 1000},
    )


def test_servers_get_the_headers_of_every_address(tmp_path: Path) -> None:
    """What holds for all addresses is written in each server's own words, beside the site."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<html><head></head><body></body></html>", "utf-8")
    finish(site)
    prepare(site)
    headers = everywhere(site)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (tmp_path / "site.headers.nginx").read_text("utf-8") == for_nginx(headers)
    assert (tmp_path / "site.headers.caddy").read_text("utf-8") == for_caddy(headers)
    assert for_nginx({"A": "b 'c'"}) == "add_header A \"b 'c'\" always;\n"
    assert for_caddy({"A": "b 'c'"}) == "header {\n\tA `b 'c'`\n}\n"


def test_the_command_explains_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a folder that was not finished it says how to call it and fails."""
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(
        "Usage: python -m self_tests.site.publish.servers site/"
    )


def publishing() -> dict[str, Any]:
    """Return the job that publishes to GitHub Pages."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8"))
    job: dict[str, Any] = workflow["jobs"]["publish"]
    return job


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("", 1, 'SITE_URL is "": the site has no address of its own yet'),
        ("https://example.org/", 1, 'SITE_URL is "https://example.org/": the site has no address'),
        ("http://knees.example/", 1, "it must begin with https:// and end with a slash"),
        ("https://knees.example", 1, "it must begin with https:// and end with a slash"),
        ("https://knees.example/", 0, ""),
    ],
)
def test_nothing_is_published_without_an_address(address: str, status: int, said: str) -> None:
    """The first step of publishing refuses the example address with a sentence on what to do."""
    step = publishing()["steps"][0]["run"]
    done = subprocess.run(
        ["bash", "-e", "-c", step],
        env={"PATH": os.environ["PATH"], "SITE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, said in done.stdout, done.stderr) == (status, True, "")


def test_publishing_builds_strictly_what_was_checked() -> None:
    """The build is strict and with cards, of the very commit whose checks were green."""
    steps = publishing()["steps"]
    builds = [step["run"] for step in steps if "mkdocs build --strict" in step.get("run", "")]
    others = [step["with"] for step in steps if "ref" in step.get("with", {})]
    assert (len(builds), others) == (1, [])
