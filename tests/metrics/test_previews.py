"""What a proposed version would change, counted on the fingers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest

from dashboard.agreed import DEFINITIONS, Condition, Definition, Rule
from dashboard.filters import Filters
from dashboard.findings.agreements import agreement_words, preview_finding, versions_finding
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.previews import answerable, preview
from dashboard.metrics.versions import VERSIONED, beside
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, campaigns, leads

FORMS = Rule((Condition("channel", "is", ("form",)),))
ROWS: tuple[dict[str, Any], ...] = (
    {"channel": "form", "campaign": "Spring", "first_response_at": NOON + timedelta(minutes=20)},
    {"channel": "chat", "campaign": "Spring", "first_response_at": NOON + timedelta(minutes=50), "qualified": True},
    {"channel": "chat", "campaign": None, "created_at": NOON + timedelta(days=40), "qualified": False},
    {"channel": "call", "campaign": "Fall", "call_answered": True, "call_duration_s": 70.0, "area": "Eastmere"},
)


def cut(practice: Practice, as_of: datetime | None = None, *rows: dict[str, Any]) -> Slice:
    return lead_table(leads(*(rows or ROWS)), practice, as_of=as_of).slice(Filters())


def counted(definition: Definition, by: str | None, proposed: Practice, now: Practice | None = None) -> Any:
    return preview(cut(now or Practice()), cut(proposed), definition, by).rows()


def test_the_leads_that_would_count_stand_beside_those_that_do() -> None:
    proposed = Practice(real_call_s=90, real_rule=FORMS)
    # the second chat goes on counting: it reached a later stage
    assert counted("real_lead", None, proposed) == [(4, 4, 2, -2)]
    assert counted("real_lead", "campaign", proposed) == [
        ("Fall", 1, 1, 0, -1),
        ("Spring", 2, 2, 2, 0),
        (None, 1, 1, 0, -1),
    ]
    assert counted("real_lead", "month", proposed) == [("2026-03", 3, 3, 2, -1), ("2026-04", 1, 1, 0, -1)]
    total = preview(cut(Practice()), cut(proposed), "real_lead")
    assert preview_finding(total, "real_lead", "all dates") == "All dates: 4 real leads now, 2 under the proposed rule"


def test_every_definition_counts_what_it_speaks_of() -> None:
    assert counted("qualified", None, Practice(qualified_rule=FORMS)) == [(4, 1, 0, -1)]
    assert counted("response_limit", None, Practice(response_limit_s=1800)) == [(4, 2, 1, -1)]
    closed = Practice(opening=(None, *Practice().opening[1:]))
    # on a closed day no time runs, and an answer is within any limit
    assert counted("opening_hours", None, closed, Practice(response_limit_s=1800)) == [(4, 1, 2, 1)]
    # of the three that have been silent for 40 days one is at the last stage known
    assert counted("horizon", None, Practice(horizon_days=60), Practice(horizon_days=10)) == [(4, 2, 0, -2)]
    assert counted("personas", "persona", Practice(personas=(("Form", FORMS),))) == [
        ("Form", 1, 0, 1, 1),
        (None, 4, 0, 0, 0),
    ]


@pytest.mark.parametrize(("definition", "signal"), [("area", "out_of_area"), ("procedures", "not_offered")])
def test_leads_out_of_area_and_asking_for_what_is_not_offered_are_those_that_show_it(
    definition: Definition, signal: str
) -> None:
    before, after = cut(Practice()), cut(Practice(), None, *(row | {"signals": signal} for row in ROWS))
    assert preview(before, after, definition).rows() == [(4, 0, 4, 4)]


def test_data_that_do_not_speak_of_it_say_so() -> None:
    table = cut(Practice(), None, {"channel": "form"}).table
    assert [name for name in DEFINITIONS if not answerable(table, name)] == [
        "reached",
        "qualified",
        "response_limit",
        "opening_hours",
        "area",
        "procedures",
    ]


@pytest.mark.parametrize("name", VERSIONED)
def test_a_figure_stands_beside_itself_under_another_version(name: str) -> None:
    figure, personas = VERSIONED[name], (("Form", FORMS),)
    practice = Practice(personas=personas)
    other = replace(practice, real_rule=FORMS, qualified_rule=FORMS, response_limit_s=1800)
    now, then = (figure.table(cut(one), campaigns()) for one in (practice, other))
    both = beside(now, then, figure.key, figure.columns)
    assert both.columns == [
        figure.key,
        *(f"{name}{end}" for name in figure.columns for end in ("", "_then", "_change")),
    ]
    by_hand = {
        "funnel": [("inquiry", 4, 4), ("real", 4, 2), ("qualified", 1, 0)],
        "quality": [("Spring", 2, 1), ("Fall", 1, 0), (None, 1, 0)],
        "response": [("Spring", 1.0, 0.5), ("Fall", 0.0, 0.0), (None, 0.0, 0.0)],
    }
    if name == "funnel":
        assert both.select("stage", "reached", "reached_then").rows() == [
            ("inquiry", 4, 4),
            ("real", 4, 1),
            ("qualified", 1, 0),
        ]
    elif name in by_hand:
        assert both.select(figure.key, figure.columns[0], f"{figure.columns[0]}_then").rows() == by_hand[name]
    assert both.select(pl.col(f"{one}_change") for one in figure.columns).rows() == [
        tuple(None if a is None or b is None else a - b for a, b in zip(row[::2], row[1::2], strict=True))
        for row in both.select(part for one in figure.columns for part in (one, f"{one}_then")).rows()
    ]


def test_what_differs_most_is_said() -> None:
    figure = VERSIONED["funnel"]
    now, then = (figure.table(cut(one), campaigns()) for one in (Practice(), Practice(real_rule=FORMS)))
    both = beside(now, then, figure.key, figure.columns)
    assert versions_finding(both, "stage", figure.columns, "real lead v2", "the settings") == (
        "1 of 3 lines differ between real lead v2 and the settings, most Real lead (reached): 4 and 2"
    )
    same = beside(now, now, figure.key, figure.columns)
    assert versions_finding(same, "stage", figure.columns, "v2", "v1") == "Nothing differs between v2 and v1"


def test_definitions_are_said_in_words() -> None:
    rule = Rule((Condition("payer", "known"),))
    practice = Practice(
        real_call_s=90,
        real_rule=FORMS,
        qualified_rule=rule,
        personas=(("Runner", rule),),
        areas=("Eastmere", "Westmere"),
        holiday_country="US",
    )
    words = {name: agreement_words(name, practice) for name in DEFINITIONS}
    assert words["real_lead"].endswith("a call that was answered and longer than 90 s; only where channel is form.")
    assert words["reached"] == "Whoever the file says spoke or wrote with the practice, both ways."
    assert words["qualified"] == "Whoever the file calls qualified; only where payer is known."
    assert words["response_limit"] == "A person answers within 1 h of opening hours."
    assert words["opening_hours"] == (
        "Monday to Friday 09:00 to 17:00, Saturday and Sunday closed; closed on the public holidays of US."
    )
    assert words["personas"] == "Runner: payer is known. The first that fits counts."
    assert words["area"] == "Patients come from Eastmere and Westmere."
    assert words["procedures"] == "No procedures are named."
