"""Open leads: their chances against the true ones, their order, and what is known of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.aging import aging, aging_bands
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.nurture import nurture_pool
from dashboard.metrics.remaining import chances
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY = timedelta(days=1)
OPEN_LONG = Practice(silent_share=0.999, horizon_days=400)


def _table(*rows: dict[str, Any], as_of: datetime = NOON + 40 * DAY) -> LeadTable:
    return lead_table(leads(*({"channel": "form"} | row for row in rows)), OPEN_LONG, as_of=as_of)


def test_the_list_begins_with_the_lead_whose_call_is_worth_most() -> None:
    done = {"consult_booked_at": NOON + DAY, "procedure_booked_at": NOON + 10 * DAY, "value": 1000.0}
    booked = {"created_at": NOON + 20 * DAY, "consult_booked_at": NOON + 35 * DAY}
    fresh = {"created_at": NOON + 39 * DAY}
    dear = fresh | {"value": 500_000.0, "procedure": "Lift"}
    lost = fresh | {"lost": True, "lost_at": NOON + 39 * DAY}
    listed = aging(_table(done, done, booked, fresh, dear, lost, *[{}] * 6).slice(Filters()))
    assert listed["lead_id"].to_list()[0] == "L4"
    assert "L5" not in listed["lead_id"]
    assert "L0" not in listed["lead_id"]
    order = listed["lead_id"].to_list()
    assert order.index("L2") < order.index("L3")
    assert listed.filter(lead_id="L3")["value"].to_list() == [pytest.approx(1000)]


def test_how_long_nobody_touched_a_lead_counts_from_the_last_thing_that_happened() -> None:
    rows = [
        {"created_at": NOON},
        {"created_at": NOON, "first_attempt_at": NOON + 30 * DAY},
        {"created_at": NOON, "last_activity_at": NOON + 39 * DAY, "next_step_at": NOON + 39 * DAY},
        {"created_at": NOON, "next_step_at": NOON + 50 * DAY},
        {"consult_booked": True},
    ]
    listed = aging(_table(*rows).slice(Filters())).sort("lead_id")
    assert listed["silent_days"].to_list()[:4] == [40, 10, 1, 40]
    assert listed["next_step"].to_list()[:4] == ["none", "none", "overdue", "planned"]
    bands = aging_bands(listed.head(4))
    assert bands["leads"].to_list() == [1, 0, 1, 0, 2, 0]
    assert bands["worth"].to_list() == [None] * 6


def test_a_lead_without_money_of_its_own_is_worth_what_its_procedure_brings() -> None:
    done = {"consult_booked_at": NOON + DAY, "procedure_booked_at": NOON + 10 * DAY}
    paid = [done | {"procedure": "Lift", "value": worth, "currency": "USD"} for worth in (1000.0, 3000.0)]
    rows = [*paid, done | {"procedure": "LASIK", "value": 500.0, "currency": "USD"}]
    fresh = {"created_at": NOON + 39 * DAY}
    listed = aging(_table(*rows, fresh | {"procedure": "Lift"}, fresh | {"procedure": "Peel"}).slice(Filters()))
    assert dict(listed.select("lead_id", "value").rows()) == {"L3": 2000.0, "L4": pytest.approx(1500.0)}
    assert listed["currency"].to_list() == ["USD", "USD"]
    assert aging_bands(listed)["worth"].null_count() == 0
    euros = done | {"procedure": "Lift", "value": 900.0, "currency": "EUR"}
    mixed = aging(_table(*rows, euros, fresh | {"procedure": "Lift"}).slice(Filters()))
    assert mixed["worth"].to_list() == [None]


def test_a_lead_at_the_last_stage_is_certain_and_a_lost_one_is_hopeless() -> None:
    rows = [{"consult_booked": True}, {"lost": True}, {"is_real": False}, {}]
    assert chances(_table(*rows)).tolist()[:3] == [1.0, 0.0, 0.0]


def test_nobody_has_a_chance_where_nobody_ever_went_on() -> None:
    rows = [{"consult_booked": False}, {"qualified": False}, {"reached_at": NOON + DAY}]
    assert chances(_table(*rows)).tolist()[:2] == [0.0, 0.0]


def test_a_lead_that_has_waited_long_has_less_of_a_chance() -> None:
    won = [{"created_at": NOON - n * DAY, "consult_booked_at": NOON - n * DAY + (n % 4) * DAY} for n in range(60)]
    waiting = [{"created_at": NOON + 40 * DAY - n * DAY} for n in (0, 1, 2, 10)]
    found = chances(_table(*won, *waiting))[60:]
    assert (np.diff(found) < 0).all()
    # nobody who booked took longer than three days
    assert found[3] == 0


EDGES = (0, 1, 2, 3, 5, 8, 15, 29, 61, 121, 366)
CODED_AS_OF = NOON + 40 * DAY
_MOMENT = st.one_of(st.none(), st.sampled_from([NOON + n * DAY for n in (0, 1, 2, 4, 9, 20, 35)]))
_LEAD = st.fixed_dictionaries(
    {
        "created_at": st.sampled_from([None, *(NOON + n * DAY for n in (0, 2, 10, 33, 39))]),
        "consult_booked_at": _MOMENT,
        "procedure_booked_at": _MOMENT,
        "lost_at": _MOMENT,
        "procedure": st.sampled_from(["Lift", "Peel", None]),
        "value": st.sampled_from([None, 1000.0, 4000.0]),
        "currency": st.sampled_from([None, "USD"]),
    }
)


def _chances_by_hand(rows: list[dict[str, Any]]) -> list[float]:
    """Chance of the procedure for each lead, day by day: form, consult booked, procedure booked."""
    at = [[row["created_at"], row["consult_booked_at"], row["procedure_booked_at"]] for row in rows]
    far = [max(nth for nth in range(3) if nth == 0 or one[nth]) for one in at]
    gone = [row["lost_at"] is not None and place < 2 for row, place in zip(rows, far, strict=True)]
    curves, means = [], []
    for step in (0, 1):
        ended = []
        for row, one, place in zip(rows, at, far, strict=True):
            since = one[step] or one[0]
            if place < step or not since:
                continue
            waited = (CODED_AS_OF - since).days
            if place > step:
                # a booking whose own or whose start's moment is unknown, or earlier, tells no time
                if one[step] is None or one[step + 1] is None or one[step + 1] < one[step]:
                    continue
                ended.append(((one[step + 1] - one[step]).days, "won"))
            elif row["lost_at"]:
                ended.append((max(waited - (CODED_AS_OF - row["lost_at"]).days, 0), "lost"))
            else:
                ended.append((waited, "open"))
        rates: dict[str, list[float]] = {"won": [], "lost": []}
        spent = [sum(low <= day <= min(end, high - 1) for end, _ in ended for day in range(low, high))
                 for low, high in pairwise(EDGES)]  # fmt: skip
        for how, rate in rates.items():
            counted = [sum(low <= end < high for end, said in ended if said == how) for low, high in pairwise(EDGES)]
            overall = sum(counted) / sum(spent) if sum(spent) else 0
            for events, days in zip(counted, spent, strict=True):
                drawn = (events + 0.5) / (days + 0.5 / overall) if overall else 0.0
                rate.append(drawn if days else 0.0)
        daily = []
        for nth, (low, high) in enumerate(pairwise(EDGES)):
            win, lose = rates["won"][nth], rates["lost"][nth]
            scale = max(1.0, win + lose)
            daily += [(win / scale, (win + lose) / scale)] * (high - low)
        curve = []
        for first in range(41):
            still, chance = 1.0, 0.0
            for win, leave in daily[first:]:
                chance += still * win
                still *= 1 - leave
            curve.append(chance)
        here = [one for one, place, left in zip(at, far, gone, strict=True) if place == step and not left]
        known = [curve[(CODED_AS_OF - (one[step] or one[0])).days] for one in here if one[step] or one[0]]
        curves.append(curve)
        means.append(sum(known) / len(known) if known else curve[0])
    found = []
    for one, place, left in zip(at, far, gone, strict=True):
        if place == 2 or left:
            found.append(float(place == 2))
            continue
        since = one[place] or one[0]
        own = curves[place][(CODED_AS_OF - since).days] if since else means[place]
        found.append(own * (curves[1][0] if place == 0 else 1))
    return found


@settings(deadline=None, max_examples=15)
@given(st.lists(_LEAD, min_size=1, max_size=12))
def test_chances_and_worths_are_what_a_loop_over_days_makes_of_them(rows: list[dict[str, Any]]) -> None:
    # a consult and a procedure that nobody doubts, so that the data tell both
    rows = [*rows, _SURE]
    table = _table(*(row | {"lost": row["lost_at"] is not None} for row in rows), as_of=CODED_AS_OF)
    by_hand = _chances_by_hand(rows)
    assert chances(table).tolist() == pytest.approx(by_hand)
    for row in aging(table.slice(Filters())).iter_rows(named=True):
        nth = int(row["lead_id"][1:])
        told = [one["value"] for one in rows if one["value"] is not None and one["procedure"] == rows[nth]["procedure"]]
        every = [one["value"] for one in rows if one["value"] is not None]
        value = rows[nth]["value"] or (mean(told) if told else mean(every))
        assert (row["value"], row["worth"]) == (pytest.approx(value), pytest.approx(value * by_hand[nth]))


_SURE: dict[str, Any] = {
    "created_at": NOON,
    "consult_booked_at": NOON + DAY,
    "procedure_booked_at": NOON + 4 * DAY,
    "lost_at": None,
    "procedure": "Lift",
    "value": 2000.0,
    "currency": "USD",
}


def test_a_lead_without_a_date_has_the_average_chance_of_the_dated_ones_at_its_step() -> None:
    won = [{"created_at": NOON - n * DAY, "consult_booked_at": NOON - n * DAY + (n % 4) * DAY} for n in range(60)]
    waiting = [{"created_at": NOON + 40 * DAY - n * DAY} for n in (0, 2)]
    table = _table(*won, *waiting, {"created_at": None, "channel": "form"})
    found = chances(table)[60:].tolist()
    assert found[2] == pytest.approx((found[0] + found[1]) / 2)
    bands = aging_bands(aging(table.slice(Filters())))
    assert (bands["silent"][-1], bands["leads"][-1], bands["leads"].sum()) == ("no date", 1, 3)
    assert nurture_pool(table.slice(Filters())).select("age", "leads").row(-1) == ("no date", 1)


def _simulated(draw: np.random.Generator, count: int) -> tuple[list[dict[str, Any]], list[float], list[bool]]:
    """Leads over a year, with their true chance as of its end and what became of them."""
    end = datetime(2026, 6, 1, tzinfo=UTC)
    rows, truth, came = [], [], []
    for _ in range(count):
        age = float(draw.uniform(0, 365))
        created = end - age * DAY
        books, recorded = draw.random() < 0.35, draw.random() < 0.5
        patient, recorded_later = draw.random() < 0.5, draw.random() < 0.5
        booked, given_up, treated, left = (float(draw.exponential(mean)) for mean in (9, 15, 20, 25))
        row: dict[str, Any] = {"created_at": created, "channel": "form"}
        if books and booked <= age:
            row["consult_booked_at"] = created + booked * DAY
            since = age - booked
            if patient:
                row["procedure_booked_at"] = created + (booked + treated) * DAY
            elif recorded_later:
                row |= {"lost": True, "lost_at": created + (booked + left) * DAY}
            on, off = 0.5 * np.exp(-since / 20), 0.5 * (0.5 + 0.5 * np.exp(-since / 25))
            sure = 1.0 if patient and treated <= since else None
            gone = not patient and recorded_later and left <= since
            later = 1.0
        else:
            if not books and recorded:
                row |= {"lost": True, "lost_at": created + given_up * DAY}
            on, off = 0.35 * np.exp(-age / 9), 0.65 * (0.5 + 0.5 * np.exp(-age / 15))
            sure, gone, later = None, not books and recorded and given_up <= age, 0.5
        rows.append(row)
        truth.append(sure if sure is not None else 0.0 if gone else on / (on + off) * later)
        came.append(books and patient)
    return rows, truth, came


def test_chances_are_nearly_as_good_as_the_true_ones() -> None:
    rows, truth, came = _simulated(np.random.default_rng(5), 4000)
    found = chances(_table(*rows, as_of=datetime(2026, 6, 1, tzinfo=UTC)))
    chance, happened = np.array(truth), np.array(came, float)
    is_open = (chance > 0) & (chance < 1)
    best = float(((chance - happened)[is_open] ** 2).mean())
    ours = float(((found - happened)[is_open] ** 2).mean())
    assert is_open.sum() > 1000
    assert ours <= 1.05 * best
