"""Any table written in any dialect, encoding and preamble is read back equal."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ingest.tables import table_of
from dashboard.ingest.vocabulary import is_known
from tests.ingest.exports import checked

HEADERS = ("lead_id", "created_at", "source", "campaign", "status", "owner")
WORDS = st.text(alphabet=st.sampled_from("abcdefghij ABC-éñü'\",;|\n\t$%&()"), min_size=1, max_size=14).map(str.strip)
PREAMBLES = ((), ("Lead report",), ("Lead report", "", "Made by the practice"))


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


@settings(max_examples=60, deadline=None)
@given(
    rows=tables(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    preamble=st.sampled_from(PREAMBLES),
)
def test_a_table_is_read_back_as_it_was_written(
    rows: list[list[str]], delimiter: str, newline: str, encoding: str, quoting: int, preamble: tuple[str, ...]
) -> None:
    out = io.StringIO(newline="")
    out.writelines(line + newline for line in preamble)
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([HEADERS, *rows])
    found = table_of(out.getvalue().encode(encoding), is_known)
    assert found.headers == HEADERS
    assert [list(row) for row in found.text.drop("__row").iter_rows()] == rows
    assert found.text["__row"].to_list() == [len(preamble) + 2 + i for i in range(len(rows))]


CELLS = st.sampled_from(
    ["", "1", "x", "2026-03-01", "31/12/2026", "Won", "no", "a@b.org", "5,5", "Total", "--", "12:30"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[CELLS] * 5), min_size=1, max_size=8))
def test_every_row_is_stored_rejected_or_left_out(rows: list[tuple[str, ...]]) -> None:
    lines = [",".join(["lead_id", "created_at", "status", "value", "reached_at"])]
    lines += [",".join(f'"{cell}"' for cell in row) for row in rows]
    file = checked("\n".join(lines) + "\nlast,2026-12-31,New,5,yes\n")
    assert file.read == len(rows) + 1 == file.rows.height + file.rejected + len(file.left_out)
