"""What a version of a definition is made of, as widgets: from the practice's values and back to a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from dashboard.agreed import Definition, Rule, RuleError
from dashboard.metrics.leads import LeadTable
from dashboard.practice import WEEKDAYS, Practice
from dashboard.store.agreements import Agreement
from dashboard.ui.opening_fields import opening_fields, opening_typed, opening_values
from dashboard.ui.rule_fields import rule_fields, rule_labels, rule_typed, rule_values
from dashboard.ui.writing import Writing

Form = Writing[Agreement]
PERSONAS: Final = 6
_RULES: Final[Mapping[Definition, str]] = {
    "real_lead": "real_rule",
    "reached": "reached_rule",
    "qualified": "qualified_rule",
}
_LISTS: Final[Mapping[Definition, tuple[str, str]]] = {
    "area": ("areas", "Areas, one a line: a city, a county, a state"),
    "procedures": ("procedures", "Procedures offered, one a line"),
}


def values(definition: Definition, practice: Practice) -> dict[str, Any]:
    """What the widgets begin with, by name."""
    match definition:
        case "real_lead" | "reached" | "qualified":
            rule = rule_values(getattr(practice, _RULES[definition]), "c")
            return rule | ({"seconds": practice.real_call_s} if definition == "real_lead" else {})
        case "response_limit":
            return {"minutes": max(1, round(practice.response_limit_s / 60))}
        case "opening_hours":
            return opening_values(practice)
        case "horizon":
            return {"percent": round(practice.silent_share * 100, 1), "days": practice.horizon_days}
        case "personas":
            found: dict[str, Any] = {}
            for place in range(PERSONAS):
                name, kind = practice.personas[place] if place < len(practice.personas) else ("", None)
                found |= {f"name {place}": name} | rule_values(kind, f"p{place} ")
            return found
        case "area" | "procedures":
            return {"lines": "\n".join(getattr(practice, _LISTS[definition][0]))}


def labels(definition: Definition) -> dict[str, str]:
    """What the widgets are called where two versions stand beside each other."""
    told = {"seconds": "A call counts after (seconds)", "minutes": "Minutes", "percent": "Share", "days": "Days"}
    told |= {f"open {day}": f"{WEEKDAYS[day]} open" for day in range(7)}
    told |= {f"from {day}": f"{WEEKDAYS[day]} from" for day in range(7)}
    told |= {f"to {day}": f"{WEEKDAYS[day]} to" for day in range(7)}
    told |= {"lines": "One a line", "country": "Public holidays", "region": "State or region"} | rule_labels("c")
    for place in range(PERSONAS):
        told |= {f"name {place}": f"Persona {place + 1}"}
        told |= {key: f"Persona {place + 1}, {said.lower()}" for key, said in rule_labels(f"p{place} ").items()}
    return told


def draw(form: Form, definition: Definition, table: LeadTable) -> None:
    """Draw the widgets of a definition."""
    match definition:
        case "real_lead" | "reached" | "qualified":
            if definition == "real_lead":
                _number(form, "seconds", "A call is a real lead after (seconds)", 0, 3600)
            st.caption("Only leads for which all of this holds:")
            rule_fields(form, "c", table)
        case "response_limit":
            _number(form, "minutes", "Answer a lead within (minutes)", 1, 14 * 24 * 60)
        case "opening_hours":
            opening_fields(form)
        case "horizon":
            st.number_input(
                "Lost when silent for longer than this share (%) of those who went on took",
                50.0,
                99.9,
                key=form.widget("percent"),
                persist_state="session",
            )
            _number(form, "days", "Where too few went on to tell, lost after (days)", 1, 1000)
        case "personas":
            _personas(form, table)
        case "area" | "procedures":
            st.text_area(_LISTS[definition][1], key=form.widget("lines"), height=150, persist_state="session")


def typed(form: Form, definition: Definition, practice: Practice, segments: Mapping[str, str]) -> dict[str, Any]:
    """The rule as it stands in the form, plain values as `Practice.said_of` gives them; `practice` gives what the form
    leaves alone. Raises RuleError for what is not finished."""
    found: dict[str, Any] = dict(practice.said_of(definition))
    match definition:
        case "real_lead" | "reached" | "qualified":
            rule = rule_typed(form, "c", segments)
            found[_RULES[definition]] = rule.to_json() if rule else None
            if definition == "real_lead":
                found["real_call_s"] = int(form.typed("seconds") or 0)
        case "response_limit":
            found["response_limit_s"] = int(form.typed("minutes") or 0) * 60
        case "opening_hours":
            found |= opening_typed(form)
        case "horizon":
            found |= {"silent_share": round((form.typed("percent") or 0) / 100, 4), "horizon_days": form.typed("days")}
        case "personas":
            kinds = [_persona(form, place, segments) for place in range(PERSONAS)]
            found["personas"] = [[name, rule.to_json()] for name, rule in kinds if rule]
        case "area" | "procedures":
            lines = (" ".join(line.split()) for line in form.typed("lines").splitlines())
            found[_LISTS[definition][0]] = list(dict.fromkeys(line for line in lines if line))
    return found


def _number(form: Form, name: str, label: str, least: int, most: int) -> None:
    st.number_input(label, least, most, key=form.widget(name), persist_state="session")


def _personas(form: Form, table: LeadTable) -> None:
    st.caption("A lead is the first persona whose conditions all hold; what a file names itself stands.")
    filled = [place for place in range(PERSONAS) if form.typed(f"name {place}") or form.typed(f"p{place} 0 field")]
    for place in range(min(PERSONAS, max(filled, default=-1) + 2)):
        st.text_input(
            f"Persona {place + 1}",
            key=form.widget(f"name {place}"),
            max_chars=60,
            placeholder="A name both teams use",
            persist_state="session",
        )
        if place in filled:
            rule_fields(form, f"p{place} ", table, without=("persona",))


def _persona(form: Form, place: int, segments: Mapping[str, str]) -> tuple[str, Rule | None]:
    name, rule = " ".join(form.typed(f"name {place}").split()), rule_typed(form, f"p{place} ", segments)
    if name and not rule:
        raise RuleError(f"Say what a lead of the persona {name} is like.")
    return name, rule
