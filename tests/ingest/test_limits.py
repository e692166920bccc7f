"""Files nobody exports on purpose: each is read, or refused in a sentence, and none takes long."""

from __future__ import annotations

from time import process_time

import pytest

from dashboard.ingest import UnusableFile, check, read
from tests.ingest.exports import KEY, NEW_YORK

SECONDS = 5.0
NO_ROWS = "This file has a header but no rows. Export it again and check the report's period and filters."
TOO_WIDE = "This table has more than 2,000 columns; export a report with fewer."
HEADER = b"lead_id,created_at,source\n"

REFUSED = {
    "only delimiters under a header and a blank line": (b"lead_id;created_at;a;b\n\n" + b";;;\n" * 30_000, NO_ROWS),
    "only delimiters": (b";;;\n" * 30_000, NO_ROWS),
    "10,000 columns": (b",".join(b"c%d" % i for i in range(10_000)) + (b"\n" + b"1," * 9_999) * 20, TOO_WIDE),
    "one line of many cells": (b"a,b,c," * 1_000_000, TOO_WIDE),
    "one line of many cells under a header": (HEADER + b"1," * 2_000_000, TOO_WIDE),
    "one line of many cells in an old encoding": ("é;".encode("latin-1") * 500_000, TOO_WIDE),
    "one line without a cell's end": (b"x" * 5_000_000, NO_ROWS),
    "nothing but quotes": (b'"' * 1_000_000, NO_ROWS),
}
READ = {
    "a long cell": (HEADER + b"1,2026-01-01," + b"x" * (1 << 20) + b"\n2,2026-01-02,Web\n", 2),
    "a cell of blanks": (HEADER + b"1,2026-01-01," + b" " * (1 << 20) + b"\n2,2026-01-02,Web\n", 2),
    "a cell of quotes": (HEADER + b"1,2026-01-01," + b'"' * (1 << 20) + b"\n2,2026-01-02,Web\n", 2),
    "a quote in every line": (HEADER + b'1,2026-01-01,"Web\n' * 10_000, 10_000),
    "blank lines between": (HEADER + b"\n" * 200_000 + b"1,2026-01-01,Web\n", 1),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_table_is_refused_soon_and_in_one_sentence(case: str) -> None:
    data, sentence = REFUSED[case]
    began = process_time()
    with pytest.raises(UnusableFile) as refused:
        read("odd.csv", data)
    assert str(refused.value) == sentence
    assert process_time() - began < SECONDS


@pytest.mark.parametrize("case", READ)
def test_an_odd_table_is_read_soon(case: str) -> None:
    data, rows = READ[case]
    began = process_time()
    assert check(read("odd.csv", data), NEW_YORK, KEY).rows.height == rows
    assert process_time() - began < SECONDS
