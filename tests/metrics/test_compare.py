"""What counts as standing out."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.metrics.compare import apart, beyond_chance, standing_out


def rates(*pairs: tuple[int, int]) -> pl.DataFrame:
    return pl.DataFrame(
        {"converted": [c for c, _ in pairs], "leads": [n for _, n in pairs]},
        schema={"converted": pl.Int64, "leads": pl.Int64},
    )


def test_two_shares_lie_so_many_standard_errors_apart() -> None:
    # pooled 0.4, spread sqrt(0.24 * 0.02) = 0.069282; (0.5 - 0.3) / 0.069282
    assert apart(50, 100, 30, 100) == pytest.approx(2.88675, abs=1e-5)


def test_under_thirty_leads_nothing_is_said() -> None:
    assert apart(29, 29, 0, 1000) == 0


def test_the_more_is_looked_at_the_more_chance_could_do() -> None:
    assert beyond_chance(1) == pytest.approx(2.5758, abs=1e-4)
    assert beyond_chance(10) == pytest.approx(3.2905, abs=1e-4)


def test_the_group_furthest_from_the_others_stands_out() -> None:
    found = standing_out(rates((30, 100), (31, 100), (5, 100), (29, 100)))
    assert found is not None
    assert found[0] == 2
    assert found[1] < 0


def test_equal_groups_leave_nobody_standing_out() -> None:
    assert standing_out(rates((30, 100), (33, 100), (27, 100))) is None
    assert standing_out(rates()) is None
