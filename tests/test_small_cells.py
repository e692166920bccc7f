"""No count from 1 to 10 is said in what leaves the room, and none can be worked out from what is."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.small_cells import rows_without_small, sentence_without_small, without_small


def leads(**counts: int) -> pl.DataFrame:
    return pl.DataFrame({"doctor": list(counts), "leads": list(counts.values()), "rate": [0.5] * len(counts)})


def shown(table: pl.DataFrame) -> dict[str, int | None]:
    return dict(without_small(table).select("doctor", "leads").iter_rows())


def test_ten_is_hidden_and_eleven_and_none_are_shown() -> None:
    assert shown(leads(a=10, b=11, c=0, d=7, e=40)) == {"a": None, "b": 11, "c": 0, "d": None, "e": 40}


def test_a_hidden_row_keeps_its_name_and_loses_its_shares() -> None:
    assert without_small(leads(a=3, b=4, c=50, d=9)).row(0) == ("a", None, None)


def test_one_hidden_count_takes_the_smallest_other_with_it() -> None:
    assert shown(leads(a=3, b=50, c=20)) == {"a": None, "b": 50, "c": None}


def test_several_that_are_few_together_take_another_with_them() -> None:
    assert shown(leads(a=3, b=4, c=20, d=50)) == {"a": None, "b": None, "c": None, "d": 50}


def test_where_everything_is_large_nothing_is_hidden() -> None:
    assert without_small(leads(a=30, b=40)).equals(leads(a=30, b=40))


def test_a_stage_takes_the_stages_beside_it_with_it() -> None:
    # 100 inquired, 95 were real: 5 are lost between them, and both rows say so
    funnel = pl.DataFrame(
        {"stage": ["inquiry", "real", "reached", "booked"], "reached": [100, 95, 60, 40], "won": [95, 60, 40, 0],
         "lost": [5, 35, 20, 40]}
    )  # fmt: skip
    assert without_small(funnel)["reached"].to_list() == [None, None, 60, 40]


def test_hours_and_weekdays_are_no_counts() -> None:
    table = pl.DataFrame({"weekday": [1, 2], "hour": [9, 10], "leads": [30, 40]})
    assert without_small(table).equals(table)


def test_in_a_table_of_two_sides_neither_sides_sums_give_a_count_away() -> None:
    table = pl.DataFrame({"weekday": [1, 1, 1, 2, 2, 2], "hour": [9, 10, 11] * 2, "leads": [3, 30, 40, 50, 60, 70]})
    hidden = without_small(table).filter(pl.col("leads").is_null())
    for key in ("weekday", "hour"):
        assert min(hidden.group_by(key).len()["len"]) >= 2


def test_a_few_between_a_whole_and_its_part_are_hidden_too() -> None:
    # 60 leads, 57 of them real: the row says of 3 that they were not
    table = pl.DataFrame({"campaign": ["a", "b", "c"], "leads": [60, 70, 80], "real": [57, 50, 60], "spend": [9.0] * 3})
    assert without_small(table)["leads"].to_list() == [None, None, 80]
    reach = pl.DataFrame({"owner": ["a", "b", "c"], "leads": [60, 70, 80], "attempted": [50, 70, 79]})
    assert without_small(reach)["attempted"].to_list() == [None, 70, None]


def test_the_number_of_a_brief_counts_nobody() -> None:
    briefs = pl.DataFrame({"brief": [1, 2], "version": [1, 1], "campaign": ["a", "b"], "price": ["9", "8"]})
    assert without_small(briefs).equals(briefs)


def test_a_share_that_tells_of_a_few_hides_its_row() -> None:
    # 95 % of 60 were answered in time: 3 were not
    table = pl.DataFrame({"channel": ["a", "b", "c"], "leads": [60, 70, 81], "within_limit": [0.95, 0.6, 40 / 81]})
    assert without_small(table)["within_limit"].to_list() == [None, None, 40 / 81]


def test_between_two_days_of_a_curve_nobody_can_count_a_few() -> None:
    # 60 on the first day; 4 and 5 convert on the next two, then 3 more, and after that nobody
    at_risk, converted = [60, 45, 41, 36, 33, 33], [15, 4, 5, 3, 0, 0]
    curve = pl.DataFrame({"day": range(6), "at_risk": at_risk, "converted": converted, "share": [0.5] * 6})
    # whoever sees the days 0 and 4 counts 12 that went on in between, and on no day how many
    assert without_small(curve)["at_risk"].to_list() == [60, None, None, None, 33, 33]


def test_a_list_of_single_leads_is_left_empty() -> None:
    assert without_small(pl.DataFrame({"lead_id": ["L1"], "worth": [5000.0]})).is_empty()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_nobody_can_work_out_a_small_count_from_the_total(counts: list[int]) -> None:
    """Whoever knows the total and the rule has at least two gaps that share more than ten people."""
    table = leads(**{f"d{at}": count for at, count in enumerate(counts)})
    found = list(shown(table).values())
    gaps = [count for count, said in zip(counts, found, strict=True) if said is None]
    assert all(said is None or said == 0 or said > 10 for said in found)
    if gaps and any(found):
        assert len(gaps) >= 2
        assert sum(gaps) > 10


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("31 of 84 booked (37 %)", "31 of 84 booked (37 %)"),
        ("3 of 84 (4 %) booked", "(hidden) of (hidden) booked"),
        ("80 of 84 (95 %) were reached", "(hidden) of (hidden) were reached"),
        ("5 of 9 leads", "(hidden) of (hidden) leads"),
        ("4 real leads wait", "(hidden) real leads wait"),
        ("Within 5 minutes, since 3 Oct 2026: 40 leads", "Within 5 minutes, since 3 Oct 2026: 40 leads"),
        ("0 of 84 (0 %)", "0 of 84 (0 %)"),
        ("59 of 86 (69 %) were reached; 7 were never tried", "59 of 86 (69 %) were reached; (hidden) were never tried"),
        ("“What does it cost?”: 3 (question)", "“What does it cost?”: (hidden) (question)"),
        ("“What does it cost?”, said once in four weeks", "“What does it cost?”, said (hidden) times in four weeks"),
        ("about 9 patients lost (6 to 13)", "about (hidden) patients lost (hidden)"),
        ("on pace for 55 of 70 (48 to 61); 5 so far", "on pace for 55 of 70 (48 to 61); (hidden) so far"),
        ("8, goal 40: missed", "(hidden), goal 40: missed"),
        ("Half were answered within 4 h of opening hours", "Half were answered within 4 h of opening hours"),
    ],
)
def test_a_sentence_says_no_small_count(said: str, left: str) -> None:
    assert sentence_without_small(said) == left


def test_a_row_of_the_minutes_with_a_small_count_loses_its_numbers() -> None:
    rows = (("Dr. A", 4, "42 min"), ("Dr. B", 40, "1 h"), ("Reached 2", "3 of 40", "20 of 50", "no clear change"))
    assert rows_without_small(rows) == (
        ("Dr. A", None, "(hidden)"),
        ("Dr. B", 40, "1 h"),
        ("Reached 2", "(hidden)", "(hidden)", "no clear change"),
    )


def test_a_list_within_a_cell_that_says_a_small_count_goes_as_a_whole() -> None:
    said = [[{"reason": "burst", "leads": 20}, {"reason": "dead", "leads": 3}], [], [{"reason": "dead", "leads": 30}]]
    table = pl.DataFrame({"campaign": ["a", "b", "c"], "leads": [50, 60, 70], "reasons": said})
    assert without_small(table)["reasons"].to_list() == [None, *said[1:]]
    assert without_small(table)["leads"].to_list() == [50, 60, 70]


def test_a_hidden_row_names_no_rows_of_files_to_look_up() -> None:
    signs = pl.DataFrame({"Sign": ["a", "b", "c"], "Leads": [2, 30, 40], "Look up": ["x.csv row 4", "", ""]})
    assert without_small(signs)["Look up"][0] is None
