"""Stored leads in little room."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.rows import Rows

WORDS = st.one_of(st.none(), st.sampled_from(["", "a", "ä", "Zoe", "<b>", "\u202e"]), st.text(max_size=3))


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, st.none(), st.one_of(st.none(), st.integers(-9, 9))), max_size=40))
def test_every_column_comes_back_as_it_was(rows: list[tuple[str | None, None, int | None]]) -> None:
    frame = pl.DataFrame(rows, {"word": pl.String, "nothing": pl.Datetime("us", "UTC"), "n": pl.Int64}, orient="row")
    kept = Rows(frame)
    assert kept.whole.equals(frame)
    assert kept.whole.schema == frame.schema
    assert [kept.null_count(name) for name in kept.columns] == [column.null_count() for column in frame]
    places = np.array([at for at in range(len(rows)) if at % 3 != 1], np.int64)[::-1]
    assert kept[places].equals(frame[places])
    assert kept.of(places, "n", "word").equals(frame.select("n", "word")[places])
    odd = np.arange(len(rows)) % 2 == 1
    assert kept.of(odd, "word").equals(frame.select("word").filter(pl.Series(odd, dtype=pl.Boolean)))
    said = pl.coalesce("word", pl.col("n").cast(pl.String)).alias("said")
    assert kept.select("n", said).equals(frame.select("n", said))
    if rows:
        assert kept.row(len(rows) - 1) == frame.row(len(rows) - 1, named=True)


MOMENTS = st.one_of(st.none(), st.integers(-(1 << 33), 1 << 33), st.sampled_from([(1 << 31) - 1, 1 << 31, -(1 << 31)]))


@settings(max_examples=60)
@given(st.lists(MOMENTS, min_size=1, max_size=9), st.sampled_from([0, 0, 1]))
def test_moments_and_numbers_come_back_to_the_last_microsecond(seconds: list[int | None], part: int) -> None:
    moments = pl.Series("at", [None if one is None else one * 1_000_000 + part for one in seconds], pl.Int64)
    frame = pl.DataFrame([moments.cast(pl.Datetime("us", "UTC")), moments.alias("n")])
    kept = Rows(frame)
    assert kept.whole.equals(frame)
    assert kept.whole.schema == frame.schema


def test_words_that_many_share_take_a_byte_and_empty_columns_nothing() -> None:
    frame = pl.DataFrame({"word": ["one long word of a campaign", None] * 5000, "nothing": [None] * 10_000})
    kept = Rows(frame.cast({"nothing": pl.Datetime("us", "UTC")}))
    assert kept._held.estimated_size() < 12_000
    assert kept["word"].dtype == pl.String


TEXTS = st.one_of(
    st.none(), st.integers(-(1 << 70), 1 << 70).map(str), st.sampled_from(["007", "+7", " 7", "7.0", "", "7"])
)
FRACTIONS = st.one_of(st.none(), st.integers(-(1 << 60), 1 << 60).map(float), st.floats(width=32))


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXTS, FRACTIONS), max_size=6))
def test_numbers_in_text_and_fractions_come_back_as_they_were(rows: list[tuple[str | None, float | None]]) -> None:
    frame = pl.DataFrame(rows, {"id": pl.String, "value": pl.Float64}, orient="row")
    assert Rows(frame).whole.equals(frame)


def test_numbers_of_leads_and_whole_amounts_take_the_bytes_of_the_number() -> None:
    frame = pl.DataFrame({"id": [str(48_100_000_000 + at) for at in range(10_000)], "value": [11_000.0] * 10_000})
    assert Rows(frame)._held.estimated_size() == 10_000 * (8 + 2)


def test_words_are_known_by_their_codes_most_frequent_first() -> None:
    frame = pl.DataFrame({"word": ["b", "a", "b", None, "c", "c", "b", "b"] * 10})
    kept = Rows(frame)
    coded = kept.coded("word")
    assert coded is not None
    assert coded[0] == ("b", "c", "a", None)
    assert coded[1][:8].tolist() == [0, 2, 0, 3, 1, 1, 0, 0]
    assert kept.with_word("word", "c").tolist() == [word == "c" for word in frame["word"]]
    assert not kept.with_word("word", "d").any()


@settings(max_examples=30)
@given(st.lists(st.booleans(), min_size=1, max_size=60), st.data())
def test_a_column_that_few_filled_comes_back_at_every_place(filled: list[bool], data: st.DataObject) -> None:
    seconds = [at * 3600 if one else None for at, one in enumerate(filled)]
    moments = pl.Series("at", seconds, pl.Int64) * 1_000_000
    frame = pl.DataFrame([moments.cast(pl.Datetime("us", "UTC")), pl.Series("id", range(len(filled))).cast(pl.String)])
    kept = Rows(frame)
    assert kept.whole.equals(frame)
    places = np.array(data.draw(st.lists(st.integers(0, len(filled) - 1), max_size=9)), np.int64)
    assert kept.of(places, "at").equals(frame.select("at")[places])
    assert kept.of(np.array(filled), "at", "id").equals(frame.filter(filled))


def test_a_moment_one_lead_of_ten_has_takes_eight_bytes_of_that_lead() -> None:
    moments = [datetime(2026, 1, 1, tzinfo=UTC) if at % 10 == 0 else None for at in range(10_000)]
    kept = Rows(pl.DataFrame({"at": moments}, {"at": pl.Datetime("us", "UTC")}))
    places, filled = kept._few["at"]
    assert kept._held.is_empty()
    assert places.nbytes + filled.estimated_size() < 1_000 * 8 + 200
