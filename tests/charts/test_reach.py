"""Tries needed to reach a lead."""

import polars as pl

from dashboard.charts.reach import attempts, attempts_alt
from tests.charts import made
from tests.charts.reading import bars, words


def test_each_try_shows_those_it_reached_of_those_tried() -> None:
    figure = attempts(made.tries())
    assert [list(bar.x) for bar in bars(figure)] == [[40, 20, 5], [60, 30, 5]]
    assert list(figure.layout.yaxis.ticktext) == ["Try 1", "Try 2", "Try 3 or later"]
    assert {"40 of 100 (40 %)", "20 of 50 (40 %)", "5 of 10 (50 %)"} <= set(words(figure))


def test_a_try_nobody_needed_has_no_row() -> None:
    figure = attempts(made.tries().with_columns(tried=pl.Series([100, 50, 0]), reached=pl.Series([40, 20, 0])))
    assert list(figure.layout.yaxis.ticktext) == ["Try 1", "Try 2"]


def test_the_alt_text_says_what_later_tries_brought() -> None:
    assert (
        attempts_alt(made.tries()) == "Of 100 leads tried, 65 were reached: 40 with the first try, 25 with a later one."
    )
    assert attempts_alt(made.tries().clear()) == "No lead's number of tries is known in this view."
