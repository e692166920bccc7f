"""The call log of the practice's CallRail: everybody who rang, whether or not somebody answered."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.sample.people import LOCATIONS, SAMPLE_PRACTICE

_COLUMNS: Final = (
    "Call Status,Company Name,Company ID,Number Name,Tracking Number,Name,Phone Number,Email,First-Time Caller,City,"
    "State,Country,Agent Name,Agent Number,Source,Duration (seconds),Start Time,Device Type,Keywords,Referrer,Medium,"
    "Landing Page,Campaign,Value,Tags,Qualified,Destination Number,Browser,Google Ads gclid,Facebook fbclid,"
    "Keywords Spotted,Call Highlights,Match Type,Ad Group,Ad Position,utm_medium,utm_source,Customer Talk Time Percent,"
    "Agent Talk Time Percent,Active Page,Recording Url,Note"
)
_TRACKERS: Final = {"Google Business Profile": "GMB (+ Multi Use Tracking Number)", "Direct": "Legacy Phone Number "}
_SOURCES: Final = {"Google Business Profile": "Google My Business", "Meta Ads": "Facebook"}


def call_log(calls: pl.DataFrame) -> bytes:
    """The calls of a period; start times in the practice's own time with its offset, lengths in seconds.

    `calls` are leads whose channel is call. Caller names are what a phone company shows, in capitals.
    """
    answered = pl.col("call_answered")
    place = pl.col("location")
    searched = pl.col("medium") == "cpc"
    cells: dict[str, pl.Expr] = {
        "Call Status": pl.when(answered)
        .then(pl.lit("Answered Call"))
        .when(pl.col("call_duration_s") > 20)
        .then(pl.lit("Voicemail"))
        .otherwise(pl.lit("Missed Call")),
        "Company Name": pl.format(SAMPLE_PRACTICE.name + " - {}", place),
        "Company ID": place.replace_strict(dict(zip(LOCATIONS, ("401882", "401883"), strict=True))),
        "Number Name": pl.coalesce("campaign", pl.col("source").replace_strict(_TRACKERS, default="Website ")),
        "Tracking Number": place.replace_strict(dict(zip(LOCATIONS, ("+12025550100", "+12025550101"), strict=True))),
        "Name": pl.col("name").str.to_uppercase(),
        "Phone Number": pl.col("phone"),
        "First-Time Caller": pl.when(pl.col("patient_type") == "existing").then(pl.lit("no")).otherwise(pl.lit("yes")),
        "City": pl.col("area"),
        "Country": pl.lit("US"),
        "Agent Name": pl.when(answered).then("first_response_by"),
        "Source": pl.col("source").replace(_SOURCES),
        "Duration (seconds)": pl.col("call_duration_s").cast(pl.Int64),
        "Start Time": pl.col("created_at")
        .dt.convert_time_zone(SAMPLE_PRACTICE.time_zone)
        .dt.strftime("%Y-%m-%dT%H:%M:%S%:z"),
        "Device Type": pl.lit("Mobile"),
        "Keywords": pl.when(searched).then(pl.format("[{}]", pl.col("ad"))),
        "Medium": pl.col("medium"),
        "Landing Page": pl.col("landing_page"),
        "Campaign": pl.col("campaign"),
        "Tags": pl.when(~pl.col("is_real")).then("lost_reason"),
    }
    blank = pl.lit(None, pl.String)
    listed = calls.select(cells.get(header, blank).cast(pl.String).alias(header) for header in _COLUMNS.split(","))
    return listed.write_csv().encode()
