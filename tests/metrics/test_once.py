"""Answers kept by what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable, Slice, lead_table
from dashboard.metrics.once import ANSWERS, Answers, once
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads as rows_of

ASKED: list[object] = []


@once
def _leads(leads: Slice, by: str = "") -> int:
    ASKED.append((leads, by))
    return leads.size


@once
def _rows(table: pl.DataFrame, flag: object = None) -> int:
    ASKED.append(table)
    return table.height


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    ANSWERS.forget()
    ASKED.clear()


def _table(practice: Practice | None = None) -> LeadTable:
    return lead_table(rows_of({"doctor": "Dr. A"}, {"doctor": "Dr. B"}, {"doctor": "Dr. B"}), practice or Practice())


def test_the_same_slice_of_the_same_leads_is_counted_once() -> None:
    table = _table()
    only = Filters.of(where={"doctor": ["Dr. B"]})
    assert [_leads(table.slice(only)) for _ in range(3)] == [2, 2, 2]
    assert len(ASKED) == 1


def test_another_filter_period_or_word_is_another_question() -> None:
    table = _table()
    assert _leads(table.slice(Filters.of(where={"doctor": ["Dr. B"]}))) == 2
    assert _leads(table.slice(Filters.of(where={"doctor": ["Dr. A"]}))) == 1
    assert _leads(table.slice(Filters())) == 3
    assert _leads(table.slice(Filters(since=date(2099, 1, 1)))) == 0
    assert _leads(table.slice(Filters()), "campaign") == 3
    assert len(ASKED) == 5


def test_equal_leads_of_another_practice_state_or_agreement_never_meet_an_answer() -> None:
    one, other = _table(), _table(replace(Practice(), response_limit_s=1))
    assert one.number != other.number
    _leads(one.slice(Filters()))
    _leads(other.slice(Filters()))
    assert [asked[0].table is table for asked, table in zip(ASKED, (one, other), strict=True)] == [True, True]  # type: ignore[index]


def test_a_table_is_known_by_its_content_to_the_last_cell() -> None:
    long = pl.DataFrame({"n": range(200)})
    assert _rows(long) == _rows(pl.DataFrame({"n": range(200)})) == 200
    assert len(ASKED) == 1
    _rows(long.with_columns(n=pl.when(pl.col("n") == 100).then(-1).otherwise("n")))
    _rows(long.cast(pl.Float64))
    _rows(long.rename({"n": "m"}))
    assert len(ASKED) == 4


@pytest.mark.parametrize("flag", [1.0, True, "1", None, (1,), Filters()])
def test_values_that_python_calls_equal_are_told_apart(flag: object) -> None:
    table = pl.DataFrame({"n": [1]})
    _rows(table, 1)
    _rows(table, flag)
    assert len(ASKED) == 2


@pytest.mark.parametrize("made", [lambda: lambda: None, object])
def test_what_nothing_tells_apart_is_worked_out_each_time(made: Callable[[], object]) -> None:
    table, thing = pl.DataFrame({"n": [1]}), made()
    assert _rows(table, thing) == _rows(table, thing) == 1
    assert len(ASKED) == 2


def test_the_answers_unused_for_longest_make_room() -> None:
    answers = Answers(most_bytes=500)
    asked: list[str] = []

    def ask(key: str) -> str:
        return answers.of(key, lambda: asked.append(key) or key * 100)  # type: ignore[func-returns-value]

    for key in ("a", "b", "c", "a", "d", "a", "b"):
        assert ask(key) == key * 100
    # three answers of 164 bytes fit: d made b leave, for a had been asked again, and b comes back
    assert asked == ["a", "b", "c", "d", "b"]


@once
def _made() -> pl.DataFrame:
    ASKED.append("made")
    return pl.DataFrame({"n": [1, 2]})


def test_every_asker_gets_a_table_of_their_own_since_two_threads_can_lock_each_other_on_one() -> None:
    first, second = _made(), _made()
    assert first is not second
    assert first.equals(second)
    assert ASKED == ["made"]
