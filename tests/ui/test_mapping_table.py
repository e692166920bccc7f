"""The table in which a file's columns are given their meaning."""

from __future__ import annotations

from dashboard.ingest.reading import read
from dashboard.schema import FIELDS, KINDS
from dashboard.ui.mapping_table import KEEP, LEAVE, rows, targets_of, word_for

FILE = b"""Lead ID,Inquiry date,Doctor,Insurance,Email,Notes
1,2026-01-05,Dr. Ames,yes,ann@example.org,called twice
2,2026-01-06,Dr. Bell,no,bob@example.org,wants a quote
3,2026-01-07,Dr. Ames,no,cee@example.org,asked for Friday
4,2026-01-08,Dr. Bell,yes,dee@example.org,no answer so far
"""


def test_every_column_has_one_row_with_its_meaning() -> None:
    meanings = {row.header: row.meaning for row in rows(read("leads.csv", FILE))}

    assert meanings["Inquiry date"] == "Inquiry date"
    assert meanings["Doctor"] == "Doctor"
    assert meanings["Insurance"] in (KEEP, "Payer")
    assert list(meanings) == ["Lead ID", "Inquiry date", "Doctor", "Insurance", "Email", "Notes"]


def test_only_columns_of_which_nothing_is_known_are_quiet() -> None:
    assert [row.header for row in rows(read("leads.csv", FILE)) if row.quiet] == ["Notes"]


def test_no_address_is_shown_among_the_examples() -> None:
    assert "example.org" not in " ".join(row.examples for row in rows(read("leads.csv", FILE)))


def test_a_meaning_and_its_word_are_each_others() -> None:
    for kind in KINDS:
        assert all(word_for(name, kind) == word for word, name in targets_of(kind).items()), kind


def test_no_two_fields_of_a_kind_go_by_the_same_words() -> None:
    for kind in KINDS:
        assert len(targets_of(kind)) == len(FIELDS[kind]) + 2, kind


def test_keeping_and_leaving_out_can_be_chosen_for_every_kind() -> None:
    assert all({KEEP, LEAVE} <= set(targets_of(kind)) for kind in KINDS)
