"""The contacts export of the practice's HubSpot, as downloaded at the end of a month."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import polars as pl

from dashboard.sample.people import SAMPLE_PRACTICE, SEGMENTS
from dashboard.sample.snapshot import IN_CRM

_BUCKETS: Final = {
    "Google Ads": "Paid Search",
    "Microsoft Advertising": "Paid Search",
    "Meta Ads": "Paid Social",
    "Google Organic": "Organic Search",
    "Google Business Profile": "Organic Search",
    "Optometrist referral": "Referrals",
    "Patient referral": "Referrals",
    "Direct": "Direct Traffic",
    "Instagram": "Organic Social",
}
_NETWORKS: Final = {"Meta Ads": "Facebook", "Google Organic": "Google", "Instagram": "Instagram"}
_CHANNELS: Final = {
    "form": "Form submission",
    "call": "Phone call",
    "chat": "Live chat",
    "text": "Text message",
    "email": "Email",
    "social": "Social media",
    "walk_in": "Walk-in",
    "referral": "Referral",
    "event": "Open house",
}
_JOURNEY: Final = {
    "Surgery booked": "Surgery booked",
    "Consulted": "Consult done",
    "Consult scheduled": "Consult scheduled",
    "No Show": "Consult scheduled",
}
_LIFECYCLE: Final = {"Surgery booked": "Customer", "Consulted": "Opportunity", "Consult scheduled": "Opportunity"}
_MOMENTS: Final = {
    "First Attempt Date": "first_attempt_at",
    "First outreach date": "first_response_at",
    "Date Reached": "reached_at",
    "Became a Sales Qualified Lead Date": "qualified_at",
    "Meeting Booked Date": "consult_booked_at",
    "Next appointment date": "consult_for",
    "Consult Attended Date": "consult_attended_at",
    "Surgery Booked Date": "procedure_booked_at",
    "Lost Date": "lost_at",
    "Next Activity Date": "next_step_at",
}
_AS_THEY_ARE: Final = {
    "utm_medium": "medium",
    "Campaign ID": "campaign_id",
    "Ad Name": "ad",
    "First Page Seen": "landing_page",
    "Location": "location",
    "Doctor": "doctor",
    "Procedure of Interest": "procedure",
    "Persona": "persona",
    "Age Range": "age_band",
    "City": "area",
    "Payment Type": "payer",
    "Inbox": "inbox",
    "Owner Role": "owner_role",
    "First Responder": "first_response_by",
    "Number of times contacted": "attempts",
    "Number of Handoffs": "handoffs",
    "Recent Deal Amount": "value",
    "Currency": "currency",
    "Lost Reason": "lost_reason",
    **dict.fromkeys(SEGMENTS),
}


def contacts_export(known: pl.DataFrame, since: datetime, moment: datetime) -> bytes:
    """The contacts created or changed since a moment, of leads as known at the later one.

    Every cell is quoted, moments stand in the practice's own time to the minute.
    """
    passed = pl.when(pl.col("consult_for") < moment).then("consult_for")
    modified = pl.max_horizontal("last_activity_at", passed)
    # the phone system hands a caller over a minute or two after the call
    created = (
        pl.when(pl.col("channel") == "call")
        .then(pl.col("created_at").dt.truncate("1m") + pl.duration(minutes=1 + pl.col("created_at").dt.epoch("s") % 2))
        .otherwise("created_at")
    )
    first_name = pl.col("name").str.split(" ")
    campaign = pl.col("campaign")
    status = pl.col("status")
    paid_search = pl.col("medium") == "cpc"
    cells: dict[str, pl.Expr] = {
        "Record ID": pl.col("lead_id"),
        "First Name": first_name.list.first(),
        "Last Name": first_name.list.last(),
        "Email": pl.col("email"),
        "Phone Number": pl.col("phone").str.replace(r"^\+1(\d{3})(\d{3})(\d{4})$", "($1) $2-$3"),
        "Contact owner": pl.col("owner"),
        "Lead Status": status,
        "Create Date": _local("created"),
        "Last Modified Date": _local(pl.max_horizontal("modified", "created")),
        "Contact Type": pl.when(pl.col("patient_type") == "existing").then(pl.lit("Patient")).otherwise(pl.lit("Lead")),
        "Patient Type": pl.col("patient_type").str.to_titlecase(),
        "Lifecycle Stage": status.replace_strict(_LIFECYCLE, default="Lead"),
        "Lead Source": pl.col("source"),
        "Inquiry Channel": pl.col("channel").replace_strict(_CHANNELS),
        "Original Traffic Source": pl.col("source").replace_strict(_BUCKETS, default="Offline Sources"),
        "Original Traffic Source Drill-Down 1": pl.when(paid_search)
        .then(campaign)
        .otherwise(pl.col("source").replace_strict(_NETWORKS, default=None)),
        "Original Traffic Source Drill-Down 2": pl.when(paid_search).then("ad").otherwise(campaign),
        "First Touch Converting Campaign": campaign,
        "Stage of Journey": status.replace_strict(_JOURNEY, default="Welcome"),
        "First Response Type": pl.col("first_response_kind").replace_strict({"human": "Human", "auto": "Auto reply"}),
        "Last Activity Date": _local(pl.max_horizontal("last_activity_at", "created")),
    }
    cells |= {header: _local(pl.max_horizontal(name, "created")) for header, name in _MOMENTS.items()}
    cells |= {header: pl.col(name or header) for header, name in _AS_THEY_ARE.items()}
    listed = (
        known.lazy()
        .filter(IN_CRM)
        .with_columns(created=created, modified=modified)
        .filter(pl.col("modified") >= since)
        # nothing happened to those to whom nothing has happened yet
        .select(_blank_where_unknown(header, cell) for header, cell in cells.items())
    )
    return listed.collect().write_csv(quote_style="always").encode()


def _blank_where_unknown(header: str, cell: pl.Expr) -> pl.Expr:
    if header in _MOMENTS:
        cell = pl.when(pl.col(_MOMENTS[header]).is_not_null()).then(cell)
    return cell.cast(pl.String).fill_null("").alias(header)


def _local(moment: pl.Expr | str) -> pl.Expr:
    column = pl.col(moment) if isinstance(moment, str) else moment
    return column.dt.convert_time_zone(SAMPLE_PRACTICE.time_zone).dt.strftime("%Y-%m-%d %H:%M")
