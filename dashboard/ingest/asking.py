"""What only the user can say of a file, and is asked before anything of it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.ingest.cells import distinct
from dashboard.ingest.choices import Choices
from dashboard.ingest.date_forms import slashed_order
from dashboard.ingest.mapping import Decision
from dashboard.ingest.period import Period
from dashboard.schema import FIELDS, Kind

DATED: Final = frozenset({"moment", "day", "stage"})


@dataclass(frozen=True, slots=True)
class Question:
    """What only the user knows and the import needs: answered through Choices' attribute `key`."""

    key: str
    sentence: str
    options: tuple[str, ...] = ()


def day_order(
    cells: Mapping[str, pl.Series], decisions: Mapping[str, Decision], kind: Kind | None, choices: Choices
) -> tuple[bool | None, Question | None]:
    """Whether the day comes first in this file, told by all its date columns together, and what is left to ask."""
    if kind is None:
        return choices.day_first, None
    types = {field.name: field.type for field in FIELDS[kind]}
    orders = {
        header: slashed_order(cells[header])
        for header, decision in decisions.items()
        if types.get(decision.field or "") in DATED and decision.how != "suggested"
    }
    open_ones = [header for header, order in orders.items() if order in ("ambiguous", "mixed")]
    if choices.day_first is not None or not open_ones:
        return choices.day_first, None
    said = {order for order in orders.values() if order in ("day first", "month first")}
    if said == {"day first"}:
        return True, None
    if said == {"month first"} and any(_written(cells[h], r"^(1[3-9]|[23]\d)|[-/](1[3-9]|[23]\d)[-/]") for h in orders):
        return False, None
    # the date may stand behind a weekday
    found = (re.search(r"\d{1,2}[-/.]\d{1,2}[-/.]\w+", value) for value in distinct(cells[open_ones[0]]).to_list())
    example = next((one[0] for one in found if one), "a date")
    sentence = f"In “{open_ones[0]}”, does {example} start with the day or with the month?"
    return None, Question("day_first", sentence, ("day first", "month first"))


def _written(column: pl.Series, pattern: str) -> bool:
    return bool(distinct(column).str.contains(pattern).any())


def period_question(kind: Kind | None, fields: Set[str], period: Period | None) -> Question | None:
    """What is left to ask of the days a file without dates is for; `fields` are those it has columns for."""
    if kind == "leads" and "created_at" not in fields and "consult_for" in fields and fields & {"email", "phone"}:
        # appointments: each joins the inquiry its person last made before it
        return None
    if kind == "leads" and "created_at" not in fields and period is None and "lead_id" not in fields:
        return Question("period", "The file has no inquiry dates: which days are these leads from, first and last?")
    if kind == "leads" and "created_at" not in fields and period is None:
        return Question(
            "period",
            "The file has no inquiry dates: give the first and last day these leads are from, "
            "or none if it only adds to leads already known.",
        )
    if kind == "campaigns" and "period_start" not in fields and period is None:
        return Question("period", "The file does not say which days the spend is for: first and last?")
    return None
