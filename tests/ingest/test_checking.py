from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from dashboard.ingest import Choices, UnusableFile, segment_name
from dashboard.practice import Practice
from tests.ingest.exports import checked, reading

CANONICAL = (
    "lead_id,created_at,channel,status,reached_at,procedure_booked_at,value,financing\n"
    "1,2026-03-01T10:00:00Z,form,New,,,,Aetna\n"
    "2,2026-03-02T10:00:00Z,call,Won,2026-03-02T11:00:00Z,2026-03-20T10:00:00Z,3900,Aetna\n"
    "3,2026-03-03T10:00:00Z,chat,Lost,no,,,Cigna\n"
)


def test_a_canonical_file_needs_no_mapping() -> None:
    file = checked(CANONICAL)
    assert (file.kind, file.system) == ("leads", "")
    assert file.mapping["procedure_booked_at"] == "procedure_booked_at"
    assert file.rows["reached"].to_list() == [None, True, False]
    assert file.rows["procedure_booked"].to_list() == [None, True, None]
    assert file.rows["lost"].to_list() == [False, False, True]
    assert file.rows["row"].to_list() == [2, 3, 4]
    assert file.through == datetime(2026, 3, 20, 10, tzinfo=UTC)
    assert file.warnings == ()
    assert file.problems.height == 0


def test_any_other_column_with_a_few_values_is_a_segment_under_its_header() -> None:
    file = checked(CANONICAL)
    assert file.segments == {segment_name("Financing "): "financing"}
    assert file.rows[segment_name("financing")].to_list() == ["Aetna", "Aetna", "Cigna"]


def test_a_row_whose_inquiry_date_is_none_stays_out_and_says_why() -> None:
    file = checked("lead_id,created_at,status\n1,2026-03-01,New\n2,soon,New\n,2026-03-01,New\n4,2026-03-04,Won\n")
    assert file.rows["lead_id"].to_list() == ["1", "4"]
    assert (file.read, file.rejected) == (4, 2)
    assert file.problems.select("row", "column", "value").rows() == [(3, "created_at", "soon"), (4, "lead_id", None)]
    assert all("did not go in" in fix for fix in file.problems["fix"])


def test_a_bad_cell_of_another_field_is_listed_and_the_row_goes_in() -> None:
    file = checked("lead_id,created_at,value,attempts\n1,2026-03-01,about 500,two\n2,2026-03-02,900,3\n")
    assert file.rejected == 0
    assert file.rows["value"].to_list() == [None, 900.0]
    assert file.problems.select("row", "column", "value").rows() == [(2, "attempts", "two"), (2, "value", "about 500")]
    assert all("went in without it" in fix for fix in file.problems["fix"])


def test_the_end_of_a_lead_is_won_or_lost_by_its_status() -> None:
    file = checked(
        "opportunity_id,sales_agent,product,deal_stage,engage_date,close_date,close_value\n"
        "A1,Moses Frase,GTX,Won,2026-01-05,2026-02-01,1054\n"
        "A2,Moses Frase,GTX,Lost,2026-01-06,2026-02-02,0\n"
        "A3,Zane Levy,MG,Engaging,2026-01-07,,\n"
        "A4,Zane Levy,MG,Prospecting,,,\n"
    )
    assert file.rows["procedure_booked_at"].to_list() == [datetime(2026, 2, 1, 5, tzinfo=UTC), None, None, None]
    assert file.rows["lost_at"].to_list() == [None, datetime(2026, 2, 2, 5, tzinfo=UTC), None, None]
    assert file.rows["lost"].to_list() == [False, True, False, False]
    assert file.rows["created_at"].null_count() == 1
    assert file.rejected == 0
    assert file.mapping["sales_agent"] == "owner"


def test_a_deals_file_carries_only_what_it_has() -> None:
    file = checked(
        "mql_id,won_date,business_segment\n"
        "a1,2026-02-26 19:58:54,pet\na2,2026-03-01 08:00:00,toys\na3,2026-03-02 08:00:00,pet\n"
    )
    assert file.mapping == {"mql_id": "lead_id", "won_date": "procedure_booked_at"}
    assert file.rows["created_at"].null_count() == 3
    assert file.rows["period_start"].null_count() == 3
    assert file.rows["procedure_booked"].to_list() == [True, True, True]


def test_leads_without_dates_are_for_the_period_the_user_gives() -> None:
    text = "Prospect ID,Lead Source,City,Converted\nx1,Google,Select,1\nx2,Google,Pune,0\nx3,,Pune,0\n"
    assert [question.key for question in reading(text).questions] == ["period"]
    file = checked(text, Choices(period=(date(2026, 3, 1), date(2026, 3, 31))))
    assert file.rows.select("period_start", "period_end").unique().rows() == [(date(2026, 3, 1), date(2026, 3, 31))]
    assert file.rows["procedure_booked"].to_list() == [True, False, False]
    assert file.rows["area"].to_list() == [None, "Pune", "Pune"]
    assert {"response", "convert_time"} <= set(file.cannot_answer)


def test_leads_without_dates_numbers_and_period_are_not_stored() -> None:
    with pytest.raises(UnusableFile, match="which days"):
        checked("Lead Source,Status,City\nGoogle,Won,Pune\nGoogle,Lost,Pune\n")


def test_an_ambiguous_day_is_asked_once_and_never_guessed() -> None:
    text = "lead_id,created_at,reached_at\n1,3/4/2026,5/4/2026\n2,5/6/2026,6/6/2026\n"
    asked = reading(text).questions
    assert [question.key for question in asked] == ["day_first"]
    with pytest.raises(UnusableFile, match="start with the day or with the month"):
        checked(text)
    assert checked(text, Choices(day_first=True)).rows["created_at"][0] == datetime(2026, 4, 3, 4, tzinfo=UTC)
    assert checked(text, Choices(day_first=False)).rows["created_at"][0] == datetime(2026, 3, 4, 5, tzinfo=UTC)


def test_another_date_column_of_the_file_settles_the_day() -> None:
    file = checked("lead_id,created_at,reached_at\n1,3/4/2026,25/4/2026\n2,5/6/2026,6/6/2026\n")
    assert file.rows["created_at"][0] == datetime(2026, 4, 3, 4, tzinfo=UTC)


def test_no_show_is_the_contrary_of_attended() -> None:
    file = checked("Lead ID,Created At,No-show\n1,2026-03-01,No\n2,2026-03-02,Yes\n3,2026-03-02,\n")
    assert file.rows["consult_attended"].to_list() == [True, False, None]
    assert file.rows["consult_booked"].to_list() == [True, True, None]


def test_what_only_looks_like_a_field_is_said_and_not_used() -> None:
    file = checked(
        "lead_id,created_at,procedure_bookedd_at\n1,2026-03-01,2026-03-09\n2,2026-03-02,\n3,2026-03-02,2026-03-09\n"
    )
    assert "procedure_bookedd_at" not in file.mapping
    assert any("looks like procedure_booked_at" in warning for warning in file.warnings)
    chosen = Choices(mapping={"procedure_bookedd_at": "procedure_booked_at"})
    file = checked("lead_id,created_at,procedure_bookedd_at\n1,2026-03-01,2026-03-09\n", chosen)
    assert file.rows["procedure_booked"].to_list() == [True]


def test_a_header_is_not_believed_against_its_cells() -> None:
    file = checked(
        "lead_id,created_at,campaign,last_activity_at\n1,2026-03-01,2,Email opened\n"
        "2,2026-03-02,1,Email opened\n3,2026-03-02,2,Call\n"
    )
    assert "campaign" not in file.mapping
    assert "last_activity_at" not in file.mapping
    assert set(file.segments.values()) == {"campaign", "last_activity_at"}


def test_a_chosen_mapping_counts_most_and_a_wrong_one_is_said() -> None:
    text = "lead_id,created_at,source\n1,2026-03-01,A\n2,2026-03-02,B\n3,2026-03-02,B\n"
    file = checked(text, Choices(mapping={"source": "campaign"}))
    assert file.rows["campaign"].to_list() == ["A", "B", "B"]
    assert file.rows["source"].null_count() == 3
    assert checked(text, Choices(mapping={"source": ""})).dropped == ("source",)
    assert list(checked(text, Choices(mapping={"source": "segment"})).segments.values()) == ["source"]
    with pytest.raises(UnusableFile, match="no column 'sauce'"):
        checked(text, Choices(mapping={"sauce": "source"}))
    with pytest.raises(UnusableFile, match="no field 'sauce'"):
        checked(text, Choices(mapping={"source": "sauce"}))


def test_rows_of_one_campaign_and_day_are_summed_and_counted() -> None:
    file = checked(
        "Date,ad_id,xyz_campaign_id,age,Impressions,Clicks,Spent,Total_Conversion\n"
        "17-08-2026,708746,916,30-34,7350,1,1.43,2\n"
        "17-08-2026,708749,916,30-34,17861,2,1.82,2\n"
        "30-08-2026,708771,936,30-34,693,0,0,1\n"
    )
    assert (file.kind, file.read, file.merged) == ("campaigns", 3, 1)
    assert file.rows["campaign_id"].to_list() == ["916", "936"]
    assert file.rows["spend"].to_list() == [pytest.approx(3.25), 0.0]
    assert file.rows["period_start"].to_list() == [date(2026, 8, 17), date(2026, 8, 30)]


def test_rows_without_a_number_get_the_same_one_in_every_export() -> None:
    march = "Created At,Source,Status,Email\n2026-03-01 10:00,Web,New,a@x.org\n2026-03-01 10:00,Web,New,b@x.org\n"
    later = "Created At,Source,Status,Email\n2026-03-01 10:00,Web,Won,b@x.org\n2026-03-09 10:00,Web,New,c@x.org\n"
    first, second = checked(march).rows["lead_id"], checked(later).rows["lead_id"]
    assert first[1] == second[0]
    assert first.n_unique() == 2
    assert second[1] not in first.to_list()


def test_a_damaged_number_is_no_identity() -> None:
    file = checked("lead_id,created_at\n1.20232E+17,2026-03-01\n120214403318850928,2026-03-02\n")
    assert file.rows["lead_id"].to_list() == ["120214403318850928"]
    assert file.problems["problem"].to_list() == ["A spreadsheet damaged this number."]


def test_touches_are_told_by_lead_moment_and_outcome() -> None:
    file = checked(
        "lead_id,at,by,direction,kind,outcome,duration_s\n"
        "1,2026-03-01 09:00,Nora,Outbound,Phone call,Left voicemail,20\n"
        "1,2026-03-01 10:00,Nora,out,call,reached,95\n"
        "2,2026-03-01 10:00,,out,call,,\n"
    )
    assert file.kind == "touches"
    assert file.rows["outcome"].to_list() == ["voicemail", "reached", None]
    assert file.rows["direction"].to_list() == ["out", "out", "out"]


def test_a_lead_may_have_any_number_of_touches() -> None:
    rows = "".join(f"{1 + i // 10},2026-03-01 {9 + i % 10:02}:00,call,voicemail\n" for i in range(60))
    file = checked("lead_id,at,kind,outcome\n" + rows)
    assert file.kind == "touches"
    assert file.rows["lead_id"].n_unique() == 6
    assert file.rejected == 0


def test_leads_that_a_file_lists_several_times_keep_their_numbers() -> None:
    rows = "".join(f"{i},2026-03-01,{status}\n" for status in ("New", "Contacted", "Booked") for i in range(20))
    file = checked("lead_id,created_at,status\n" + rows)
    assert file.rows["lead_id"].n_unique() == 20


def test_each_amount_is_in_the_currency_it_names() -> None:
    text = "lead_id,created_at,value\n1,2026-03-01,$500\n2,2026-03-01,€600\n3,2026-03-01,CHF 700\n4,2026-03-01,800\n"
    file = checked(text, practice=Practice())
    assert file.rows.select("value", "currency").rows() == [(500, "USD"), (600, "EUR"), (700, "CHF"), (None, None)]
    assert file.problems.select("row", "value").rows() == [(5, "800")]
    known = checked(text, practice=Practice(currency="CAD"))
    assert known.rows["currency"].to_list() == ["CAD", "EUR", "CHF", "CAD"]
    assert known.problems.height == 0


def test_a_sign_of_one_currency_goes_before_the_practices() -> None:
    file = checked("lead_id,created_at,value\n1,2026-03-01,£5\n2,2026-03-01,6\n", practice=Practice(currency="USD"))
    assert file.rows["currency"].to_list() == ["GBP", "USD"]
    alone = checked("lead_id,created_at,value\n1,2026-03-01,£5\n2,2026-03-01,6\n", practice=Practice())
    assert alone.rows["currency"].to_list() == ["GBP", "GBP"]
    dollars = checked("lead_id,created_at,value\n1,2026-03-01,$5\n", practice=Practice())
    assert dollars.rows["currency"].to_list() == [None]


def test_spend_in_two_currencies_is_never_added_up() -> None:
    file = checked(
        "campaign,period_start,spend\nA,2026-03-01,$5\nA,2026-03-01,€7\nA,2026-03-01,$1\n", practice=Practice()
    )
    assert sorted(file.rows.select("currency", "spend").rows()) == [("EUR", 7.0), ("USD", 6.0)]


def test_an_amount_grouped_as_none_is_is_no_number() -> None:
    file = checked('lead_id,created_at,value\n1,2026-03-01,"1,200.00"\n2,2026-03-01,"1,5"\n')
    assert file.rows["value"].to_list() == [1200.0, None]
    assert file.problems.select("row", "value").rows() == [(3, "1,5")]


def test_what_a_spreadsheet_made_a_date_of_is_said() -> None:
    file = checked(
        "lead_id,created_at,attempts,visits\n1,2026-03-01,5-Jan,6-10\n2,2026-03-01,2,5-Jan\n3,2026-03-01,3,6-10\n"
    )
    assert file.problems["problem"].to_list() == ["A spreadsheet made a date of this number or range."]
    assert any("“visits” says 5-Jan" in warning for warning in file.warnings)


def test_a_zone_named_by_its_letters_is_known() -> None:
    text = "lead_id,created_at\n1,2026-03-01 10:00 EST\n2,03/14/2026 9:30 PM (PDT)\n3,2026-03-01 10:00 XST\n"
    file = checked(text, practice=Practice())
    assert file.rows["created_at"].to_list() == [
        datetime(2026, 3, 1, 15, tzinfo=UTC),
        datetime(2026, 3, 15, 4, 30, tzinfo=UTC),
    ]
    assert file.problems["row"].to_list() == [4]


def test_times_without_a_zone_are_the_practices() -> None:
    text = "lead_id,created_at\n1,2026-03-01 10:00\n"
    assert checked(text, practice=Practice()).rows["created_at"][0] == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert checked(text).rows["created_at"][0] == datetime(2026, 3, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "account,sector,revenue\nAcme,retail,10.5\nBeta,medical,20.5\n",
        "sales_agent,manager,regional_office\nAnna Snelling,Dustin B,Central\nCecily L,Dustin B,East\n",
        "date,temperature,place\n2026-01-01,1,Galway\n2026-01-02,3,Berkeley\n",
    ],
)
def test_what_is_neither_leads_nor_spend_is_asked_about(text: str) -> None:
    assert reading(text).kind is None
    with pytest.raises(UnusableFile, match="leads, campaigns or touches"):
        checked(text)


def test_the_same_file_has_the_same_digest_and_headers_the_same_signature() -> None:
    first, second = reading("lead_id,created_at\n1,2026-03-01\n"), reading("Lead ID;Created At\n2;2026-03-02\n")
    assert first.digest != second.digest
    assert first.signature == second.signature


def test_numbers_stay_apart_by_currency() -> None:
    file = checked('lead_id,created_at,Amount (EUR)\n1,2026-03-01,"1.250,50"\n2,2026-03-02,\n')
    assert file.rows.select("value", "currency").rows() == [(1250.5, "EUR"), (None, None)]
    assert checked("lead_id,created_at,value\n1,2026-03-01,5\n").rows["currency"].null_count() == 1


def test_ages_become_bands() -> None:
    rows = checked("lead_id,created_at,age\n1,2026-03-01,17\n2,2026-03-01,34\n3,2026-03-01,70\n4,2026-03-02,-1\n").rows
    assert rows["age_band"].to_list() == ["under 18", "25-34", "65+", None]


def test_columns_show_three_values_and_how_they_were_understood() -> None:
    columns = {c.header: c for c in reading(CANONICAL).columns}
    assert columns["channel"].samples == ("form", "call", "chat")
    assert columns["created_at"].how == "exact"
    assert "2026-03-01T10:00:00Z is 1 Mar 2026 10:00" in columns["created_at"].note
    assert columns["financing"].how == "segment"


def test_an_empty_column_does_not_keep_a_field_from_a_full_one() -> None:
    file = checked("lead_id,created_at,Source,Lead Source\n1,2026-03-01,,Web\n2,2026-03-02,,Phone\n")
    assert file.rows["source"].to_list() == ["Web", "Phone"]


def test_rows_are_frames_of_their_own() -> None:
    assert isinstance(checked(CANONICAL).rows, pl.DataFrame)
