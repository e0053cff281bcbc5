"""nginx and Caddy, really started with the files in `deploy/`, and asked as a browser asks."""

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import brotli
import pytest

from self_tests.site.publish.servers import everywhere, prepare
from tests.support.npm_packages import skip_or_fail
from tests.support.repository import ROOT
from tests.support.servers import free_port

# One worker compresses the site and starts the servers.
pytestmark = pytest.mark.xdist_group("servers")
QUICK = 1
ASSETS = "assets/self-tests"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Host:
    """A running server and the site behind it. `prefers` is the best coding it sends."""

    port: int
    site: Path
    prefers: str

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path and read the whole answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", f"/{path}", headers={"Accept-Encoding": "identity", **headers})
        answer: HTTPResponse = connection.getresponse()
        found = Answer(
            answer.status, {name.lower(): it for name, it in answer.getheaders()}, answer.read()
        )
        connection.close()
        return found

    def one(self, pattern: str) -> str:
        """Return the address of the one file that fits a pattern."""
        (path,) = (path for path in self.site.glob(pattern) if path.suffix not in (".gz", ".br"))
        return path.relative_to(self.site).as_posix()


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """Run a server until the block ends; wait until it answers."""
    server = subprocess.Popen(
        command, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True
    )
    try:
        for _ in range(200):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                assert server.stderr
                raise AssertionError(server.stderr.read())
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=20)


def nginx(site: Path, port: int) -> list[str]:
    """Return the command that runs nginx with our snippet, as a user without rights can."""
    snippet = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for theirs, ours in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/srv/self-tests/site;", f"{site};"),
        ("/srv/self-tests/site.headers.nginx", f"{site}.headers.nginx"),
        ("include mime.types;", "include /etc/nginx/mime.types;"),
    ):
        assert snippet.count(theirs) == 1, theirs
        snippet = snippet.replace(theirs, ours)
    folder = site.parent
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr;\n"
        f"events {{}}\nhttp {{ access_log off;\n{temporary}{snippet}\n}}\n",
        "utf-8",
    )
    return ["nginx", "-e", "stderr", "-c", str(config)]


@pytest.fixture(scope="module")
def prepared(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site as a server gets it: with compressed files, and headers beside it."""
    site = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(built_site, site)
    site.parent.chmod(0o755)
    prepare(site, QUICK)
    return site


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def host(prepared: Path, request: pytest.FixtureRequest) -> Iterator[Host]:
    """Start a server. A laptop without it skips; where checks run, both are asked."""
    name: str = request.param
    if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin"):
        skip_or_fail(f"No {name}: install it (Debian: nginx-light, caddy) to ask it.")
    port = free_port()
    path = {"PATH": f"{os.environ['PATH']}:/usr/sbin"}
    if name == "nginx":
        program = shutil.which("nginx", path=path["PATH"]) or "nginx"
        with running([program, *nginx(prepared, port)[1:]], port):
            yield Host(port, prepared, "gzip")
    else:
        config = str(ROOT / "deploy" / "Caddyfile")
        home = str(prepared.parent)
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", config]
        with running(
            command,
            port,
            SITE_ADDRESS=f"http://127.0.0.1:{port}",
            SITE_FOLDER=str(prepared),
            HOME=home,
            XDG_DATA_HOME=home,
            XDG_CONFIG_HOME=home,
        ):
            yield Host(port, prepared, "br")


def test_pages_and_parts_have_their_types(host: Host) -> None:
    """Browsers refuse a module or WebAssembly of another type; the code to read is plain text."""
    expected = {
        "": "text/html",
        "self-tests/knee-to-wall/": "text/html",
        host.one(f"{ASSETS}/v-*/element.mjs"): "text/javascript",
        "service-worker.js": ("application/javascript", "text/javascript"),
        host.one(f"{ASSETS}/bundle/**/*.wasm"): "application/wasm",
        host.one(f"{ASSETS}/bundle/standard-library-*"): "text/plain",
        host.one(f"{ASSETS}/source-*/self_tests/scoring.py.txt"): "text/plain",
        "manifest.webmanifest": "application/manifest+json",
        "assets/fonts/archivo-latin-variable.woff2": "font/woff2",
    }
    found = {}
    for path, kind in expected.items():
        answer = host.get(path)
        said = answer.headers["content-type"].partition(";")[0]
        found[path] = kind if answer.status == 200 and said in kind else (answer.status, said)
    assert found == expected


def test_what_is_hashed_is_kept_and_pages_are_asked_for(host: Host) -> None:
    """A page may change any minute; what stands at a hashed address never does."""
    forever = "public, max-age=31536000, immutable"
    expected = {
        "": "no-cache",
        "self-tests/knee-to-wall/": "no-cache",
        "service-worker.js": "no-cache",
        host.one(f"{ASSETS}/v-*/element.mjs"): forever,
        host.one(f"{ASSETS}/bundle/**/*.wasm"): forever,
        host.one("assets/site.*.min.css"): forever,
    }
    assert {path: host.get(path).headers.get("cache-control") for path in expected} == expected


def test_what_is_not_there_is_asked_for_again(host: Host) -> None:
    """A hashed address of another deploy, which a server may have tomorrow, is not kept."""
    paths = (
        f"{ASSETS}/v-000000000000/element.mjs",
        f"{ASSETS}/bundle/self-tests-000000000000/core.whl.txt",
        "assets/site.00000000.min.css",
    )
    found = {path: host.get(path) for path in paths}
    said = {path: (one.status, one.headers.get("cache-control")) for path, one in found.items()}
    assert said == dict.fromkeys(paths, (404, "no-cache"))


def test_a_short_link_shows_what_it_leads_to(host: Host) -> None:
    """A chat that asks for a short link gets a page with the title of the self-test."""
    answer = host.get("k2w/")
    shown = b'<meta property="og:title" content="Knee-to-wall'
    assert (answer.status, shown in answer.body) == (200, True)


def test_a_short_link_may_be_typed_in_capitals(host: Host) -> None:
    """`/K2W/`, as phones write what begins a line or shouts, leads to the link as it is."""
    found = [host.get(path) for path in ("K2W/", "K2w", "k2W/")]
    assert [(one.status, one.headers["location"].endswith("/k2w/")) for one in found] == [
        (302, True)
    ] * 3
    assert [host.get(path).status for path in ("k2w/", "K2WX/", "self-tests/K2W/")] == [
        200,
        404,
        404,
    ]


def test_a_page_that_is_known_is_not_sent_again(host: Host) -> None:
    """Asked with what it said before, the server answers that nothing has changed."""
    first = host.get("about/")
    again = host.get("about/", **{"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_text_travels_compressed(host: Host) -> None:
    """Pages, scripts and the bundle come in the best coding, and are the same inside."""
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
    paths = (
        "self-tests/knee-to-wall/index.html",
        host.one(f"{ASSETS}/v-*/element.mjs"),
        host.one(f"{ASSETS}/bundle/**/*.wasm"),
        host.one(f"{ASSETS}/bundle/standard-library-*"),
    )
    wrong = []
    for path in paths:
        answer = host.get(path, **{"Accept-Encoding": "gzip, br"})
        coding = answer.headers.get("content-encoding", "")
        original = (host.site / path).read_bytes()
        is_same = coding in unpack and unpack[coding](answer.body) == original
        if (coding, is_same, "accept-encoding" in answer.headers["vary"].lower()) != (
            host.prefers,
            True,
            True,
        ):
            wrong.append((path, answer.headers))
    assert wrong == []


def test_every_answer_carries_the_policy(host: Host) -> None:
    """Pages, parts and answers that there is nothing carry what `finish` wants for all."""
    headers = {name.lower(): value for name, value in everywhere(host.site).items()}
    paths = ("", host.one(f"{ASSETS}/v-*/worker.mjs"), "nowhere/")
    said = [host.get(path).headers for path in paths]
    assert [{name: one.get(name) for name in headers} for one in said] == [headers] * len(paths)


def test_what_is_not_there_has_its_page(host: Host) -> None:
    """A wrong address gets our page and its status; files for hosts are not handed out."""
    wrong = host.get("nowhere/")
    hidden = [host.get(path).status for path in ("_headers", "_redirects", "index.html.gz")]
    ours = (host.site / "404.html").read_bytes()
    assert (wrong.status, wrong.body == ours, hidden) == (404, True, [404, 404, 404])
