"""Figures under a rule that both teams agreed on, beside the same counted by a loop."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from dashboard.agreed import Condition, Rule
from dashboard.filters import Filters
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.hypotheses import hypothesis_details
from dashboard.metrics.leads import lead_table
from dashboard.metrics.quality import quality
from dashboard.metrics.segments import segment_rates
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, campaigns, leads
from tests.metrics.practices import AS_OF, STAGES, practices
from tests.metrics.test_against_plain_python import EVERYTHING
from tests.test_agreed import plainly, rules

CALLS = Rule((Condition("channel", "is", ("call",)),))


def reached(practice: Practice, *rows: dict[str, Any]) -> dict[str, int]:
    steps = funnel_steps(lead_table(leads(*rows), practice, as_of=AS_OF).slice(Filters()))
    return dict(steps.select("stage", "reached").iter_rows())


@settings(deadline=None, max_examples=80)
@given(practices, rules, rules, rules)
def test_the_funnel_under_any_version_is_what_a_loop_counts(
    rows: list[dict[str, Any]], real: Rule, got: Rule, fit: Rule
) -> None:
    everyone = [*rows, EVERYTHING]
    for practice in (
        Practice(),
        Practice(real_call_s=10, real_rule=real, reached_rule=got, qualified_rule=fit),
    ):
        furthest = [_furthest(row, practice) for row in everyone]
        assert reached(practice, *everyone) == {
            stage: sum(far >= place for far in furthest) for place, stage in enumerate(STAGES)
        }


def _furthest(row: dict[str, Any], practice: Practice) -> int:
    get = row.get
    about_call = get("channel") == "call" or (
        get("channel") is None and (get("call_answered") is not None or get("call_duration_s") is not None)
    )
    length = get("call_duration_s")
    too_short = about_call and (
        get("call_answered") is False or (length is not None and length <= practice.real_call_s)
    )
    real = not too_short and (practice.real_rule is None or plainly(practice.real_rule, row))
    far = int(real if get("is_real") is None else get("is_real"))
    narrowed = {"reached": practice.reached_rule, "qualified": practice.qualified_rule}
    for place, name in enumerate(STAGES[2:], start=2):
        at = get(f"{name}_at")
        rule = narrowed.get(name)
        if (at <= AS_OF if at else get(name)) and (rule is None or plainly(rule, row)):
            far = place
    return far


def test_the_word_of_the_source_goes_before_the_rule() -> None:
    rows = ({"channel": "form"}, {"channel": "form", "is_real": True}, {"channel": "call", "is_real": False})
    assert reached(Practice(real_rule=CALLS), *rows) == {"inquiry": 3, "real": 1}


def test_a_later_stage_counts_for_qualified_even_where_the_rule_does_not_hold() -> None:
    rows = ({"qualified": True}, {"qualified": True, "consult_booked": True}, {"qualified": True, "channel": "call"})
    assert reached(Practice(), *rows) == {"inquiry": 3, "qualified": 3, "consult_booked": 1}
    assert reached(Practice(qualified_rule=CALLS), *rows) == {"inquiry": 3, "qualified": 2, "consult_booked": 1}


def test_a_lead_that_only_the_agreed_rule_leaves_out_says_so() -> None:
    rows = (
        {"campaign": "A", "channel": "form"},
        {"campaign": "A", "channel": "call", "call_answered": False},
        {"campaign": "A", "channel": "call", "call_answered": True},
        {"campaign": "A", "channel": "form", "is_real": False},
    )
    slice_ = lead_table(leads(*rows), Practice(real_rule=CALLS), as_of=AS_OF).slice(Filters())
    (row,) = quality(slice_, campaigns()).to_dicts()
    assert (row["real"], row["not_real"]) == (1, 3)
    assert {one["reason"]: one["leads"] for one in row["reasons"]} == {"agreed_rule": 1, "short_call": 1, "marked": 1}
    details = {row["detail"] for row in hypothesis_details(slice_).to_dicts()}
    assert {"agreed_rule", "short_call", "marked"} <= details


def test_a_lead_heard_of_is_not_silent_because_the_rule_does_not_count_it_as_reached() -> None:
    row = {"reached_at": AS_OF, "created_at": NOON}
    states = funnel_steps(
        lead_table(leads(row), Practice(reached_rule=CALLS, horizon_days=10), as_of=AS_OF).slice(Filters())
    )
    assert states.select("stage", "open", "lost").rows()[0] == ("inquiry", 1, 0)


def test_a_lead_is_the_first_persona_that_holds_unless_a_file_names_one() -> None:
    personas = (("Caller", CALLS), ("Known", Rule((Condition("channel", "known"),))))
    rows = (
        {"channel": "call"},
        {"channel": "form"},
        {"channel": None},
        {"channel": "call", "persona": "Runner", "consult_booked": True},
    )
    table = lead_table(leads(*rows), Practice(personas=personas), as_of=AS_OF)
    assert table.leads["persona"].to_list() == ["Caller", "Known", None, "Runner"]
    assert "persona" in table.dimensions
    assert table.slice(Filters.of(where={"persona": ["Caller"]})).size == 1
    rates = segment_rates(table.slice(Filters()), "persona", "consult_booked")
    assert set(rates["persona"]) == {"Caller", "Known", "Runner", None}
    assert "persona" not in lead_table(leads(*rows[:3]), Practice(), as_of=AS_OF).dimensions
