"""Feedback counted on fingers."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dashboard.filters import Filters
from dashboard.metrics import feedback as count
from dashboard.metrics.leads import lead_table
from dashboard.metrics.people import counselors
from dashboard.metrics.quality import quality
from dashboard.practice import Practice
from dashboard.store.feedback import TABLE
from tests.metrics.leads_by_hand import NOON, campaigns, leads

TODAY = date(2026, 3, 31)
"""A Tuesday."""


def said(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {
        "kind": "question",
        "who": "Ann",
        "said_on": date(2026, 3, 30),
        "theme_id": 1,
        "theme": "Hurt?",
        "words": "x",
    }
    return pl.DataFrame([dict.fromkeys(TABLE) | usual | {"id": n} | row for n, row in enumerate(rows)], schema=TABLE)


def test_themes_are_counted_with_people_and_trend() -> None:
    found = count.themes(
        said(
            {"said_on": date(2026, 3, 31)},
            {"said_on": date(2026, 3, 4), "who": "ann "},  # the first of the last 28 days
            {"said_on": date(2026, 3, 3), "who": "Ben", "kind": "confusion"},  # the last of the 28 before
            {"said_on": date(2026, 2, 4), "kind": "confusion"},
            {"said_on": date(2026, 2, 3), "kind": "confusion"},  # older
            {"theme_id": 2, "theme": "Free?"},
            {"theme_id": None, "theme": None},
        ),
        TODAY,
    )
    assert dict(found.schema) == count.THEMES
    assert found.rows() == [
        (1, "Hurt?", "confusion", 5, 2, 2, 2, date(2026, 3, 31)),
        (2, "Free?", "question", 1, 1, 1, 0, date(2026, 3, 30)),
    ]


def test_every_week_of_a_theme_is_there_also_the_silent_ones() -> None:
    found = count.theme_weeks(
        said({"said_on": date(2026, 3, 30)}, {"said_on": date(2026, 3, 29)}, {"said_on": date(2026, 3, 1)}), 5, 3, TODAY
    )
    assert found.select("week", "said").rows() == [
        (date(2026, 3, 16), 0),
        (date(2026, 3, 23), 1),
        (date(2026, 3, 30), 1),
    ]


def test_the_view_narrows_feedback_by_what_it_shares_with_leads() -> None:
    all_ = said(
        {"campaign": "Spring", "said_on": date(2026, 3, 1)},
        {"campaign": "Spring", "said_on": date(2026, 4, 1)},
        {"campaign": None, "said_on": date(2026, 3, 31)},
        {"campaign": "Autumn", "said_on": date(2026, 3, 31)},
    )
    march = Filters.of(date(2026, 3, 1), date(2026, 4, 1), {"campaign": ["Spring", None], "owner": ["Ann"]})
    assert count.feedback_in(all_, march)["id"].to_list() == [0, 2]
    assert count.feedback_in(all_, Filters())["id"].to_list() == [0, 1, 2, 3]


def test_kinds_are_counted_by_campaign() -> None:
    found = count.feedback_kinds(
        said({"campaign": "Spring"}, {"campaign": "Spring", "kind": "ask"}, {"campaign": "Spring"}, {}), "campaign"
    )
    assert found.rows() == [("Spring", "ask", 1), ("Spring", "question", 2), (None, "question", 1)]


def test_ratings_stand_beside_the_figures_whatever_the_spelling() -> None:
    table = lead_table(
        leads(
            {"campaign": "Spring", "channel": "form", "qualified": True},
            {"campaign": "Spring", "channel": "form", "is_real": False},
            {"campaign": "Quiet", "channel": "form"},
        ).with_columns(import_id=pl.lit(1, pl.Int64)),
        Practice(),
        as_of=NOON,
    )
    heard = said(
        {"campaign": "spring ", "rating": 2, "words": "wrong numbers"},
        {"campaign": "Spring", "rating": 5, "words": "nice", "said_on": date(2026, 3, 31)},
        {"campaign": "Spring", "words": ""},
        {"campaign": "New", "words": "who?"},
    )
    figures = quality(table.slice(Filters()), campaigns(), heard)
    assert dict(figures.select("campaign", "rating").iter_rows()) == {"Spring": 3.5, "Quiet": None}
    before = table.slice(Filters(until=date(2026, 3, 31)))
    assert dict(quality(before, campaigns(), heard).select("campaign", "rating").iter_rows())["Spring"] == 2
    rows = {row["campaign"]: row for row in count.rated_quality(figures, heard).iter_rows(named=True)}
    assert rows["Spring"] == {
        "campaign": "Spring", "leads": 2, "real": 1, "real_share": 0.5, "qualified": 1, "qualified_share": 0.5,
        "rating": 3.5, "rated": 2, "words": "nice · wrong numbers",
    }  # fmt: skip
    assert (rows["Quiet"]["rated"], rows["New"]["leads"], rows["New"]["words"]) == (0, None, "who?")


def test_who_was_never_heard_from_comes_first() -> None:
    found = count.contributors(
        said({"who": "Ann"}, {"who": "ann"}, {"who": "Mia", "said_on": date(2026, 3, 1)}, {"who": ""}),
        ["Ann", "Ben"],
        TODAY,
    )
    assert found.rows() == [
        ("Ben", 0, None, None),
        ("Mia", 1, date(2026, 3, 1), 30),
        ("Ann", 2, date(2026, 3, 30), 1),
    ]


def test_counselors_are_the_owners_of_the_newest_leads() -> None:
    old = NOON.replace(year=2025)
    table = lead_table(
        leads({"owner": "Ann"}, {"owner": "Ben"}, {"owner": "Ben"}, {"owner": "Gone", "created_at": old}, {}),
        Practice(),
        as_of=NOON,
    )
    assert counselors(table) == ("Ben", "Ann")


def test_without_feedback_every_count_is_empty() -> None:
    none = said()
    assert count.themes(none, TODAY).is_empty()
    assert count.theme_weeks(none, 5, 3, TODAY).is_empty()
    assert count.feedback_kinds(none, "campaign").is_empty()
    assert count.ratings(none).is_empty()
    assert count.contributors(none, ["Ann"], TODAY).rows() == [("Ann", 0, None, None)]
