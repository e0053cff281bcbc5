"""What a page may load, and what hosts send with it: the security policy and `_headers`."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from self_tests.site.digests import integrity
from self_tests.site.publish.assets import SCRIPTS

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    # Material sets style attributes from its scripts and writes some into tables; under this policy
    # a style can neither run nor send anything.
    "style-src": ["'self'", "'unsafe-inline'"],
    # Material's icons are data: addresses in its style sheets.
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    # A film of one's own squat plays from a blob: address and stays on the phone.
    "media-src": ["'self'", "blob:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    # Without scripts, sending a form would put the answers into the address.
    "form-action": ["'none'"],
}
"""What a page may load. Frames and the worker's own policy cannot be set in a page."""

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A film is taken by the phone's own camera application, which needs no permission of ours.
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "bluetooth", "browsing-topics", "camera", "display-capture"),
            *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
            *("microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
        )
    ),
}
"""Headers that only a host can send, and the policy's part about frames."""

FOREVER = "public, max-age=31536000, immutable"
"""For addresses that change with their content. Pages keep the hosts' own rule: to ask each time
whether there is a newer one."""


def rules(policy: Mapping[str, Sequence[str]]) -> str:
    """Return a policy as headers and `<meta>` write it: each name, then what it allows."""
    return "; ".join(" ".join([name, *sources]) for name, sources in policy.items())


def inline_source(script: str) -> str:
    """Return the policy's name for an inline script: the hash of its text."""
    return f"'{integrity(script.encode())}'"


def headers(allowed: Iterable[str], site: Path) -> str:
    """Return the file that tells Netlify and Cloudflare Pages what a page cannot say itself.

    Its policy allows what any page allows; the page's own, which also applies, is the stricter one.
    Hashed files are named one by one: a rule for a folder would also cache the error for a file of
    another deploy.
    """
    sources = [*POLICY["script-src"], *sorted(allowed)]
    policy = {**POLICY, "script-src": sources, "frame-ancestors": ["'none'"]}
    everywhere = {"Content-Security-Policy": rules(policy), **HEADERS}
    kept = [
        f"/{path.relative_to(site).as_posix()}"
        for folder in ("bundle", "v-*")
        for path in sorted((site / SCRIPTS).glob(f"{folder}/**/*"))
        if path.is_file()
    ]
    lines = ["/*", *(f"  {name}: {value}" for name, value in everywhere.items())]
    for path in kept:
        lines += [path, f"  Cache-Control: {FOREVER}"]
    return "\n".join([*lines, ""])
