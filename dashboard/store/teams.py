"""Everything the teams write down in a workspace, beside what files bring."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import polars as pl
import sqlalchemy as sa

from dashboard.filters import Filters
from dashboard.store.actions import ACTIONS, Actions
from dashboard.store.agreements import AGREED, AGREEMENTS, Agreements
from dashboard.store.briefs import ACKNOWLEDGEMENTS, BRIEFS, Briefs
from dashboard.store.column_types import plain_slice
from dashboard.store.feedback import FEEDBACK, Feedbacks
from dashboard.store.goals import GOALS, Goals
from dashboard.store.pictures import PICTURES, Pictures
from dashboard.store.records import Records
from dashboard.store.response_tests import RESPONSE_TESTS, ResponseTests
from dashboard.store.shadowing import SHADOWINGS, Shadowings
from dashboard.store.syncs import SYNCS, Syncs
from dashboard.store.themes import THEMES, Themes

TABLES: Final = (
    THEMES, FEEDBACK, BRIEFS, ACKNOWLEDGEMENTS, PICTURES, AGREEMENTS, AGREED, GOALS, ACTIONS, SYNCS, SHADOWINGS,
    RESPONSE_TESTS,
)  # fmt: skip


class Teams:
    """The teams' records. No figure over leads changes by any of them but by an agreement that takes force, and by a
    test inquiry that names the lead it left behind."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.themes = Themes(records)
        self.feedback = Feedbacks(records, self.themes)
        self.briefs = Briefs(records)
        self.pictures = Pictures(records)
        self.agreements = Agreements(records)
        self.goals = Goals(records)
        self.actions = Actions(records)
        self.syncs = Syncs(records)
        self.shadowings = Shadowings(records)
        self.response_tests = ResponseTests(records)

    def whole(self) -> dict[str, list[dict[str, Any]]]:
        """Every record of every table as plain values for JSON, at one moment; pictures as base64."""
        if not self._records.exists:
            return {table.name: [] for table in TABLES}
        with self._records.reading() as connection:
            return {
                table.name: [_plain(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
                for table in TABLES
            }

    def table(self, name: str) -> pl.DataFrame:
        """Every record of one kind as a row for a spreadsheet: what is nested as JSON text, pictures without theirs."""
        return as_table(name, self.whole()[name])


def as_table(name: str, records: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Records of one kind, as `Teams.whole` gives them, as rows for a spreadsheet."""
    rows = [{key: _cell(value) for key, value in record.items() if key != "content"} for record in records]
    columns = [key for key in next(table for table in TABLES if table.name == name).c.keys() if key != "content"]  # noqa: SIM118
    return pl.DataFrame(rows, columns, infer_schema_length=None) if rows else pl.DataFrame(schema=columns)


def _plain(row: sa.Row[Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row._mapping.items()}


def _value(value: Any) -> Any:
    match value:
        case date() | datetime():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
        case Filters():
            return plain_slice(value)
    return value


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | tuple) else value
