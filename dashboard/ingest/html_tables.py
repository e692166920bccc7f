"""The largest table of an HTML page, which old systems save under the name .xls."""

from __future__ import annotations

from html.parser import HTMLParser

import polars as pl

from dashboard.ingest.unusable import UnusableFile


def html_cells(text: str) -> pl.DataFrame:
    """Cells of the page's largest table, columns c0, c1 ... and `__row`; a spanning cell stands in its first place.

    Raises UnusableFile when the page holds no table of two rows or more.
    """
    page = _Tables()
    page.feed(text)
    rows = max(page.tables, key=lambda table: sum(map(len, table)), default=[])
    if len(rows) < 2:
        raise UnusableFile("This is a web page without a table. Export the table itself as CSV or Excel.")
    width = max(map(len, rows))
    columns = {
        f"c{i}": pl.Series([(row[i] or None) if i < len(row) else None for row in rows], dtype=pl.String)
        for i in range(width)
    }
    return pl.DataFrame(columns | {"__row": pl.Series(range(1, len(rows) + 1), dtype=pl.Int64)})


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._close_cell()
            self._open.append([])
        elif tag == "tr" and self._open:
            self._close_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._close_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 1000) if span.isdigit() else 1
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag == "table" and self._open:
            self._close_cell()
            self.tables.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._close_cell()
        self.tables.extend(reversed(self._open))

    def _close_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        if not self._open[-1]:
            self._open[-1].append([])
        self._open[-1][-1].append(" ".join("".join(self._cell).split()))
        self._open[-1][-1].extend([""] * (self._span - 1))
        self._cell, self._span = None, 1
