"""The default sample, made once: as frames, and as plain rows that are counted without polars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.sample.exports import exports
from dashboard.sample.practice import Sample, sample_practice

Row = dict[str, Any]


@pytest.fixture(scope="session")
def sample() -> Sample:
    return sample_practice()


@pytest.fixture(scope="session")
def leads(sample: Sample) -> list[Row]:
    return sample.leads.to_dicts()


@pytest.fixture(scope="session")
def files(sample: Sample) -> Mapping[str, bytes]:
    return exports(sample)
