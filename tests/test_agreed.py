"""Rules that both teams agree on: what they hold for, and how they are said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.agreed import DEFINITIONS, Condition, Rule, RuleError
from dashboard.practice import PARTS, Practice, PracticeError
from tests.metrics.leads_by_hand import leads
from tests.metrics.practices import practices

TEXTS = {
    "campaign": ["Spring", "spring", " LASIK,  meta", "nobody's"],
    "channel": ["form", "CALL", "chat"],
    "doctor": ["Ames", "Bell"],
    "call_answered": ["yes", "no"],
    "segment_00000001": ["A"],
}
NUMBERS = ["attempts", "call_duration_s", "value"]


@st.composite
def condition(draw: st.DrawFn) -> Condition:
    if draw(st.booleans()):
        test = draw(st.sampled_from(["at_least", "at_most"]))
        return Condition(draw(st.sampled_from(NUMBERS)), test, (draw(st.sampled_from([0, 1, 2.5, 60, 400, 4500.5])),))
    field = draw(st.sampled_from(list(TEXTS)))
    if draw(st.integers(0, 4)) == 0:
        return Condition(field, "known")
    values = draw(st.lists(st.sampled_from(TEXTS[field]), min_size=1, unique=True))
    return Condition(field, draw(st.sampled_from(["is", "is_not"])), tuple(values))


rules = st.lists(condition(), min_size=1, max_size=3).map(lambda found: Rule(tuple(found)))


def plainly(rule: Rule, row: dict[str, Any]) -> bool:
    """The same rule as a sentence of Python."""
    return all(_passes(one, row.get(one.field)) for one in rule.conditions)


def _passes(one: Condition, value: Any) -> bool:
    if one.test == "known":
        return value is not None
    if one.test == "at_least":
        return value is not None and value >= one.values[0]
    if one.test == "at_most":
        return value is not None and value <= one.values[0]
    said = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    inside = said is not None and any(
        " ".join(said.lower().split()) == " ".join(str(wanted).lower().split()) for wanted in one.values
    )
    return inside is (one.test == "is")


@settings(deadline=None, max_examples=150)
@given(rules, practices)
def test_a_rule_holds_for_the_leads_a_loop_finds(rule: Rule, rows: list[dict[str, Any]]) -> None:
    assert rule.holds(leads(*rows)).to_list() == [plainly(rule, row) for row in rows]
    assert Rule.from_json(json.loads(json.dumps(rule.to_json()))) == rule


def test_what_is_not_known_is_none_of_any_values_and_passes_nothing_else() -> None:
    table = leads({"channel": None, "attempts": None})
    held = {
        test: Rule((Condition(field, test, values),)).holds(table).to_list()
        for field, test, values in (
            ("channel", "is", ("form",)),
            ("channel", "is_not", ("form",)),
            ("channel", "known", ()),
            ("attempts", "at_least", (0,)),
            ("attempts", "at_most", (9,)),
        )
    }
    assert held == {"is": [False], "is_not": [True], "known": [False], "at_least": [False], "at_most": [False]}


def test_a_rule_is_said_as_people_say_it() -> None:
    rule = Rule(
        (
            Condition("channel", "is", ("form", "chat", "call")),
            Condition("call_duration_s", "at_least", (90,)),
            Condition("segment_00000001", "is_not", ("Spanish",), "Language"),
            Condition("area", "known"),
        )
    )
    assert rule.words() == (
        "channel is form, chat or call, and call length is at least 90 s, and Language is none of Spanish, "
        "and area is known"
    )


@pytest.mark.parametrize(
    ("field", "test", "values", "why"),
    [
        ("name", "is", ("Ann",), "no field"),
        ("created_at", "known", (), "no field"),
        ("channel", "is", (), "Choose the values"),
        ("channel", "is", (" ",), "Choose the values"),
        ("channel", "at_least", (1,), "is no number"),
        ("attempts", "is", ("1",), "is a number"),
        ("attempts", "at_least", (), "Enter the number"),
        ("attempts", "at_least", (float("nan"),), "Enter the number"),
        ("attempts", "like", (1,), "no comparison"),
    ],
)
def test_a_rule_that_cannot_be_is_answered_by_a_sentence(field: str, test: Any, values: Any, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        Condition(field, test, values)


def test_every_definition_is_some_fields_of_the_practice_and_is_laid_over_it() -> None:
    assert tuple(PARTS) == DEFINITIONS
    own = Practice(name="Quillmere", response_limit_s=3600, areas=("Eastmere",))
    rule = Rule((Condition("channel", "is", ("form",)),))
    other = Practice(response_limit_s=600, qualified_rule=rule, personas=(("Runner", rule),), horizon_days=30)
    assert Practice.from_json(json.loads(json.dumps(other.to_json()))) == other
    agreed: Any = {name: other.said_of(name) for name in ("response_limit", "qualified", "personas")}
    assert own.under(agreed) == Practice(
        name="Quillmere",
        response_limit_s=600,
        areas=("Eastmere",),
        qualified_rule=rule,
        personas=(("Runner", rule),),
    )
    assert own.under({}) == own


def test_personas_have_names_of_their_own_and_do_not_rest_on_themselves() -> None:
    rule = Rule((Condition("channel", "is", ("form",)),))
    with pytest.raises(PracticeError, match="name of its own"):
        Practice(personas=(("Runner", rule), ("runner", rule)))
    with pytest.raises(PracticeError, match="cannot rest on the persona"):
        Practice(personas=(("Runner", Rule((Condition("persona", "known"),))),))
