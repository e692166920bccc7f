"""What is told of a campaign's leads, against the same counted in plain Python."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.quality import QUALITY, SIGNS, quality, signs
from dashboard.practice import Practice
from dashboard.signals import NAMES
from tests.metrics.leads_by_hand import campaigns, leads
from tests.metrics.practices import AS_OF, furthest, lead

NONE = campaigns()


def coded(rows: list[dict[str, Any]]) -> LeadTable:
    return lead_table(leads(*rows).with_columns(import_id=pl.lit(7, pl.Int64)), Practice(), as_of=AS_OF)


def told(rows: list[dict[str, Any]], spend: pl.DataFrame = NONE) -> dict[str | None, dict[str, Any]]:
    answer = quality(coded(rows).slice(Filters()), spend)
    assert answer.schema == pl.Schema(QUALITY)
    return {
        row["campaign"]: row | {"reasons": {one["reason"]: one["leads"] for one in row["reasons"]}}
        for row in answer.iter_rows(named=True)
    }


def test_reasons_on_fingers() -> None:
    spring = {"campaign": "Spring", "channel": "form"}
    found = told(
        [
            spring | {"signals": "burst,gibberish"},
            spring | {"signals": "burst", "is_real": False},
            spring | {"signals": "test_lead", "is_real": False},
            spring | {"channel": "call", "call_answered": False},
            spring | {"qualified": True},
            {"channel": "form", "signals": ""},
        ]
    )
    assert found["Spring"] == {
        "campaign": "Spring", "leads": 5, "real": 2, "not_real": 3, "qualified": 1, "rating": None,
        "reasons": {"burst": 2, "gibberish": 1, "marked": 1, "short_call": 1, "test_lead": 1},
    }  # fmt: skip
    assert (found[None]["leads"], found[None]["reasons"]) == (1, {})


def test_the_most_frequent_reason_comes_first() -> None:
    rows = [{"channel": "form", "signals": names} for names in ("link", "burst", "link,wrong_number", "link")]
    assert list(told(rows)[None]["reasons"]) == ["link", "burst", "wrong_number"]


def test_what_the_data_cannot_tell_is_unknown_and_not_zero() -> None:
    found = told([{"campaign": "Spring"}])["Spring"]
    assert (found["real"], found["not_real"], found["qualified"]) == (None, None, None)


def test_a_renamed_campaign_is_one_by_its_number() -> None:
    rows = [{"campaign": "Old", "campaign_id": "7", "signals": "link"}, {"campaign": "new", "signals": "link"}]
    found = told(rows, campaigns({"campaign": "New", "campaign_id": "7"}))
    assert {name: row["reasons"] for name, row in found.items()} == {"New": {"link": 2}}


def test_no_leads_have_no_quality() -> None:
    assert quality(lead_table(leads(), Practice()).slice(Filters()), NONE).is_empty()


signals = st.one_of(st.none(), st.sets(st.sampled_from(NAMES), max_size=3).map(lambda names: ",".join(sorted(names))))
shown = st.lists(st.tuples(lead(), signals).map(lambda pair: pair[0] | {"signals": pair[1]}), min_size=1, max_size=25)


def key(row: dict[str, Any]) -> str | None:
    return row["campaign"].strip().lower() if row["campaign"] else None


@given(shown)
@settings(max_examples=60, deadline=None)
def test_every_count_is_what_plain_python_counts(rows: list[dict[str, Any]]) -> None:
    rows = [*rows, {"channel": "form", "qualified": True, "created_at": rows[0]["created_at"]}]
    rows = [dict.fromkeys(rows[0]) | row for row in rows]
    for row in told(rows).values():
        of = [one for one in rows if key(one) == key(row)]
        real = [furthest(one) >= 1 for one in of]
        assert (row["leads"], row["real"], row["not_real"]) == (len(of), sum(real), len(of) - sum(real))
        assert row["qualified"] == sum(furthest(one) >= 3 for one in of)
        counts: Counter[str] = Counter()
        for one, is_real in zip(of, real, strict=True):
            held = [name for name in (one["signals"] or "").split(",") if name]
            counts.update(held)
            if not is_real and one["is_real"] is not False:
                counts["short_call"] += 1
            elif not is_real and "test_lead" not in held:
                counts["marked"] += 1
        assert row["reasons"] == dict(counts)


@given(shown)
@settings(max_examples=40, deadline=None)
def test_signs_name_the_leads_that_show_them(rows: list[dict[str, Any]]) -> None:
    table = coded(rows)
    found = signs(table.slice(Filters()))
    assert found.schema == pl.Schema(SIGNS)
    expected = Counter((one["campaign"], name) for one in rows for name in (one["signals"] or "").split(",") if name)
    assert {(campaign, signal): number for campaign, signal, number, *_ in found.iter_rows()} == dict(expected)
    for campaign, signal, number, _, examples in found.iter_rows():
        assert len(examples) == min(3, number)
        for one in examples:
            assert one["import_id"] == 7
            there = rows[one["row"] - 2]
            assert there["campaign"] == campaign
            assert signal in there["signals"].split(",")
