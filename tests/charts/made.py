"""Small tables in the shape the metrics give, for charts to draw; every number can be counted by hand."""

from datetime import date, timedelta

import polars as pl

from dashboard.metrics.campaigns import CAMPAIGN_RETURNS
from dashboard.metrics.convert_time import CONVERT_TIME
from dashboard.metrics.funnel import FUNNEL_STEPS
from dashboard.metrics.reach import ATTEMPTS
from dashboard.metrics.response import ANSWERED_CURVE, RESPONSE_BANDED, RESPONSE_HOURS
from dashboard.metrics.segments import SEGMENT_RATES, TWO_WAY
from dashboard.metrics.trend import WEEKLY

HOSTILE = ('<a href="javascript:x">y</a>', "<b>bold</b>", "$x$", "\u202egnp.exe", "&lt;br&gt;", None)
GROUP = {"campaign": pl.String}


def steps(*groups: str | None) -> pl.DataFrame:
    """A funnel of 100 inquiries, 60 reached, 0 qualified; one a group where groups are named."""
    rows = [
        {"stage": "inquiry", "reached": 100, "won": 60, "open": 10, "lost": 30, "of_first": 1.0},
        {"stage": "reached", "reached": 60, "won": 0, "open": 20, "lost": 40, "of_first": 0.6, "of_previous": 0.6},
        {"stage": "qualified", "reached": 0, "won": 0, "open": 0, "lost": 0, "of_first": 0.0, "of_previous": 0.0},
    ]
    if not groups:
        return pl.DataFrame(rows, schema=FUNNEL_STEPS)
    return pl.DataFrame([{"campaign": group} | row for group in groups for row in rows], schema=GROUP | FUNNEL_STEPS)


def curve(*groups: str | None) -> pl.DataFrame:
    """Of 50 leads 20 % answered within 5 minutes, 50 % within an hour, 80 % within a day."""
    rows = [{"seconds": s, "leads": 50, "share": share} for s, share in ((300, 0.2), (3600, 0.5), (86400, 0.8))]
    if not groups:
        return pl.DataFrame(rows, schema=ANSWERED_CURVE)
    return pl.DataFrame([{"campaign": group} | row for group in groups for row in rows], schema=GROUP | ANSWERED_CURVE)


def hours() -> pl.DataFrame:
    """Monday 9:00 40 leads waiting 10 minutes, Monday 22:00 30 waiting 9 hours, Sunday 0:00 2 waiting a day."""
    rows = [(1, 9, 40, 600.0, 0.9), (1, 22, 30, 32400.0, 0.0), (7, 0, 2, 90000.0, 0.0)]
    return pl.DataFrame(rows, schema=RESPONSE_HOURS, orient="row")


def bands() -> pl.DataFrame:
    rows = [("up to 5 min", 40, 20, 0.5, 0.35, 0.65), ("over 3 days", 0, 0, None, None, None)]
    return pl.DataFrame(rows, schema=RESPONSE_BANDED, orient="row")


def rates() -> pl.DataFrame:
    """Against a whole of 25 %: A above, B below, C could be either, D too few."""
    rows = [
        ("A", 100, 50, 0.5, 0.4, 0.6, 90, 0.55),
        ("B", 100, 10, 0.1, 0.05, 0.17, 100, 0.1),
        ("C", 100, 25, 0.25, 0.18, 0.34, 100, None),
        ("D", 10, 9, 0.9, 0.6, 0.98, 10, 0.9),
    ]
    return pl.DataFrame(rows, schema=GROUP | SEGMENT_RATES, orient="row")


def pairs() -> pl.DataFrame:
    rows = [
        ("A", "Dr. Ames", 100, 45, 0.45, 0.36, 0.55),
        ("A", "Dr. Bell", 30, 3, 0.1, 0.03, 0.26),
        ("B", "Dr. Ames", 29, 29, 1.0, 0.88, 1.0),
    ]
    return pl.DataFrame(rows, schema=TWO_WAY, orient="row")


def convert(*groups: str | None) -> pl.DataFrame:
    """10 % on the day itself, 40 % by day 1, 50 % by day 2, where only 20 leads are that old."""
    rows = [(0, 100, 10, 0.1, 0.05, 0.17), (1, 60, 20, 0.4, 0.3, 0.5), (2, 20, 3, 0.5, 0.4, 0.61)]
    named = [dict(zip(CONVERT_TIME, row, strict=True)) for row in rows]
    if not groups:
        return pl.DataFrame(named, schema=CONVERT_TIME)
    return pl.DataFrame([{"campaign": group} | row for group in groups for row in named], schema=GROUP | CONVERT_TIME)


def tries() -> pl.DataFrame:
    return pl.DataFrame({"attempts": [1, 2, 3], "tried": [100, 50, 10], "reached": [40, 20, 5]}, schema=ATTEMPTS)


def returns(*names: str | None, currency: str = "USD") -> pl.DataFrame:
    """Campaigns that each spent 6,000 on 100 leads and 12 consults, the platform claiming 150 leads."""
    row = {"spend": 6000.0, "currency": currency, "leads": 100, "consult_booked": 12, "cost_per_consult": 500.0}
    row |= {"platform_leads": 150.0}
    return pl.DataFrame([{"campaign": name} | row for name in names], schema=CAMPAIGN_RETURNS)


def weeks() -> pl.DataFrame:
    """Two finished weeks with 10 and 5 of 20 converted, and one that is mostly open."""
    shares = ((10, 2), (5, 4), (1, 15))
    rows = [
        (date(2026, 1, 5) + timedelta(weeks=nth), 20, converted, still, converted / 20, still / 20)
        for nth, (converted, still) in enumerate(shares)
    ]
    return pl.DataFrame(rows, schema=WEEKLY, orient="row")
