"""Outcomes by first and last source, counted by hand and against plain Python."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.findings.attribution import beyond_finding, moved_sentence, unattributed_finding, uneven_sentence
from dashboard.metrics.attribution import ATTRIBUTION, attribution, claimed_beyond
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, campaigns, leads

DAY = timedelta(days=1)
AS_OF = NOON + 30 * DAY
INQUIRIES = {"lead_id": pl.String, "system": pl.String, "at": pl.Datetime("us", "UTC"), "source": pl.String}


def _all(*rows: dict[str, Any]) -> Slice:
    return lead_table(leads(*rows), Practice(), as_of=AS_OF).slice(Filters())


def _touches(*rows: tuple[str, datetime, str | None]) -> pl.DataFrame:
    return pl.DataFrame([(number, None, at, source) for number, at, source in rows], schema=INQUIRIES, orient="row")


def test_the_newest_inquiry_that_names_a_source_is_the_last_and_the_first_stays_the_first() -> None:
    rows = _all({"source": "Google", "consult_booked": True}, {"source": "Google"}, {"source": None})
    again = _touches(("L0", NOON + DAY, "Meta"), ("L0", NOON + 2 * DAY, None), ("L1", AS_OF + DAY, "Meta"))
    assert attribution(rows, again).rows() == [
        ("Google", 2, 1, None, 1, 0, None),
        ("Meta", 0, 0, None, 1, 1, None),
        (None, 1, 0, None, 1, 0, None),
    ]
    assert moved_sentence(attribution(rows, again), "source") == (
        "1 lead inquired again from another source than at first."
    )


def test_words_for_not_known_are_no_source() -> None:
    found = attribution(_all({"source": "(not set)"}, {"source": " Unknown "}, {"source": "Radio"}), _touches())
    assert found.select("source", "leads").rows() == [("Radio", 1), (None, 2)]
    assert unattributed_finding(found, "source") == (
        "2 of 3 (67 %) real leads have no source: nobody can say what brought them"
    )


def test_the_unattributed_share_is_told_of_the_furthest_outcome_there_is() -> None:
    booked = {"consult_booked": True, "procedure_booked": True}
    found = attribution(_all(*[booked | {"source": "Radio"}] * 3, booked, {}), _touches())
    assert unattributed_finding(found, "source").startswith("1 of 4 (25 %) procedures has no source")
    assert unattributed_finding(attribution(_all({"source": "Radio"}), _touches()), "source") == (
        "Every real lead names its source"
    )


def test_unattributed_leads_that_book_more_often_are_named() -> None:
    known = [{"source": "Radio", "consult_booked": nth < 10} for nth in range(100)]
    unknown = [{"consult_booked": nth < 40} for nth in range(100)]
    assert uneven_sentence(attribution(_all(*known, *unknown), _touches()), "source").startswith(
        "Leads without a source book more often: 40 of 100 (40 %) against 10 of 100 (10 %)"
    )
    assert uneven_sentence(attribution(_all(*known, *known), _touches()), "source") == ""


def test_a_platform_that_claims_far_more_than_arrived_is_named() -> None:
    rows = _all(*[{"campaign": "LASIK"}] * 10, *[{"campaign": "Botox"}] * 10)
    period = {"period_start": NOON.date(), "period_end": NOON.date(), "platform": "Google Ads", "spend": 1.0}
    spend = campaigns(
        period | {"campaign": "LASIK", "platform_leads": 24.0}, period | {"campaign": "Botox", "platform_leads": 14.0}
    )
    claims = claimed_beyond(campaign_returns(rows, spend))
    assert claims.rows() == [("LASIK", "Google Ads", 24.0, 10)]
    assert beyond_finding(claims).startswith("Google Ads claims 24 leads of LASIK, 10 arrived.")


_SOURCES = st.sampled_from(["Google", "Meta", "(none)", None])
_ROW = st.fixed_dictionaries(
    {
        "source": _SOURCES,
        "is_real": st.sampled_from([True, False, None]),
        "channel": st.just("form"),
        "consult_booked": st.sampled_from([True, False]),
        "procedure_booked": st.sampled_from([True, False, None]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_ROW, max_size=20), st.lists(st.tuples(st.integers(0, 19), st.integers(-5, 40), _SOURCES), max_size=20))
def test_it_is_what_a_loop_over_leads_and_inquiries_counts(rows: list[dict[str, Any]], again: list[Any]) -> None:
    touches = _touches(*((f"L{lead}", NOON + day * DAY, source) for lead, day, source in again))
    expected: dict[str | None, list[int]] = {}
    for nth, row in enumerate(rows):
        booked, had = row["consult_booked"] or row["procedure_booked"] is True, row["procedure_booked"] is True
        if row["is_real"] is False and not booked:
            continue
        first = _known(row["source"])
        named = sorted(
            (day, source) for lead, day, source in again if lead == nth and _known(source) and NOON + day * DAY <= AS_OF
        )
        last = named[-1][1] if named else first
        for place, value in ((0, first), (3, last)):
            counts = expected.setdefault(value, [0] * 6)
            for offset, counted in enumerate((True, booked, had)):
                counts[place + offset] += counted
    knows_procedures = any(row["procedure_booked"] is not None for row in rows)
    if not knows_procedures:
        expected = {value: [*c[:2], None, *c[3:5], None] for value, c in expected.items()}  # type: ignore[list-item]
    if rows:
        found = attribution(_all(*rows), touches)
        assert {row[0]: list(row[1:]) for row in found.select("source", *ATTRIBUTION).iter_rows()} == expected


def _known(source: str | None) -> str | None:
    return None if source == "(none)" else source
