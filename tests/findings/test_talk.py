"""What is said above the figures of feedback and briefs."""

from __future__ import annotations

from datetime import date

import polars as pl

from dashboard.findings import briefs, feedback
from dashboard.metrics.feedback import PEOPLE, THEMES


def themes(*rows: tuple[str, int, int, int]) -> pl.DataFrame:
    told = [
        dict.fromkeys(THEMES) | {"theme": name, "said": said, "people": 2, "recent": recent, "before": before}
        for name, said, recent, before in rows
    ]
    return pl.DataFrame(told, schema=THEMES)


def test_a_theme_that_rises_is_the_finding_else_the_most_frequent_one() -> None:
    assert feedback.themes_finding(themes(("Hurt?", 20, 2, 9), ("Free?", 5, 4, 1))) == (
        "“Free?” comes up more: 4 in the last 4 weeks, 1 in the 4 before"
    )
    assert feedback.themes_finding(themes(("Hurt?", 20, 2, 9), ("Free?", 5, 2, 0))) == (
        "“Hurt?” comes up most: 20 times, from 2 people"
    )
    assert feedback.themes_finding(themes()) == "Nothing was said in this view"


def test_asks_that_wait_are_counted() -> None:
    assert feedback.asks_finding([]) == "Nobody has asked for anything yet"
    assert feedback.asks_finding(["open", "done"]) == "1 of 2 asks waits for an answer"
    assert feedback.asks_finding(["done", "declined"]) == "Every ask has its answer (2)"


def test_the_campaign_rated_lowest_is_named_once_enough_have_rated() -> None:
    rated = pl.DataFrame(
        {
            "campaign": ["A", "B", "C"],
            "leads": [10, 4, 5],
            "real": [9, 1, 5],
            "rating": [4.5, 2.0, 1.0],
            "rated": [3, 3, 2],
        }
    )
    assert feedback.ratings_finding(rated) == "Rated lowest: B, 2.0 of 5 (3 ratings); 1 of 4 (25 %) real"
    assert feedback.ratings_finding(rated.filter(pl.col("rated") < 3)) == "Too few ratings to compare campaigns"


def test_who_has_not_been_heard_from_is_named() -> None:
    found = pl.DataFrame({"who": ["Ben", "Ann"], "said": [0, 3]}, schema={n: PEOPLE[n] for n in ("who", "said")})
    assert feedback.contributors_finding(found) == "1 of 2 have been heard from; not yet: Ben"
    nobody = found.filter(pl.col("said") == 0)
    assert feedback.contributors_finding(nobody) == "Nobody has been heard from yet: 1 person could say something"
    assert feedback.contributors_finding(found.filter(pl.col("said") > 0)) == "Everyone has been heard from (1)"


def test_who_has_not_read_a_version_is_named() -> None:
    assert briefs.read_finding(2, ["Ann"], ["Ben"]) == "1 of 2 have read version 2; not yet: Ben"
    assert briefs.read_finding(2, ["Ann"], []) == "Everyone has read version 2 (1)"
    assert briefs.read_finding(2, [], []) == "Nobody has read version 2 yet"


def test_versions_are_told_apart_only_beyond_chance() -> None:
    def under(*booked: int) -> pl.DataFrame:
        rows = [{"version": n, "leads": 100, "real": 100, "consult_booked": one} for n, one in enumerate(booked, 1)]
        return pl.DataFrame(rows)

    assert briefs.versions_finding(under(40, 10)) == "Version 2: fewer booked a consult, 10 of 100 (10 %)"
    assert briefs.versions_finding(under(40, 36)).startswith("Booking does not differ")
    assert briefs.versions_finding(under(40)) == "100 leads came in under this brief"
    assert (
        briefs.running_finding(
            pl.DataFrame(
                {"brief": [1, 2], "since": [date(2026, 3, 1)] * 2, "until": [date(2026, 3, 9), date(2026, 3, 2)]}
            ),
            date(2026, 3, 2),
        )
        == "One campaign runs by a brief today"
    )
