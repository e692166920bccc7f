"""Figures counted on Daft over a Ray cluster of two workers are those counted here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.server.ray import two_workers

ROOT = Path(__file__).parents[2]
CUT = ("--since", "2026-03-01", "--until", "2026-08-01", "--where", "arrival_day=weekday")


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up practice, imported: leads, their calls and what campaigns cost."""
    folder = tmp_path_factory.mktemp("practice")
    run("sample", str(folder / "files"), "--leads", "1500", "--months", "9")
    files = sorted(str(path) for path in (folder / "files").glob("20*/*.csv"))
    assert files
    run("import", *files, "--workspace", str(folder / "workspace"), ends=(0, 1))
    return folder / "workspace"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Mapping[str, str]]:
    with two_workers() as found:
        yield found


def run(*words: str, environment: Mapping[str, str] = os.environ, ends: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", *words],
        cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in ends, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("funnel", "--by", "campaign"),
        ("funnel", *CUT),
        ("segments", "--by", "response_band", "--stage", "procedure_booked"),
        ("segments", "--by", "doctor", *CUT),
        ("campaigns",),
        ("campaigns", *CUT, "--as-of", "2026-07-01"),
    ],
    ids=" ".join,
)
def test_a_figure_counted_on_two_workers_is_the_one_counted_here(
    practice: Path, cluster: Mapping[str, str], words: tuple[str, ...]
) -> None:
    asked = ("figures", *words, "--format", "json", "--workspace", str(practice))
    here = json.loads(run(*asked))
    there = json.loads(run(*asked, "--engine", "daft", environment=cluster))
    assert here["rows"]
    # sums of money may differ in their last bit, being added in another order
    assert there["rows"] == [
        {name: pytest.approx(value, rel=1e-12) if isinstance(value, float) else value for name, value in row.items()}
        for row in here["rows"]
    ]
    assert {name: there[name] for name in here if name != "rows"} == {
        name: here[name] for name in here if name != "rows"
    }


def test_what_cannot_be_counted_there_is_said_in_a_sentence(practice: Path, tmp_path: Path) -> None:
    asked = ("--engine", "daft", "--workspace")
    other = subprocess.run(
        [sys.executable, "-m", "dashboard", "figures", "quality", *asked, str(practice)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (other.returncode, "funnel, segments, campaigns are" in other.stderr) == (2, True)
    empty = subprocess.run(
        [sys.executable, "-m", "dashboard", "figures", "funnel", *asked, str(tmp_path / "empty")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (empty.returncode, "Nothing was imported" in empty.stderr) == (3, True)
