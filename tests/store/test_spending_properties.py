"""Reports of one campaign over the same days, in any number and order: a day counts once, or is said to count twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dashboard.store.rows import in_stored_form
from dashboard.store.spending import counted_twice, latest_spend, with_spending

Report = tuple[str, int, int, bool]
"""Account, first and last day of January, and whether it tells day by day."""
SPANS = st.tuples(st.integers(1, 8), st.integers(1, 8)).map(lambda pair: (min(pair), max(pair)))
REPORTS = st.lists(
    st.tuples(st.sampled_from(["north", "south"]), SPANS, st.booleans()).map(lambda one: (one[0], *one[1], one[2])),
    min_size=1,
    max_size=7,
)


def stored(reports: list[Report], order: list[int]) -> pl.DataFrame:
    """The reports' rows as they are stored when imported in this order; a later one of the list is newer."""
    rows = [
        {
            "account": account, "campaign": "LASIK", "spend": 1.0, "import_id": order.index(number), "file": 0,
            "period_start": date(2026, 1, start), "period_end": date(2026, 1, end), "row": start,
            "through": datetime(2026, 2, 1 + number, tzinfo=UTC),
        }
        for number, (account, first, last, by_day) in enumerate(reports)
        for start, end in ([(day, day) for day in range(first, last + 1)] if by_day else [(first, last)])
    ]  # fmt: skip
    return with_spending(in_stored_form("campaigns", pl.DataFrame(rows)))


def spans(rows: pl.DataFrame) -> list[tuple[str, date, date]]:
    return sorted(rows.select("account", "period_start", "period_end").unique().rows())


def days_of(rows: list[tuple[str, date, date]]) -> set[tuple[str, date]]:
    return {(who, first + timedelta(n)) for who, first, last in rows for n in range((last - first).days + 1)}


@given(REPORTS)
def test_every_day_that_was_told_counts(reports: list[Report]) -> None:
    rows = stored(reports, list(range(len(reports))))
    assert days_of(spans(latest_spend(rows))) == days_of(spans(rows))


@given(REPORTS)
def test_two_rows_share_days_only_where_both_periods_are_named(reports: list[Report]) -> None:
    counting = latest_spend(stored(reports, list(range(len(reports)))))
    shared = {
        frozenset((one[1:], other[1:]))
        for one, other in combinations(spans(counting), 2)
        if one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
    }
    pairs = counted_twice(counting).rows(named=True)
    named = {
        frozenset(((pair["period_start"], pair["period_end"]), (pair["period_start_other"], pair["period_end_other"])))
        for pair in pairs
    }
    assert named == shared
    assert len({(pair["account"], *sorted(map(str, pair.values()))) for pair in pairs}) == len(pairs)


@given(REPORTS, st.randoms())
def test_the_order_of_imports_does_not_matter(reports: list[Report], chance: object) -> None:
    order = list(range(len(reports)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    straight, mixed = stored(reports, sorted(order)), stored(reports, order)
    columns = ["account", "period_start", "period_end", "through"]
    assert (
        latest_spend(straight).select(columns).sort(columns).equals(latest_spend(mixed).select(columns).sort(columns))
    )


@given(REPORTS)
def test_one_accounts_reports_count_as_if_there_were_no_other(reports: list[Report]) -> None:
    north = [report for report in reports if report[0] == "north"]
    together = latest_spend(stored(reports, list(range(len(reports))))).filter(pl.col("account") == "north")
    alone = latest_spend(stored(north, list(range(len(north))))) if north else together
    assert spans(alone) == spans(together)
