"""Reads a workbook in a process of its own: a small file may ask for more memory than there is, which ends a process.

Run by workbooks.py as a script, so it imports nothing of ours. The workbook comes on standard input; on standard
output goes one line of JSON (`{"error"}` or `{"name", "others"}`), then the sheet as an Arrow stream.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc


def main(most_bytes: int) -> None:
    """Write the sheet with most cells filled, every cell text; no sheet where none is filled."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    except ImportError:
        pass  # Windows knows no such limit; what is asked for and not there ends this process alone
    try:
        book = fastexcel.read_excel(sys.stdin.buffer.read())
        sheets = [
            (name, book.load_sheet(name, header_row=None, dtypes="string").to_arrow()) for name in book.sheet_names
        ]
    except Exception as error:  # calamine raises its own errors for every way a workbook can be broken
        _say({"error": str(error)})
        return
    sheets = [(name, cells) for name, cells in sheets if cells.num_rows]
    if not sheets:
        _say({"name": None, "others": []})
        return
    name, cells = max(sheets, key=lambda sheet: (_is_raw(sheet[0]), _area(sheet[1])))
    _say({"name": name, "others": [other for other, _ in sheets if other != name]})
    # each sheet names its columns by its first row, twice the same among them
    plain = pa.RecordBatch.from_arrays(cells.columns, names=[f"c{place}" for place in range(cells.num_columns)])
    with pa.ipc.new_stream(sys.stdout.buffer, plain.schema) as out:
        out.write_batch(plain)


def _say(said: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")


def _is_raw(name: str) -> bool:
    """Meta's workbook shows the same rows twice; the sheet called raw data is the one to read."""
    return "raw data" in name.lower()


def _area(cells: Any) -> int:
    return sum(pc.sum(pc.not_equal(column, "")).as_py() or 0 for column in cells.columns)


if __name__ == "__main__":
    main(int(sys.argv[1]))
