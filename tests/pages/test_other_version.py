"""The figures of a page a second time, under another version of an agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.agreed import Condition, Rule
from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable, Slice, lead_table
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.store.agreements import Agreement
from dashboard.store.workspace import Workspace
from dashboard.ui import again, leak_search
from dashboard.ui.escape import JOINER

Open = Callable[..., AppTest]
FORMS = Rule((Condition("channel", "is", ("form",)),))
MONTH = {"period": "Custom dates", "from": "2026-09-01", "to": "2026-09-30"}
SEPTEMBER = Filters.of(date(2026, 9, 1), date(2026, 10, 1))


def said(app: AppTest) -> str:
    shown = [*app.subheader, *app.caption, *app.info, *app.warning]
    return "\n".join(str(one.value) for one in shown).replace("\\", "").replace(JOINER, "").replace("\u00a0", " ")


@pytest.fixture
def versions(workspace_dir: Path) -> Workspace:
    """Real lead as the sample has it, agreed; then forms only, agreed; then calls, proposed."""
    here = Workspace(workspace_dir)
    practice, agreements = here.practice(), here.teams.agreements
    for number, (call_s, rule) in enumerate(((60, None), (60, FORMS), (600, None))):
        rules = replace(practice, real_call_s=call_s, real_rule=rule).said_of("real_lead")
        one = agreements.propose(Agreement("real_lead", rules, f"rule {number + 1}", "Mia", version=number))
        if number < 2:
            agreements.agree(one.id, "Mia", "marketing")
            agreements.agree(one.id, "Ann", "sales")
    return here


def real_in(here: Workspace, version: int) -> int:
    """Real leads of September, counted by a loop."""
    count, zone = 0, here.practice().zone
    for lead in here.leads().iter_rows(named=True):
        day = lead["created_at"].astimezone(zone).date()
        if not date(2026, 9, 1) <= day < date(2026, 10, 1):
            continue
        called = lead["channel"] == "call"
        limit = 600 if version == 3 else 60
        short = called and (lead["call_answered"] is False or (lead["call_duration_s"] or limit + 1) <= limit)
        real = not short and (version != 2 or lead["channel"] == "form")
        real = real if lead["is_real"] is None else lead["is_real"]
        later = (lead[stage] for stage in ("reached", "qualified", "consult_booked", "procedure_booked"))
        count += bool(real or any(later))
    return count


@pytest.mark.parametrize(("name", "version"), [("real lead v1", 1), ("real lead v3", 3)])
def test_a_figure_stands_beside_itself_under_another_version(
    open_app: Open, versions: Workspace, name: str, version: int
) -> None:
    app = open_app("leaks/funnel", beside=name, **MONTH)
    words = said(app)
    assert f"Each figure stands a second time under {name}, instead of real lead v2: rule {version}" in words
    assert words.count(f"The same under {name}, instead of real lead v2") == 4
    lost = [line for line in words.splitlines() if line.startswith("Most are lost between real lead and reached")]
    assert [f"of {real_in(versions, number):,} (" in line for number, line in zip((2, version), lost, strict=True)] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("page", "sections"),
    [("leaks/response", 8), ("leaks/follow_up", 8), ("leaks/campaigns", 6), ("leaks/leaks", 2), ("sync/sync", 1)],
)
def test_every_section_of_a_page_stands_a_second_time(
    open_app: Open, versions: Workspace, page: str, sections: int
) -> None:
    words = said(open_app(page, beside="real lead v1", part="Scorecard", **MONTH))
    assert words.count("The same under real lead v1, instead of real lead v2") == sections


def test_a_leaks_leads_what_if_and_the_days_a_stop_stays_hidden_stand_a_second_time(
    open_app: Open, versions: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor = (("doctor", "Dr. Tomas Lindqvist"),)
    found = Leak(("consult_booked", "consult_attended"), doctor, 366, 321.0, 183, 138.0, 110.0, 166.0, 412_345.0, "USD",
                 0.005, "operations")  # fmt: skip

    def find(leads: Slice, told: object) -> LeakReport:
        return LeakReport(leads.table.as_of, leads.size, 240, 11.6, (found,), (), (), ())

    monkeypatch.setattr(leak_search, "find_leaks", find)
    app = open_app("leaks/leaks", beside="real lead v1", period="All dates")
    words = said(app)
    assert words.count("Closing that much would bring about 138 more consults attended") == 2
    assert words.count(" instead of ") > words.count("instead of real lead v2")
    # the leaks, closing them, moving a stage
    assert words.count("The same under real lead v1, instead of real lead v2") == 3

    assert words.count("1 leak stands out") == 2
    versions.dismissals.add(found.id, "Looked into")
    assert said(app.run()).count("Nothing else stands out") == 2
    versions.dismissals.undo(found.id)
    app.run()

    app.toggle(key=f"leads {found.id}").set_value(True).run()
    app.session_state["hidden"] = True
    app.run()
    assert not app.exception
    listed = [frame.value for frame in app.dataframe if "Lead" in frame.value.columns]
    assert [len(one) for one in listed] == [177, 177]
    assert [list(one["Doctor"].unique()) for one in listed] == [["Dr. Tomas Lindqvist"]] * 2
    days = [frame.value for frame in app.dataframe if "Consult booked" in frame.value.columns]
    assert len(days) == 2
    # only forms are real leads under the version in force: fewer a day, so that a stop shows later
    assert days[0]["Real lead"][0] >= days[1]["Real lead"][0]


def test_why_a_rate_changed_is_told_under_the_other_version_too(open_app: Open, versions: Workspace) -> None:
    app = open_app("leaks/funnel", beside="real lead v1", compare="Period before", **MONTH)
    words = said(app)
    assert words.count("The same under real lead v1, instead of real lead v2") == 6
    assert words.count("Each step beside the period compared") == 2
    shares = [card.value for card in app.metric if card.label == "Real lead"]
    assert len(shares) == 2
    assert shares[0] != shares[1]


def test_the_choice_is_offered_once_there_is_a_version_and_an_unknown_one_is_left_out(
    open_app: Open, workspace_dir: Path
) -> None:
    app = open_app("leaks/funnel", beside="real lead v7", **MONTH)
    assert not [box for box in app.selectbox if box.key == "beside"]
    assert "second time" not in said(app)


def test_how_it_was_before_any_agreement_can_be_shown_too(open_app: Open, versions: Workspace) -> None:
    app = open_app("leaks/follow_up", **MONTH)
    assert app.selectbox(key="beside").options == ["real lead v3", "real lead v1", "real lead before any agreement"]
    app.selectbox(key="beside").set_value("real lead before any agreement").run()
    assert not app.exception
    assert "The same under real lead before any agreement, instead of real lead v2" in said(app)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> LeadTable:
    here = Workspace(tmp_path_factory.mktemp("sample"))
    return lead_table(here.leads(), here.practice(), here.segments(), None, here.touches())


@pytest.mark.parametrize("filters", [SEPTEMBER, Filters.of(date(2026, 9, 1), date(2026, 9, 2), {"channel": ["chat"]})])
def test_every_figure_can_be_drawn_of_other_leads_also_of_a_handful(table: LeadTable, filters: Filters) -> None:
    leads = table.slice(filters)
    figures = (
        again.funnel,
        again.weeks("consult_booked"),
        again.panels("campaign"),
        again.answered("channel", True),
        again.answered(None, False),
        again.bands("consult_booked", True),
        again.segments("doctor", "consult_booked", 15),
        again.converted("doctor", "consult_booked"),
        again.pairs("campaign", "doctor", "consult_booked", 15),
        again.costs("cost_per_lead", "USD"),
        again.reasons("campaign"),
        again.waiting,
        again.outcomes("doctor", 12),
        again.no_shows("doctor", "Doctor", 12),
        again.days_ahead,
    )
    for figure in figures:
        drawn = figure(leads)
        assert drawn.finding
        assert drawn.alt
        assert drawn.chart.data is not None
