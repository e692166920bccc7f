"""Leads to contact again, as lists of lead numbers a CRM can take: not answered, not tried, not reached, not come."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.consults import STATES, booked, consult_state
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.ownership import left_lying
from dashboard.metrics.progress import NEVER
from dashboard.metrics.reach import REACHED, tried
from dashboard.metrics.reach import can_tell as reach_told
from dashboard.metrics.response import can_tell as answers_told

Kind = Literal["unanswered", "untried", "unreached", "left_lying", "unowned", "no_show", "called_off"]
KINDS: Final[tuple[Kind, ...]] = (
    "unanswered", "untried", "unreached", "left_lying", "unowned", "no_show", "called_off",
)  # fmt: skip
LISTED: Final = ("lead_id", "created_at", "campaign", "doctor", "status", "lost_reason", "import_id", "file", "row")
"""Columns of a list of leads; import_id where the store gives one."""


def told_kinds(table: LeadTable) -> tuple[Kind, ...]:
    """The kinds the data can tell: where no file speaks of answers, nobody is known to be without one."""
    knows_tries, knows_reached = reach_told(table)
    knows_consults = table.tells("consult_booked")
    told = {
        "unanswered": answers_told(table),
        "untried": knows_tries,
        "unreached": knows_tries and knows_reached,
        "left_lying": left_lying(table) is not None,
        "unowned": table.leads.null_count("owner") < table.size,
        "no_show": knows_consults,
        "called_off": knows_consults,
    }
    return tuple(kind for kind in KINDS if told[kind])


def recontact(leads: Slice, kind: Kind) -> pl.DataFrame:
    """The leads of one kind, newest inquiry first, spam, duplicates and tests apart.

    unanswered: no answer by a person yet; untried: no try on record either; unreached: tried, not reached, and not
    recorded as lost; left_lying: tried once and left, as `ownership` counts them; unowned: without an owner; no_show,
    called_off: what became of the consult, a later stage counted as attended.
    """
    table = leads.table
    return listed(leads, (table.genuine.codes == 1) & _is(table, kind))


def listed(leads: Slice, which: NDArray[np.bool_]) -> pl.DataFrame:
    """The leads of the slice among those flagged, newest inquiry first."""
    rows = leads.rows()
    found = leads.table.leads.of(rows[which[rows]], *(name for name in LISTED if name in leads.table.leads.columns))
    return found.sort("created_at", "lead_id", descending=[True, False], nulls_last=True)


def _is(table: LeadTable, kind: Kind) -> NDArray[np.bool_]:
    held: NDArray[np.bool_]
    match kind:
        case "unanswered":
            held = table.answered_us == NEVER
        case "untried":
            held = tried(table).codes == 0
        case "unreached":
            given_up = table.leads["lost"].fill_null(value=False).to_numpy()
            held = (tried(table).codes == 1) & (table.progress.furthest < REACHED) & ~given_up
        case "left_lying":
            lying = left_lying(table)
            held = np.zeros(table.size, bool) if lying is None else lying.codes == 1
        case "unowned":
            owner = table.dimension("owner")
            held = np.array([value is None for value in owner.values])[owner.axis.codes]
        case _:
            states = ("no_show",) if kind == "no_show" else ("cancelled", "rescheduled")
            (narrowed,) = booked(table)
            held = narrowed.wanted[narrowed.axis.codes] & np.isin(
                consult_state(table).codes, [STATES.index(state) for state in states]
            )
    return held
