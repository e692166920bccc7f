from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from dashboard import schema
from dashboard.ingest.profiles import profiles
from tests.ingest.exports import CALLRAIL, GOOGLE, HUBSPOT, META, SALESFORCE, checked, reading


def test_a_hubspot_contacts_export_needs_no_mapping() -> None:
    file = checked(HUBSPOT)
    assert (file.kind, file.profile, file.system) == ("leads", "hubspot_contacts", "hubspot")
    assert file.rows["lead_id"].to_list() == ["101", "102", "103"]
    assert file.rows["created_at"][0] == datetime(2026, 3, 2, 14, 15, tzinfo=UTC)
    assert file.rows["first_response_at"][0] == datetime(2026, 3, 2, 14, 40, tzinfo=UTC)
    assert file.rows["reached"].to_list() == [True, None, None]
    assert file.rows["lost"].to_list() == [False, True, False]
    # Lead Status says open deal, Lifecycle Stage says customer: the further word counts
    assert file.rows["procedure_booked"].to_list() == [None, None, True]
    assert file.rows["consult_booked"].to_list() == [None, None, True]
    assert file.rows["owner"].to_list() == ["Nora Reyes", "Nora Reyes", "Leo Park"]
    assert list(file.segments.values()) == ["Original Traffic Source"]


def test_google_ads_titles_and_totals_are_no_rows() -> None:
    file = checked(GOOGLE)
    assert (file.kind, file.profile) == ("campaigns", "google_ads")
    assert [(left.row, left.why) for left in file.left_out] == [
        (1, "before the header"),
        (2, "before the header"),
        (7, "total"),
        (8, "total"),
    ]
    assert file.rows["spend"].sum() == pytest.approx(301.79)
    assert file.rows["impressions"].to_list() == [1320, 980, 110]
    assert file.rows["platform_leads"].to_list() == [1.89, 0.0, None]
    assert file.rows["period_end"].to_list() == [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 1)]
    assert file.rows["currency"].unique().to_list() == ["USD"]
    assert file.rows["platform"].unique().to_list() == ["Google Ads"]


def test_google_ads_excel_csv_is_read_as_what_it_is() -> None:
    tabbed = GOOGLE.replace('"LASIK, spring"', "LASIK spring").replace('"1,320"', "\x00").replace('"2,410"', "\x01")
    tabbed = tabbed.replace('"March 1, 2026 - March 31, 2026"', "March 1 2026 - March 31 2026")
    tabbed = tabbed.replace(",", "\t").replace("\x00", '"1,320"').replace("\x01", '"2,410"')
    file = reading(tabbed.encode("utf-16"), name="Campaign report.csv")
    assert (file.encoding, file.delimiter, file.header_row, file.rows) == ("utf-16", "\t", 3, 3)
    assert file.period is not None
    assert (file.period.first, file.period.last) == (date(2026, 3, 1), date(2026, 3, 31))


def test_a_report_without_days_is_for_the_period_its_second_line_names() -> None:
    file = checked(
        'Campaign report\n"March 1, 2026 - March 31, 2026"\nCampaign,Currency code,Cost,Clicks\nA,USD,5.00,1\n'
    )
    assert file.rows.select("period_start", "period_end").row(0) == (date(2026, 3, 1), date(2026, 3, 31))


def test_the_summary_row_of_meta_is_no_campaign() -> None:
    file = checked(META)
    assert file.profile == "meta_ads"
    assert file.rows["spend"].to_list() == [30.25, 40.25]
    assert file.rows["currency"].to_list() == ["EUR", "EUR"]
    assert file.rows["period_end"].to_list() == [date(2026, 3, 1), date(2026, 3, 2)]
    assert [left.row for left in file.left_out] == [2]


def test_an_answered_call_of_more_than_a_minute_is_a_contact_and_its_own_answer() -> None:
    file = checked(CALLRAIL)
    assert (file.kind, file.profile) == ("leads", "callrail")
    assert file.rows["call_answered"].to_list() == [True, False, True]
    assert file.rows["reached"].to_list() == [True, None, None]
    assert file.rows["first_response_at"].to_list() == [datetime(2026, 3, 2, 14, 10, tzinfo=UTC), None, None]
    assert file.rows["first_response_kind"].to_list() == ["human", None, None]
    assert file.rows["channel"].to_list() == ["call"] * 3
    assert file.rows["campaign"].to_list() == ["LASIK spring", None, None]
    assert file.rows["inbox"].to_list() == ["Website", "Website", "Billboard"]
    assert file.rows["patient_type"].to_list() == ["new", "existing", "new"]


def test_a_call_has_the_same_number_in_the_next_export() -> None:
    first, again = checked(CALLRAIL), checked(CALLRAIL.replace("asked about price", "asked about the price"))
    assert first.rows["lead_id"].to_list() == again.rows["lead_id"].to_list()
    assert first.rows["lead_id"].n_unique() == 3


def test_the_footer_of_a_salesforce_report_is_no_lead() -> None:
    file = checked(SALESFORCE)
    assert file.profile == "salesforce_leads"
    assert file.rows.height == 3
    assert [left.why for left in file.left_out] == ["total", "blank line", "footer", "footer", "footer"]
    assert file.rows["created_at"][1] == datetime(2026, 3, 13, 20, 5, tzinfo=UTC)
    assert file.rows["lost"].to_list() == [False, True, False]
    assert file.rows["reached"].to_list() == [True, None, None]
    assert file.rows["procedure_booked"].to_list() == [None, None, True]


def test_one_person_has_one_key_in_every_system() -> None:
    hubspot, calls = checked(HUBSPOT).rows, checked(CALLRAIL).rows
    assert hubspot["match_phone"][0] == calls["match_phone"][0]
    assert hubspot["match_phone"][0] != hubspot["match_phone"][1]
    assert hubspot["match_email"].null_count() == 0


def test_every_profile_says_what_it_is_and_names_fields_that_exist() -> None:
    assert {p.name for p in profiles()} >= {
        "hubspot_contacts",
        "google_ads",
        "meta_ads",
        "callrail",
        "salesforce_leads",
    }
    for profile in profiles():
        known = {field.name for field in schema.FIELDS[profile.kind]}
        assert {target for target, _, _ in profile.fields.values()} <= known
        assert profile.constants.keys() | profile.copies.keys() <= known
        assert profile.title
        assert profile.fingerprint


@pytest.mark.parametrize("text", [HUBSPOT, CALLRAIL, SALESFORCE])
def test_rows_of_leads_have_exactly_the_stored_columns_and_the_segments(text: str) -> None:
    file = checked(text)
    expected = schema.stored_columns("leads") | dict.fromkeys(file.segments, pl.String)
    assert dict(file.rows.schema) == expected


@pytest.mark.parametrize("text", [GOOGLE, META])
def test_rows_of_campaigns_have_exactly_the_stored_columns(text: str) -> None:
    assert dict(checked(text).rows.schema) == schema.stored_columns("campaigns")


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        ("google_ads", "Account,Campaign,Currency code,Day,Cost\nNorth,LASIK,USD,2026-03-01,10\n"
                       "South,LASIK,USD,2026-03-01,20\n"),
        ("meta_ads", "Account ID,Account name,Campaign name,Day,Reporting starts,Amount spent (USD)\n"
                     "11,North,LASIK,2026-03-01,2026-03-01,10\n12,South,LASIK,2026-03-01,2026-03-01,20\n"),
        ("microsoft_ads", "Gregorian date,Account name,Campaign name,Spend\n"
                          "2026-03-01,North,LASIK,10\n2026-03-01,South,LASIK,20\n"),
        ("linkedin_ads", "Start Date (in UTC),Account Name,Campaign Name,Total Spent\n"
                         "2026-03-01,North,LASIK,10\n2026-03-01,South,LASIK,20\n"),
        ("tiktok_ads", "By Day,Account name,Campaign name,Cost,Clicks (destination)\n"
                       "2026-03-01,North,LASIK,10,1\n2026-03-01,South,LASIK,20,2\n"),
    ],
)  # fmt: skip
def test_the_account_that_paid_keeps_campaigns_of_one_name_apart(profile: str, text: str) -> None:
    file = checked(text)
    assert (file.profile, file.merged) == (profile, 0)
    assert file.rows.select("account", "campaign", "spend").rows() == [
        ("North", "LASIK", 10.0),
        ("South", "LASIK", 20.0),
    ]


def test_an_account_that_is_only_numbered_goes_by_its_number() -> None:
    file = checked("Account ID,Campaign name,Day,Reporting starts,Amount spent (USD)\n11,A,2026-03-01,2026-03-01,10\n")
    assert file.rows["account"].to_list() == ["11"]
