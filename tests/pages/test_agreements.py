"""Agreements on their page: proposed in a form, tried on the data, agreed by both teams, kept apart from before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.agreed import Condition, Rule
from dashboard.filters import Filters
from dashboard.metrics.leads import lead_table
from dashboard.practice import Practice
from dashboard.store.agreements import Agreement, Definition
from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open

PAGE = "setup/agreements"
FORMS = Rule((Condition("channel", "is", ("form",)),))
REAL = "agreement real_lead"


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in [*app.subheader, *app.markdown, *app.caption, *app.info]).replace("\\", "")


def propose(
    workspace_dir: Path, definition: Definition, by: str = "Mia", words: str = "words", **values: object
) -> int:
    agreements = Workspace(workspace_dir).teams.agreements
    known = agreements.versions(definition)
    rule = Practice().said_of(definition) | values
    return agreements.propose(Agreement(definition, rule, words, by, version=len(known))).id


def in_force(workspace_dir: Path, definition: Definition, words: str = "words", **values: object) -> int:
    number = propose(workspace_dir, definition, words=words, **values)
    for who, team in (("Mia", "marketing"), ("Ann", "sales")):
        Workspace(workspace_dir).teams.agreements.agree(number, who, team)  # type: ignore[arg-type]
    return number


def real_leads(workspace: Workspace, practice: Practice, since: date, until: date) -> int:
    """Counted one lead at a time: in the period by the practice's day, and real by its source or the rule."""
    zone, found = practice.zone, 0
    rule = practice.real_rule
    holds = rule.holds(workspace.leads(practice)).to_list() if rule else None
    table = lead_table(workspace.leads(practice), practice, touches=workspace.touches())
    for place, row in enumerate(table.leads.whole.to_dicts()):
        if not row["created_at"] or not since <= row["created_at"].astimezone(zone).date() < until:
            continue
        call = row["channel"] == "call" and (row["call_answered"] is not None or row["call_duration_s"] is not None)
        short = call and (row["call_answered"] is False or (row["call_duration_s"] or 1e9) <= practice.real_call_s)
        real = row["is_real"] if row["is_real"] is not None else not short and (holds is None or holds[place])
        later = table.progress.furthest[place] > 1
        found += bool(real or later)
    return found


def test_a_version_is_proposed_tried_on_the_data_and_takes_force_when_both_sides_agreed(
    open_app: Open, workspace_dir: Path
) -> None:
    workspace = Workspace(workspace_dir)
    app = open_app(
        PAGE, period="Custom dates", **{"from": "2026-09-01", "to": "2026-09-30"}, who="Leo Park", team="Marketing"
    )
    span = date(2026, 9, 1), date(2026, 10, 1)
    own = workspace.practice()
    app.selectbox(key=f"{REAL} c0 field").select("channel").run()
    app.multiselect(key=f"{REAL} c0 values").select("form").run()
    assert not app.exception
    other = own.under({"real_lead": {"real_rule": FORMS.to_json()}})
    now, then = (real_leads(workspace, practice, *span) for practice in (own, other))
    assert then < now
    assert f"1 Sep to 30 Sep 2026: {now} real leads now, {then} under the proposed rule" in said(app)
    by_campaign = next(one.value for one in app.dataframe if "proposed" in one.value and "campaign" in one.value)
    assert (by_campaign["now"].sum(), by_campaign["proposed"].sum()) == (now, then)

    app.button(key="propose real_lead").click().run()
    assert not app.exception
    (version,) = workspace.teams.agreements.versions()
    assert (version.version, version.by) == (1, "Leo Park")
    assert "only where channel is form" in version.words
    assert workspace.practice() == own

    app.button(key=f"agree {version.id}").click().run()
    assert "Waits for sales" in said(app)
    app.selectbox(key="team").select("sales").run()
    app.button(key=f"agree {version.id}").click().run()
    assert not app.exception
    assert workspace.practice() == other
    assert "Agreed: real lead v1" in said(app)
    assert "In force since" in said(app)
    table = lead_table(workspace.leads(), workspace.practice(), touches=workspace.touches())
    assert int(table.slice(Filters(*span)).counts(table.real)[1]) == then


def test_a_figure_stands_under_the_version_before_beside_the_one_in_force(open_app: Open, workspace_dir: Path) -> None:
    workspace = Workspace(workspace_dir)
    own = workspace.practice()
    in_force(workspace_dir, "real_lead", real_rule=FORMS.to_json())
    app = open_app(PAGE)
    app.session_state["other"] = True
    app.run()
    assert not app.exception
    both = next(one.value for one in app.dataframe if "reached_then" in one.value)
    row = both[both["stage"] == "Real lead"].iloc[0]
    ever = date(2000, 1, 1), date(2100, 1, 1)
    now, then = (real_leads(workspace, practice, *ever) for practice in (workspace.practice(), own))
    assert (row["reached"], row["reached_then"], row["reached_change"]) == (now, then, now - then)


def test_the_second_of_two_proposers_sees_both(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE, who="Maya Torres", team="Sales")
    app.selectbox(key="definition").select("response_limit").run()
    app.number_input(key="agreement response_limit minutes").set_value(30).run()
    propose(workspace_dir, "response_limit", words="Ten minutes.", response_limit_s=600)
    app.button(key="propose response_limit").click().run()
    assert "Someone else changed this" in app.error[0].value
    assert len(Workspace(workspace_dir).teams.agreements.versions()) == 1
    assert "Both versions." in said(app)
    assert "Ten minutes." in said(app)
    assert app.number_input(key="agreement response_limit minutes").value == 30
    app.button(key="propose response_limit").click().run()
    versions = Workspace(workspace_dir).teams.agreements.versions()
    assert [(one.version, one.rule["response_limit_s"]) for one in versions] == [(1, 600), (2, 1800)]


def test_words_of_people_and_files_are_shown_as_they_are_written(open_app: Open, workspace_dir: Path) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:a) :red[y] $z$"
    rule = Rule((Condition("campaign", "is", (hostile,)),))
    propose(workspace_dir, "qualified", by=hostile, words=hostile, qualified_rule=rule.to_json())
    app = open_app(PAGE)
    shown = [one.value for one in [*app.markdown, *app.caption] if "alert" in one.value]
    assert shown
    for value in shown:
        assert "<script>" not in value
        assert "[x](" not in value
        assert ":red[" not in value


def test_a_persona_is_put_together_and_leads_can_be_split_by_it(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE, who="Leo Park", team="Marketing")
    app.selectbox(key="definition").select("personas").run()
    app.text_input(key="agreement personas name 0").set_value("Caller").run()
    assert "Say what a lead of the persona Caller is like" in said(app)
    app.selectbox(key="agreement personas p0 0 field").select("channel").run()
    app.multiselect(key="agreement personas p0 0 values").select("call").run()
    app.button(key="propose personas").click().run()
    assert not app.exception
    (version,) = Workspace(workspace_dir).teams.agreements.versions()
    assert version.words.startswith("Caller: channel is call.")


def test_a_remark_that_tells_who_a_patient_is_is_not_stored(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE, who="Leo Park", team="Marketing")
    app.text_input(key=f"{REAL} remark").set_value("as with ann@mail.example").run()
    app.button(key="propose real_lead").click().run()
    assert "looks like an e-mail address" in app.error[0].value.replace("\\", "")
    assert Workspace(workspace_dir).teams.agreements.versions() == []


def test_every_definition_has_a_form(open_app: Open) -> None:
    app = open_app(PAGE)
    for definition in ("reached", "qualified", "opening_hours", "horizon", "personas", "area", "procedures"):
        app.selectbox(key="definition").select(definition).run()
        assert not app.exception, definition
        assert app.button(key=f"propose {definition}")


def test_a_withdrawn_proposal_is_off_the_table(open_app: Open, workspace_dir: Path) -> None:
    number = propose(workspace_dir, "area", areas=["Eastmere"])
    app = open_app(PAGE, who="Leo Park", team="Marketing")
    app.button(key=f"withdraw {number}").click().run()
    assert "is off the table" in app.info[0].value
    assert Workspace(workspace_dir).teams.agreements.versions()[0].withdrawn_at


def test_what_is_agreed_on_is_not_set_a_second_time(open_app: Open, workspace_dir: Path) -> None:
    workspace = Workspace(workspace_dir)
    workspace.save_practice(Practice(response_limit_s=7200))
    in_force(workspace_dir, "response_limit", response_limit_s=1800)
    app = open_app("setup/settings")
    assert "response limit v1" in said(app)
    assert app.number_input(key="response_limit").disabled
    assert app.number_input(key="response_limit").value == 30
    assert not app.number_input(key="real_call").disabled
    app.number_input(key="real_call").set_value(45)
    app.button[0].click().run()
    assert not app.exception
    assert (workspace.settings().response_limit_s, workspace.settings().real_call_s) == (7200, 45)
    assert (workspace.practice().response_limit_s, workspace.agreed_practice().response_limit_s) == (1800, 1800)


def test_a_proposal_shows_what_it_would_change_to_whoever_is_asked_to_agree(
    open_app: Open, workspace_dir: Path
) -> None:
    number = propose(workspace_dir, "real_lead", real_rule=FORMS.to_json())
    app = open_app(PAGE)
    app.session_state[f"changes {number}"] = True
    app.run()
    assert not app.exception
    assert "under the proposed rule" in said(app)
