"""Any table written in any dialect, encoding and preamble is read back equal."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dashboard.ingest.tables import table_of
from dashboard.ingest.vocabulary import is_known
from tests.ingest.exports import checked

HEADERS = ("lead_id", "created_at", "source", "campaign", "status", "owner")
WORDS = st.text(alphabet=st.sampled_from("abcdefghij ABC-éñü'\",;|\n\t$%&()"), min_size=1, max_size=14).map(str.strip)
PREAMBLES = ((), ("Lead report",), ("Lead report", "", "Made by the practice"), ("# made on Monday", "# by Ann"))
LETTERS = {
    "cp1250": "ąćęłńóśźż",
    "cp1252": "éèêçàâ",
    "gb18030": "的一是不了在",
    "big5": "的一是不了在",
    "cp932": "のにはをた",
}
"""Letters of one language each encoding is used for; other encodings take any."""


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    rows = draw(st.integers(2, 12))
    return [
        [
            f"L{i}",
            f"2026-03-{1 + i:02d} 09:30",
            *(draw(WORDS.filter(lambda w: bool(w) and not w.startswith("#"))) for _ in range(len(HEADERS) - 2)),
        ]
        for i in range(rows)
    ]


def written(rows: list[list[str]], preamble: tuple[str, ...], newline: str, **dialect: Any) -> str:
    """A preamble, the header and the rows."""
    out = io.StringIO(newline="")
    out.writelines(line + newline for line in preamble)
    csv.writer(out, lineterminator=newline, **dialect).writerows([HEADERS, *rows])
    return out.getvalue()


def assert_read_back(data: bytes, rows: list[list[str]], preamble: tuple[str, ...]) -> None:
    found = table_of(data, is_known)
    assert found.headers == HEADERS
    assert [list(row) for row in found.text.drop("__row").iter_rows()] == rows
    assert found.text["__row"].to_list() == [len(preamble) + 2 + i for i in range(len(rows))]


@settings(max_examples=60, deadline=None)
@given(
    rows=tables(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    preamble=st.sampled_from(PREAMBLES),
)
def test_a_table_is_read_back_as_it_was_written(
    rows: list[list[str]], delimiter: str, newline: str, encoding: str, quoting: int, preamble: tuple[str, ...]
) -> None:
    text = written(rows, preamble, newline, delimiter=delimiter, quoting=quoting)
    assert_read_back(text.encode(encoding), rows, preamble)


@settings(max_examples=60, deadline=None)
@given(
    rows=tables(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    preamble=st.sampled_from(PREAMBLES),
)
def test_a_table_whose_quotes_are_escaped_by_backslashes_is_read_back(
    rows: list[list[str]], delimiter: str, newline: str, quoting: int, preamble: tuple[str, ...]
) -> None:
    text = written(rows, preamble, newline, delimiter=delimiter, quoting=quoting, doublequote=False, escapechar="\\")
    assert_read_back(text.encode(), rows, preamble)


@settings(max_examples=60, deadline=None)
@given(rows=tables(), delimiter=st.sampled_from([",", ";", "\t", "|"]), newline=st.sampled_from(["\n", "\r\n"]))
def test_a_table_in_single_quotes_is_read_back(rows: list[list[str]], delimiter: str, newline: str) -> None:
    text = written(rows, (), newline, delimiter=delimiter, quoting=csv.QUOTE_ALL, quotechar="'")
    assert_read_back(text.encode(), rows, ())


@settings(max_examples=60, deadline=None)
@given(
    rows=tables(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    preamble=st.sampled_from(PREAMBLES),
)
def test_a_table_with_the_line_ends_of_old_macs_is_read_back(
    rows: list[list[str]], delimiter: str, encoding: str, quoting: int, preamble: tuple[str, ...]
) -> None:
    # Python quotes a newline in a cell only where it could end a line
    assume(quoting == csv.QUOTE_ALL or not any("\n" in cell for row in rows for cell in row))
    text = written(rows, preamble, "\r", delimiter=delimiter, quoting=quoting)
    assert_read_back(text.encode(encoding), rows, preamble)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), encoding=st.sampled_from(sorted(LETTERS)), delimiter=st.sampled_from([",", ";", "\t"]))
def test_a_table_in_the_letters_of_a_language_is_read_back(data: st.DataObject, encoding: str, delimiter: str) -> None:
    words = st.permutations(LETTERS[encoding]).map("".join)
    rows = [[f"L{i}", f"2026-03-{1 + i:02d}", *(data.draw(words) for _ in range(4))] for i in range(8)]
    assert_read_back(written(rows, (), "\r\n", delimiter=delimiter).encode(encoding), rows, ())


@pytest.mark.parametrize("place", [1, 15_000, 29_999])
@pytest.mark.parametrize("extra", ["one cell", "a,b,c,d,e,f,g,h", 'a "lone quote,b,c,d,e,f', '"never closed,b,c,d,e,f'])
def test_an_odd_line_in_a_large_file_changes_nothing_else(place: int, extra: str) -> None:
    many = [
        [f"L{i}", f"2026-03-01 {i % 24:02d}:30", "Web", "Spring, again", 'a "new" one', "Ann"] for i in range(30_000)
    ]
    head, tail = written(many[:place], (), "\n"), written(many[place:], (), "\n").partition("\n")[2]
    found = table_of(f"{head}{extra}\n{tail}".encode(), is_known)
    kept = found.text.filter(found.text["__row"] != place + 2).drop("__row")
    assert [list(row) for row in kept.iter_rows()] == many


CELLS = st.sampled_from(
    ["", "1", "x", "2026-03-01", "31/12/2026", "Won", "no", "a@b.org", "5,5", "Total", "--", "12:30"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[CELLS] * 5), min_size=1, max_size=8))
@example([("", "x", "x", "x", "Total"), ("", "1", "", "1", ""), ("", "1", "", "1", "")])
def test_every_row_is_stored_rejected_or_left_out(rows: list[tuple[str, ...]]) -> None:
    lines = [",".join(["lead_id", "created_at", "status", "value", "reached_at"])]
    lines += [",".join(f'"{cell}"' for cell in row) for row in rows]
    file = checked("\n".join(lines) + "\nlast,2026-12-31,New,5,yes\n")
    assert file.read == len(rows) + 1 == file.rows.height + file.rejected + len(file.left_out)
