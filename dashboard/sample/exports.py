"""The files the made-up practice would download: its own tables, and a month's exports of each system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import polars as pl

from dashboard.sample.ad_reports import google_report, meta_report, microsoft_report
from dashboard.sample.arrivals import LAST_DAY
from dashboard.sample.callrail import call_log
from dashboard.sample.campaigns import META
from dashboard.sample.hubspot import contacts_export
from dashboard.sample.people import SAMPLE_PRACTICE
from dashboard.sample.practice import Sample
from dashboard.sample.snapshot import known_at

OVERLAP: Final = timedelta(days=3)
"""Each month's files reach back so far into the month before."""
_CLAIMED_EARLY: Final = 0.8
"""Share of its later leads a platform claims in a report of the last few days."""
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"


def exports(sample: Sample) -> Mapping[str, bytes]:
    """Relative file name to content: canonical files first, then the exports of each month, oldest first.

    A month's exports say what was known at the end of it: leads that arrived or changed in it or
    in the last three days before, with the status of then; spend whose last three days the next
    month's report restates.
    """
    return dict(_canonical(sample)) | {name: data for month in _months(sample) for name, data in _month(sample, month)}


def _canonical(sample: Sample) -> Iterator[tuple[str, bytes]]:
    first = LAST_DAY.replace(day=1)
    recent = pl.col("last_activity_at") >= _start(first)
    for suffix, leads, campaigns in (
        ("", sample.leads, sample.campaigns),
        (f"-{first:%Y-%m}", sample.leads.filter(recent), sample.campaigns.filter(pl.col("period_start") >= first)),
    ):
        yield f"canonical/leads{suffix}.csv", leads.write_csv(datetime_format=_MOMENT).encode()
        yield f"canonical/campaigns{suffix}.csv", campaigns.write_csv().encode()


def _months(sample: Sample) -> list[date]:
    """The first day of each month with spend or leads, oldest first."""
    local = sample.leads["created_at"].dt.convert_time_zone(SAMPLE_PRACTICE.time_zone).dt.date()
    days = pl.concat([local, sample.campaigns["period_start"]])
    return days.dt.month_start().unique().sort().to_list()


def _month(sample: Sample, first: date) -> Iterator[tuple[str, bytes]]:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    since = first - OVERLAP
    end = _start(last + timedelta(days=1))
    known = known_at(sample.leads, end)
    folder = f"{first:%Y-%m}"
    calls = (pl.col("channel") == "call") & (pl.col("created_at") >= _start(since))
    account = SAMPLE_PRACTICE.name.replace(" & ", "-").replace(" ", "-")
    spend = _reported(sample.campaigns, since, last)
    meta_range = f"{_short(since)}{_short(last)}"
    yield (
        f"{folder}/hubspot-crm-exports-all-contacts-{last + timedelta(days=1)}.csv",
        contacts_export(known, _start(since), end),
    )
    yield f"{folder}/callrail-calls-{folder}.csv", call_log(known.filter(calls))
    yield f"{folder}/Campaign report.csv", google_report(spend, since, last)
    yield f"{folder}/{account}-Campaigns-{meta_range}.csv", meta_report(spend, since, last)
    yield f"{folder}/Campaign performance {folder}.csv", microsoft_report(spend, since, last)


def _reported(campaigns: pl.DataFrame, since: date, last: date) -> pl.DataFrame:
    """The spend of a period as reported right after it: the newest leads are not all claimed yet."""
    early = pl.lit(last < LAST_DAY) & (pl.col("period_start") > last - OVERLAP)
    claimed = pl.col("platform_leads") * pl.when(early).then(_CLAIMED_EARLY).otherwise(1.0)
    whole = pl.when(pl.col("platform") == META).then(claimed.floor()).otherwise(claimed.round(2))
    return campaigns.filter(pl.col("period_start").is_between(since, last)).with_columns(platform_leads=whole)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), SAMPLE_PRACTICE.zone).astimezone(UTC)


def _short(day: date) -> str:
    return f"{day.day}-{day:%b}-{day.year}"
