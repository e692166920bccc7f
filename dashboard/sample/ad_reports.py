"""The spend reports that Google Ads, Meta Ads and Microsoft Advertising download, a row a campaign and day."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard.sample.campaigns import GOOGLE, META, MICROSOFT
from dashboard.sample.people import SAMPLE_PRACTICE

_GOOGLE_HEADER: Final = (
    "Campaign status,Campaign,Campaign ID,Day,Campaign type,Currency code,"
    "Impr.,CTR,Cost,Clicks,Avg. CPC,Conversions,Cost / conv."
)
_MICROSOFT_HEADER: Final = (
    '"Gregorian date","Account name","Campaign name","Campaign ID","Currency code","Impressions","Clicks","CTR (%)",'
    '"Average CPC","Spend","Conversions"'
)


def google_report(rows: pl.DataFrame, first: date, last: date) -> bytes:
    """The campaign report segmented by day: title, range, header, rows, totals; counts with thousands separators."""
    ads = rows.filter(pl.col("platform") == GOOGLE).sort("period_start", "campaign")
    kind = (
        pl.when(pl.col("campaign").str.starts_with("PMax")).then(pl.lit("Performance Max")).otherwise(pl.lit("Search"))
    )
    ads = ads.with_columns(kind=kind)
    lines = [
        _google_line(
            "Enabled",
            _cell(row["campaign"]),
            row["campaign_id"],
            row["period_start"].isoformat(),
            row["kind"],
            row,
        )
        for row in ads.iter_rows(named=True)
    ]
    totals = [("Total: Campaigns", " --", ads), ("Total: Account", "", ads)]
    totals += [(f"Total: {name}", "", ads.filter(pl.col("kind") == name)) for name in ("Search", "Performance Max")]
    lines += [_google_line(label, campaign, " --", " --", " --", _sums(part)) for label, campaign, part in totals]
    return _text("Campaign report", f'"{_long(first)} - {_long(last)}"', _GOOGLE_HEADER, *lines)


def meta_report(rows: pl.DataFrame, first: date, last: date) -> bytes:
    """The Ads Manager table broken down by day, the totals right under the header; currency in the header."""
    ads = rows.filter(pl.col("platform") == META).sort("period_start", "campaign")
    money = f"({SAMPLE_PRACTICE.currency})"
    header = (
        '"Reporting starts","Reporting ends","Campaign name","Campaign ID",Day,"Campaign delivery",'
        '"Attribution setting",Results,"Result indicator",Reach,Impressions,"Link clicks","Cost per results",'
        f'"Amount spent {money}",Ends'
    )
    total = _sums(ads)
    lines = [
        f"{first},{last},,,,,,{total['platform_leads']:.0f},,,{total['impressions']},{total['clicks']},,"
        f"{total['spend']:.2f},"
    ]
    for row in ads.iter_rows(named=True):
        day, leads = row["period_start"], row["platform_leads"]
        each = f"{row['spend'] / leads:.6f}" if leads else ""
        lines.append(
            f'{day},{day},{_cell(row["campaign"])},{row["campaign_id"]},{day},active,"7-day click or 1-day view",'
            f"{f'{leads:.0f}' if leads else ''},{'actions:lead' if leads else ''},{int(row['impressions'] * 0.86)},"
            f"{row['impressions']},{row['clicks']},{each},{row['spend']:.2f},Ongoing"
        )
    return _text(header, *lines)


def microsoft_report(rows: pl.DataFrame, first: date, last: date) -> bytes:
    """The daily campaign performance report with its preamble and footer; ids stand in brackets."""
    ads = rows.filter(pl.col("platform") == MICROSOFT).sort("period_start", "campaign")
    preamble = (
        f"Report Name: {SAMPLE_PRACTICE.name} campaign performance",
        f"Report Time: {_us(first)},{_us(last)}",
        "Time Zone: (GMT-05:00) Eastern Time (US & Canada)",
        f"Last Completed Available Day: {_us(last)} 11:59:00 PM (GMT)",
        "Report Aggregation: Daily",
        "Report Filter: ",
        "Potential Incomplete Data: false",
        f"Rows: {len(ads)}",
    )
    lines = [
        f'"{_us(row["period_start"])}","{SAMPLE_PRACTICE.name}","{row["campaign"]}","[{row["campaign_id"]}]",'
        f'"{row["currency"]}","{row["impressions"]}","{row["clicks"]}","{_share(row)}","{_each_click(row)}",'
        f'"{row["spend"]:.2f}","{row["platform_leads"]:.2f}"'
        for row in ads.iter_rows(named=True)
    ]
    footer = f'"@{last.year} Microsoft Corporation. All rights reserved. "'
    return _text(*(f'"{line}"' for line in preamble), "", _MICROSOFT_HEADER, *lines, "", footer)


def _google_line(status: str, campaign: str, number: str, day: str, kind: str, row: dict[str, float]) -> str:
    leads = row["platform_leads"]
    each = f"{row['spend'] / leads:.2f}" if leads else "0.00"
    return ",".join(
        (
            *(status, campaign, number, day, kind, SAMPLE_PRACTICE.currency),
            *(_count(row["impressions"], 0), _share(row), f"{row['spend']:.2f}", _count(row["clicks"], 0)),
            *(_each_click(row), _count(leads, 2), each),
        )
    )


def _sums(rows: pl.DataFrame) -> dict[str, float]:
    return rows.select("spend", "impressions", "clicks", "platform_leads").sum().row(0, named=True)


def _share(row: dict[str, float]) -> str:
    return f"{100 * row['clicks'] / row['impressions'] if row['impressions'] else 0:.2f}%"


def _each_click(row: dict[str, float]) -> str:
    return f"{row['spend'] / row['clicks'] if row['clicks'] else 0:.2f}"


def _count(number: float, digits: int) -> str:
    written = f"{number:,.{digits}f}"
    return f'"{written}"' if "," in written else written


def _cell(text: str) -> str:
    return f'"{text}"' if "," in text else text


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _us(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _text(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()
