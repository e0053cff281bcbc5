"""Digests in the forms of browsers, npm and archives, and JSON inside a `<script>`."""

import base64
import hashlib
import json


def integrity(content: bytes, algorithm: str = "sha256") -> str:
    """Return a digest as browsers and npm write it: its algorithm, a dash, base64."""
    made = hashlib.new(algorithm, content).digest()
    return f"{algorithm}-{base64.b64encode(made).decode()}"


def digest(*contents: bytes) -> str:
    """Return the SHA-256, in hexadecimal, of the contents and of where each of them ends."""
    whole = hashlib.sha256()
    for content in contents:
        whole.update(len(content).to_bytes(8, "little"))
        whole.update(content)
    return whole.hexdigest()


def urlsafe_sha256(content: bytes) -> str:
    """Return the SHA-256 as a wheel's RECORD writes it: base64 for addresses, unpadded."""
    made = hashlib.sha256(content).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def script_json(data: object) -> str:
    """Return JSON that cannot end the `<script>` element around it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
