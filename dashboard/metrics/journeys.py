"""Single leads from the ad to the procedure, drawn at random and told without who they are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.touched import AUTOMATIC

State = Literal["won", "lost", "open"]
STATES: Final[tuple[State, ...]] = ("lost", "open", "won")
"""In the order in which a mixed hand of journeys takes them."""
JOURNEY: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "at": pl.Datetime("us", "UTC"),
    "day": pl.Int64,
    "what": pl.String,
    "by": pl.String,
    "detail": pl.String,
}
"""Columns of `journey`, oldest first. day: local days since the inquiry. what: one of WHAT. by: the role of whoever did
it, never a name. detail: how, from where, or why."""
WHAT: Final = (
    "inquiry", "again", "attempt", "answer", "reply", "auto", "call", "called", "missed", "passed_on", "reached",
    "qualified", "consult_booked", "consult", "consult_attended", "procedure_booked", "lost", "next_step",
)  # fmt: skip
_ABOUT: Final = ("channel", "source", "campaign", "ad", "landing_page", "procedure", "doctor", "location")


def drawn(leads: Slice, state: State | None, number: int, many: int = 5) -> list[int]:
    """Places of up to `many` leads drawn at random: the same ones for the same number and data.

    Without a state the lost, the open and the won take turns, so that a hand shows all three. Spam, duplicates and
    tests are never drawn.
    """
    table = leads.table
    rows = leads.rows()
    rows = rows[(table.genuine.codes[rows] == 1) & (table.real.codes[rows] == 1)]
    shuffled = rows[np.argsort(_lots(table, rows, number), kind="stable")]
    of = [shuffled[_is(table, shuffled, wanted)].tolist() for wanted in ([state] if state else STATES)]
    turns = [one for turn in range(many) for own in of for one in own[turn : turn + 1]]
    return turns[:many]


def state_of(table: LeadTable, row: int) -> State:
    """Whether the lead reached the last stage the data can answer, is lost, or still open."""
    return next(state for state in STATES if _is(table, np.array([row]), state)[0])


def about(table: LeadTable, row: int) -> dict[str, str]:
    """What brought the lead and what it is for, as far as files say: nothing of who it is."""
    held = table.leads.of(np.array([row]), *_ABOUT).row(0, named=True)
    return {name: value for name, value in held.items() if value is not None}


def journey(table: LeadTable, row: int, touches: pl.DataFrame) -> pl.DataFrame:
    """Everything on record of one lead, in order; `touches` are the workspace's current ones.

    What its touches tell anyway (the first try, the first answer, being reached) is not told twice.
    """
    lead = table.leads.row(row)
    steps = _touched(table, lead, touches)
    told = {step["at"] for step in steps}
    role = lead["owner_role"]
    for name, what in (("first_attempt_at", "attempt"), ("first_response_at", "answer")):
        auto = name == "first_response_at" and lead["first_response_kind"] == "auto"
        if lead[name] and lead[name] not in told and not (what == "answer" and lead[name] == lead["first_attempt_at"]):
            steps.append(_step(lead[name], "auto" if auto else what, None if auto else role))
    for stage in stages.RECORDED:
        at = lead[f"{stage}_at"]
        if at and not (stage == "reached" and at in told):
            steps.append(_step(at, stage, None))
    if lead["consult_for"] and not lead["consult_attended_at"]:
        steps.append(_step(lead["consult_for"], "consult", None))
    if lead["lost_at"]:
        steps.append(_step(lead["lost_at"], "lost", None, lead["lost_reason"]))
    if lead["next_step_at"]:
        steps.append(_step(lead["next_step_at"], "next_step", None))
    if lead["created_at"]:
        steps.append(_step(lead["created_at"], "inquiry", None, lead["channel"]))
    now = table.as_of.astimezone(UTC)
    ahead = ("consult", "next_step")
    steps = [step for step in steps if step["at"] <= now or step["what"] in ahead]
    return _in_order(pl.DataFrame(steps, schema=JOURNEY), table, lead["created_at"])


def _in_order(steps: pl.DataFrame, table: LeadTable, created: datetime | None) -> pl.DataFrame:
    day = pl.col("at").dt.convert_time_zone(table.practice.time_zone).dt.date()
    begun = created.astimezone(table.practice.zone).date() if created else None
    return steps.with_columns(
        day=(day - pl.lit(begun, pl.Date)).dt.total_days(),
        place=pl.col("what").replace_strict({what: nth for nth, what in enumerate(WHAT)}, return_dtype=pl.Int64),
    ).sort("at", "place", maintain_order=True).select(list(JOURNEY))  # fmt: skip


def _touched(table: LeadTable, lead: dict[str, Any], touches: pl.DataFrame) -> list[dict[str, Any]]:
    if touches.is_empty():
        return []
    own = touches.filter(pl.col("lead_id") == lead["lead_id"])
    if own["system"].n_unique() > 1:
        own = own.filter(pl.col("system").eq_missing(lead["system"]))
    found = []
    for touch in own.with_columns(auto=AUTOMATIC).sort("at").iter_rows(named=True):
        if touch["at"] is None or touch["at"] == lead["created_at"]:
            continue
        if touch["handed_to"] is not None:
            found.append(_step(touch["at"], "passed_on", touch["role"]))
            continue
        found.append(_step(touch["at"], _what(touch), touch["role"], touch["outcome"] or touch["kind"]))
    return found


def _what(touch: dict[str, Any]) -> str:
    if touch["auto"]:
        return "auto"
    call = touch["kind"] == "call"
    if touch["direction"] == "in":
        if not call:
            return "again" if touch["kind"] is None else "reply"
        return "called" if touch["outcome"] == "reached" else "missed"
    return "call" if call else "answer"


def _step(at: datetime, what: str, by: str | None, detail: str | None = None) -> dict[str, Any]:
    return {"at": at, "day": None, "what": what, "by": by, "detail": detail}


def _is(table: LeadTable, rows: NDArray[np.int64], state: State) -> NDArray[np.bool_]:
    won = table.progress.furthest[rows] == table.progress.answerable[-1]
    lost = table.progress.lost[rows]
    found: NDArray[np.bool_] = won if state == "won" else ~won & (lost if state == "lost" else ~lost)
    return found


def _lots(table: LeadTable, rows: NDArray[np.int64], number: int) -> NDArray[np.uint64]:
    """A lot for each lead, by its own number: other leads coming or going change nobody's."""
    named = pl.concat_str(pl.col("lead_id"), pl.col("system").fill_null(""), separator="\x1f")
    lots: NDArray[np.uint64] = table.leads.select(named.hash(seed=number)).to_series().to_numpy()[rows]
    return lots
