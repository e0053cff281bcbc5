"""What runs on GitHub: what others cannot change under us, and cannot start."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"(?:\./\.github/workflows/[\w.]+|[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)")


def read(path: Path) -> dict[str, Any]:
    """Return a workflow; YAML reads its key `on` as true."""
    table: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else str(key): value for key, value in table.items()}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_their_full_digest(path: Path) -> None:
    """Every action names 40 hexadecimal digits, and the version that they are for people."""
    used = re.findall(r"uses: (.+)", path.read_text("utf-8"))
    assert [one for one in used if not PINNED.fullmatch(one)] == []


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_uv_is_pinned_by_its_version(path: Path) -> None:
    """No workflow installs whatever version of uv is newest that day."""
    text = path.read_text("utf-8")
    installed = re.findall(r"pip install (?:--\S+ )*(\S+)", text)
    versions = {*installed, *re.findall(r"^  UV: (\S+)", text, re.MULTILINE)} - {'"$UV"'}
    assert [one for one in versions if not re.fullmatch(r"uv==\d+\.\d+\.\d+", one)] == []


def test_one_version_of_uv_everywhere() -> None:
    """All that runs the checks uses one version of uv."""
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS, ROOT / ".ci" / "run")]
    assert len({version for text in texts for version in re.findall(r"uv==([\d.]+)", text)}) == 1


def test_only_main_is_published_and_only_after_the_checks() -> None:
    """Publishing starts with a push to main or by hand, and needs the checks."""
    workflow = read(ROOT / ".github" / "workflows" / "pages.yml")
    job = workflow["jobs"]["publish"]
    assert (
        workflow["on"],
        workflow["jobs"]["checks"],
        job["needs"],
        job["if"],
    ) == (
        {"push": {"branches": ["main"]}, "workflow_dispatch": None},
        {"uses": "./.github/workflows/checks.yml"},
        "checks",
        "github.ref == 'refs/heads/main'",
    )


def test_only_the_job_that_publishes_may_write() -> None:
    """Every workflow reads only; the rights to publish belong to one job."""
    rights = {path.name: read(path)["permissions"] for path in WORKFLOWS}
    writing = [
        (path.name, name)
        for path in WORKFLOWS
        for name, job in read(path)["jobs"].items()
        if "write" in job.get("permissions", {}).values()
    ]
    assert (set(map(str, rights.values())), writing) == (
        {"{'contents': 'read'}"},
        [("pages.yml", "publish")],
    )


def test_checkouts_leave_no_key_behind() -> None:
    """No later step of a job finds the key of the checkout in the repository's configuration."""
    checkouts = [
        step.get("with", {}).get("persist-credentials")
        for path in WORKFLOWS
        for job in read(path)["jobs"].values()
        for step in job.get("steps", [])
        if "actions/checkout" in step.get("uses", "")
    ]
    assert (len(checkouts) > 0, set(checkouts)) == (True, {False})
