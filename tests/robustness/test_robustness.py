from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.ingest.profiles import profiles
from tests.robustness.expectations import Expected, fixtures
from tests.robustness.verdicts import GOOD, verdict_on


@pytest.mark.parametrize("path", fixtures(), ids=lambda path: path.name)
def test_a_fixture_is_read_right_or_refused_or_flagged_and_never_silently_different(path: Path) -> None:
    found = verdict_on(path)
    assert found.word in GOOD, f"{found.got}; expected {found.expected}. {'; '.join(found.differences)}"


def test_every_profile_has_a_fixture() -> None:
    refused = {profile.refusal: profile.name for profile in profiles() if profile.refusal}
    expectations = [Expected.beside(path) for path in fixtures()]
    shown = {e.profile for e in expectations} | {refused[e.refused] for e in expectations if e.refused in refused}
    assert {profile.name for profile in profiles()} - shown == set()


def test_each_of_the_25_problems_has_a_fixture() -> None:
    told = {path.name.partition("_")[0] for path in fixtures() if path.parent.name == "problems"}
    assert {f"{number:02}" for number in range(1, 26)} - told == set()
