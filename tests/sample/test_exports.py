from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fnmatch import fnmatch

import polars as pl
import pytest

from dashboard.sample.exports import exports
from dashboard.sample.practice import Sample, sample_practice

Files = Mapping[str, bytes]
MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)][4:22]


def named(files: Files, pattern: str) -> list[str]:
    return [name for name in files if fnmatch(name, pattern)]


def table(data: bytes, header_at: int = 0) -> list[dict[str, str]]:
    lines = data.decode().split("\n")
    return list(csv.DictReader(lines[header_at:]))


def of_month(files: Files, month: str, pattern: str) -> bytes:
    (name,) = named(files, f"{month}/{pattern}")
    return files[name]


def number(cell: str) -> float:
    return float(cell.replace(",", "")) if cell else 0.0


def test_there_is_one_set_a_month_and_the_canonical_files(files: Files) -> None:
    assert sorted({name.split("/")[0] for name in files}) == [*MONTHS, "canonical"]
    for month in MONTHS:
        kinds = ["hubspot-crm-exports-*.csv", "callrail-*.csv", "Campaign report.csv", "*-Campaigns-*.csv"]
        assert all(len(named(files, f"{month}/{kind}")) == 1 for kind in kinds)
        assert len(named(files, f"{month}/*")) == 5
    assert named(files, "canonical/*") == [
        "canonical/leads.csv",
        "canonical/campaigns.csv",
        "canonical/leads-2026-10.csv",
        "canonical/campaigns-2026-10.csv",
    ]


def test_the_same_practice_downloads_the_same_bytes(files: Files, sample: Sample) -> None:
    assert exports(sample) == files
    assert exports(sample_practice(200, 2, seed=1)) == exports(sample_practice(200, 2, seed=1))


def test_the_canonical_files_hold_every_value_of_the_tables(files: Files, sample: Sample) -> None:
    read = pl.read_csv(files["canonical/leads.csv"], schema_overrides=dict.fromkeys(sample.leads.columns, pl.String))
    assert len(read) == 6000
    moments = read["created_at"].str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC", time_unit="us")
    assert moments.equals(sample.leads["created_at"].rename("created_at"))
    assert read["campaign"].equals(sample.leads["campaign"])
    assert read["is_real"].drop_nulls().unique().to_list() == ["false"]
    spend = pl.read_csv(files["canonical/campaigns.csv"])
    assert spend["spend"].sum() == pytest.approx(sample.campaigns["spend"].sum())


def test_hubspot_quotes_every_cell_and_names_known_columns(files: Files) -> None:
    data = of_month(files, "2026-10", "hubspot*")
    lines = data.decode().rstrip("\n").split("\n")
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
    assert {line.count('","') for line in lines} == {lines[0].count('","')}
    header = next(csv.reader(lines))
    assert {"Record ID", "Lead Status", "Create Date", "Lifecycle Stage", "Stage of Journey"} <= set(header)
    assert {"First outreach date", "Original Traffic Source", "Original Traffic Source Drill-Down 1"} <= set(header)
    assert len(header) == len(set(header))


def test_each_contacts_export_reaches_three_days_back_and_not_ahead(files: Files) -> None:
    for month in MONTHS:
        rows = table(of_month(files, month, "hubspot*"))
        since = (date.fromisoformat(f"{month}-01") - timedelta(days=3)).isoformat()
        moments = [row[name] for row in rows for name in row if name.endswith(("Date", "date")) and row[name]]
        happened = [row["Last Modified Date"] for row in rows]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", moment) for moment in moments)
        assert min(happened) >= since
        assert max(happened)[:7] == month
        assert max(row["Create Date"] for row in rows)[:7] == month


def test_the_newest_export_of_each_contact_tells_the_final_state(files: Files, sample: Sample) -> None:
    newest: dict[str, dict[str, str]] = {}
    versions = 0
    for month in MONTHS:
        for row in table(of_month(files, month, "hubspot*")):
            newest[row["Record ID"]] = row
            versions += 1
    final = {lead["lead_id"]: lead for lead in sample.leads.to_dicts() if not lead["lead_id"].startswith("CR-")}
    assert newest.keys() == final.keys()
    assert versions > 1.3 * len(newest)
    for lead_id, row in newest.items():
        lead = final[lead_id]
        assert row["Lead Status"] == lead["status"]
        assert row["Number of times contacted"] == str(lead["attempts"])
        assert row["Number of Handoffs"] == str(lead["handoffs"])
        assert row["Lost Reason"] == (lead["lost_reason"] or "")
        assert bool(row["Surgery Booked Date"]) == bool(lead["procedure_booked_at"])
        assert bool(row["Meeting Booked Date"]) == bool(lead["consult_booked_at"])
        assert number(row["Recent Deal Amount"]) == (lead["value"] or 0)


def test_statuses_move_on_from_one_export_to_the_next(files: Files) -> None:
    earlier = {row["Record ID"]: row["Lead Status"] for row in table(of_month(files, "2026-08", "hubspot*"))}
    later = {row["Record ID"]: row["Lead Status"] for row in table(of_month(files, "2026-09", "hubspot*"))}
    both = earlier.keys() & later.keys()
    assert len(both) > 50
    assert sum(earlier[lead] != later[lead] for lead in both) > 30


def test_a_callers_contact_shares_the_phone_and_comes_minutes_after_the_call(files: Files, sample: Sample) -> None:
    calls: dict[str, list[datetime]] = {}
    for month in MONTHS:
        for row in table(of_month(files, month, "callrail*")):
            start = datetime.fromisoformat(row["Start Time"])
            calls.setdefault(row["Phone Number"], []).append(start.replace(tzinfo=None))
    callers = set(
        sample.leads.filter((pl.col("channel") == "call") & ~pl.col("lead_id").str.starts_with("CR-"))["lead_id"]
    )
    checked = 0
    for month in MONTHS:
        for row in table(of_month(files, month, "hubspot*")):
            if row["Record ID"] not in callers:
                continue
            phone = "+1" + re.sub(r"\D", "", row["Phone Number"])
            created = datetime.strptime(row["Create Date"], "%Y-%m-%d %H:%M")  # noqa: DTZ007
            waits = [(created - start).total_seconds() for start in calls[phone]]
            assert any(0 < wait <= 150 for wait in waits)
            checked += 1
    assert checked > 1000


def test_every_call_is_in_the_call_log_and_the_last_days_twice(files: Files, sample: Sample) -> None:
    rows = [row for month in MONTHS for row in table(of_month(files, month, "callrail*"))]
    distinct = {(row["Phone Number"], row["Start Time"]) for row in rows}
    assert len(distinct) == sample.leads.filter(pl.col("channel") == "call").height
    assert len(rows) > len(distinct)
    assert {row["Call Status"] for row in rows} == {"Answered Call", "Missed Call", "Voicemail"}
    assert all(int(row["Duration (seconds)"]) >= 0 for row in rows)


def test_the_google_report_adds_up_to_its_totals(files: Files, sample: Sample) -> None:
    for month in ("2025-05", "2026-10"):
        data = of_month(files, month, "Campaign report.csv")
        title, span = data.decode().split("\n")[:2]
        assert title == "Campaign report"
        assert re.fullmatch(r'"[A-Z][a-z]+ \d+, 202\d - [A-Z][a-z]+ \d+, 202\d"', span)
        rows = table(data, 2)
        ads = [row for row in rows if not row["Campaign status"].startswith("Total: ")]
        totals = {row["Campaign status"]: row for row in rows if row["Campaign status"].startswith("Total: ")}
        assert totals.keys() == {"Total: Campaigns", "Total: Account", "Total: Search", "Total: Performance Max"}
        assert sum(number(row["Cost"]) for row in ads) == pytest.approx(number(totals["Total: Campaigns"]["Cost"]))
        assert sum(number(row["Clicks"]) for row in ads) == number(totals["Total: Account"]["Clicks"])
        assert "," in totals["Total: Account"]["Impr."]
        own = sum(number(row["Cost"]) for row in ads if row["Day"].startswith(month))
        expected = sample.campaigns.filter(
            (pl.col("platform") == "Google Ads") & (pl.col("period_start").dt.strftime("%Y-%m") == month)
        )["spend"].sum()
        assert own == pytest.approx(expected)


def test_the_meta_table_opens_with_its_totals_and_names_its_currency(files: Files) -> None:
    rows = table(of_month(files, "2026-04", "*-Campaigns-*"))
    total, ads = rows[0], rows[1:]
    assert (total["Campaign name"], total["Reporting starts"], total["Reporting ends"]) == (
        "",
        "2026-03-29",
        "2026-04-30",
    )
    assert sum(number(row["Amount spent (USD)"]) for row in ads) == pytest.approx(number(total["Amount spent (USD)"]))
    assert sum(number(row["Results"]) for row in ads) == number(total["Results"])
    assert {row["Result indicator"] for row in ads if row["Results"]} == {"actions:lead"}


def test_a_later_report_restates_what_was_claimed_in_the_last_days(files: Files) -> None:
    def claims(month: str) -> dict[tuple[str, str], float]:
        rows = table(of_month(files, month, "Campaign report.csv"), 2)
        return {
            (row["Campaign"], row["Day"]): number(row["Conversions"]) for row in rows if row["Day"].startswith("20")
        }

    may, june = claims("2026-05"), claims("2026-06")
    both = may.keys() & june.keys()
    assert {day for _, day in both} == {"2026-05-29", "2026-05-30", "2026-05-31"}
    assert all(may[key] <= june[key] for key in both)
    assert sum(may[key] for key in both) < 0.9 * sum(june[key] for key in both)


def test_the_microsoft_report_has_its_preamble_footer_and_bracketed_ids(files: Files) -> None:
    lines = of_month(files, "2026-10", "Campaign performance*").decode().split("\n")
    assert lines[0].startswith('"Report Name:')
    assert "Microsoft Corporation" in lines[-2]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines[9:-3]))))
    assert {row["Campaign ID"] for row in rows} == {"[462118305]", "[462118977]"}
    assert lines[7] == f'"Rows: {len(rows)}"'
