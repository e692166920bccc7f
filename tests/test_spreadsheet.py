"""CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dashboard.spreadsheet import safe_csv

RUN = "=+-@\t\r\n|%＝＋－＠"


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_a_formula_is_led_by_an_apostrophe_and_other_text_is_left_alone() -> None:
    frame = pl.DataFrame({"campaign": ["=1+1", "@SUM(A1)", "LASIK Spring", None]})
    assert read(safe_csv(frame)) == [["campaign"], ["'=1+1"], ["'@SUM(A1)"], ["LASIK Spring"], []]


def test_a_negative_number_is_no_formula() -> None:
    assert safe_csv(pl.DataFrame({"change": [-3], "money": [-1.5]})) == "change,money\n-3,-1.5\n"


def test_a_header_is_guarded_too() -> None:
    assert read(safe_csv(pl.DataFrame({"=cmd|x": [1]}))) == [["'=cmd|x"], ["1"]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8), min_size=1))
def test_no_cell_starts_with_what_a_spreadsheet_runs_and_no_value_is_lost(values: list[str]) -> None:
    cells = [row[0] if row else "" for row in read(safe_csv(pl.DataFrame({"value": values})))][1:]

    assert all(not cell or cell[0] not in RUN for cell in cells)
    assert [
        cell.removeprefix("'") if value[:1] in RUN and value else cell
        for cell, value in zip(cells, values, strict=True)
    ] == values
