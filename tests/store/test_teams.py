"""What the teams write down: kept whole, also by two people at once and in a workspace of an older Leadloop."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from dashboard.filters import Filters
from dashboard.store import records
from dashboard.store.actions import Action
from dashboard.store.agreements import Agreement
from dashboard.store.briefs import Brief
from dashboard.store.feedback import Feedback
from dashboard.store.goals import Goal
from dashboard.store.imports import StoreError
from dashboard.store.ledger import ConflictError
from dashboard.store.response_tests import ResponseTest
from dashboard.store.shadowing import Shadowing
from dashboard.store.syncs import Sync
from dashboard.store.teams import TABLES, Teams
from dashboard.store.workspace import Workspace

DAY = date(2026, 3, 2)
SLICE = Filters.of(date(2026, 1, 1), date(2026, 2, 1), {"campaign": ["Spring", None], "doctor": ["Dr. Ames"]})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "practice")


@pytest.fixture
def teams(workspace: Workspace) -> Teams:
    return workspace.teams


def heard(words: str, **more: object) -> Feedback:
    return Feedback(**({"kind": "question", "words": words, "who": "Ann", "said_on": DAY} | more))  # type: ignore[arg-type]


def everything(teams: Teams) -> None:
    """One record of every kind."""
    teams.feedback.gather([heard("Does it hurt?", campaign="Spring", rating=4, team="sales")])
    brief = teams.briefs.save(Brief("Spring", DAY, questions=(("Does it hurt?", "No."),), links=("https://a.example",)))
    teams.briefs.acknowledge(brief.brief, 1, "Ann")
    teams.pictures.add(b"picture")
    agreement = teams.agreements.propose(
        Agreement("response_limit", {"response_limit_s": 1800}, "Half an hour.", "Mia")
    )
    teams.agreements.agree(agreement.id, "Mia", "marketing")
    teams.goals.add(Goal("Consults", "consult_booked", DAY, date(2026, 4, 1), 45, "sales", slice=SLICE))
    sync = teams.syncs.save(Sync("Ann", DAY, datetime(2026, 3, 1, tzinfo=UTC), SLICE, "v-1", {"leads": 618}))
    teams.actions.add(Action("Call at noon", "Ann", due=DAY, slice=SLICE, sync_id=sync.id))
    teams.shadowings.add(Shadowing(DAY, "Mia", "Callers ask for the price first.", "marketing", "the phones"))
    teams.response_tests.save(ResponseTest("Mia", DAY, 20, "LASIK", channel="form"))


def test_an_empty_workspace_has_no_records_and_asking_makes_no_folder(workspace: Workspace) -> None:
    teams = workspace.teams
    assert (teams.feedback.all(), teams.briefs.newest(), teams.agreements.in_force(), teams.syncs.all()) == (
        [],
        [],
        {},
        [],
    )
    assert set(teams.whole()) == {table.name for table in TABLES}
    assert not workspace.folder.exists()


def test_what_was_written_is_read_back_the_same(teams: Teams) -> None:
    goal = teams.goals.add(Goal("Consults", "consult_booked", DAY, date(2026, 4, 1), 45, "sales", slice=SLICE))
    assert teams.goals.all() == [goal]
    assert goal.slice == SLICE
    sync = teams.syncs.save(
        Sync("Ann", DAY, datetime(2026, 3, 1, tzinfo=UTC), SLICE, "v-1", {"rate": 0.1 + 0.2}, imports=(1, 3))
    )
    assert teams.syncs.one(sync.id) == sync
    assert teams.syncs.one(sync.id).figures["rate"] == 0.1 + 0.2
    brief = teams.briefs.save(Brief("Spring", DAY, questions=(("Q", "A"), ("Q2", "")), pictures=("d1",)))
    assert teams.briefs.versions() == [brief]


def test_the_second_of_two_writers_is_told_and_shown_both(teams: Teams) -> None:
    action = teams.actions.add(Action("Call at noon", "Ann"))
    theirs = teams.actions.change(replace(action, what="Call at one"))
    with pytest.raises(ConflictError) as told:
        teams.actions.change(replace(action, who="Ben"))
    assert (told.value.mine, told.value.theirs) == (replace(action, who="Ben"), theirs)
    assert teams.actions.change(replace(theirs, who="Ben")).version == 3
    assert [(one.what, one.who) for one in teams.actions.all()] == [("Call at one", "Ben")]


def test_two_versions_of_a_brief_written_from_the_same_one_do_not_cover_each_other(teams: Teams) -> None:
    first = teams.briefs.save(Brief("Spring", DAY, offer="10 % off"))
    second = teams.briefs.save(replace(first, offer="15 % off"))
    with pytest.raises(ConflictError) as told:
        teams.briefs.save(replace(first, script="Say hello"))
    assert told.value.theirs == second
    assert [(one.version, one.offer) for one in teams.briefs.versions(first.brief)] == [
        (1, "10 % off"),
        (2, "15 % off"),
    ]
    with pytest.raises(StoreError, match="Name the campaign"):
        teams.briefs.save(Brief(" ", DAY))
    other = teams.briefs.save(Brief("Autumn", DAY))
    assert [one.campaign for one in teams.briefs.newest()] == ["Autumn", "Spring"]
    assert other.brief != first.brief


def test_many_who_write_at_once_lose_nothing_and_only_one_of_them_is_first(teams: Teams) -> None:
    brief = teams.briefs.save(Brief("Spring", DAY))

    def write(number: int) -> str:
        teams.feedback.gather([heard(f"word {number}")])
        try:
            teams.briefs.save(replace(brief, offer=str(number)))
        except ConflictError:
            return "told"
        return "saved"

    with ThreadPoolExecutor(8) as writers:
        outcomes = sorted(writers.map(write, range(16)))
    assert outcomes == ["saved"] + ["told"] * 15
    assert sorted(one.words for one in teams.feedback.all()) == sorted(f"word {number}" for number in range(16))
    assert [one.version for one in teams.briefs.versions()] == [1, 2]


def test_who_has_read_which_version_is_kept_once(teams: Teams) -> None:
    brief = teams.briefs.save(Brief("Spring", DAY))
    for who in ("Ann", "Ann", "Ben"):
        teams.briefs.acknowledge(brief.brief, brief.version, who)
    assert [(one.version, one.who) for one in teams.briefs.acknowledgements()] == [(1, "Ann"), (1, "Ben")]


@pytest.mark.parametrize(
    "address",
    ["http://a.example", "javascript:alert(1)", "https://", "https://me@a.example", "https://a.example/](x)", "a"],
)
def test_only_plain_https_addresses_go_into_a_brief(address: str) -> None:
    with pytest.raises(StoreError, match="no address to link to"):
        Brief("Spring", DAY, links=(address,))
    with pytest.raises(StoreError, match="no address to link to"):
        Brief("Spring", DAY, landing_page=address)


def test_feedback_begins_a_theme_of_its_own_unless_it_names_one(teams: Teams) -> None:
    first, second, third = teams.feedback.gather([heard("Does  it hurt?"), heard("does it hurt?"), heard("", rating=2)])
    assert first.theme_id == second.theme_id
    assert third.theme_id is None
    teams.feedback.gather([heard("Is it painful?", theme_id=first.theme_id)])
    assert [theme.name for theme in teams.themes.all()] == ["Does it hurt?"]
    assert teams.feedback.table()["theme"].to_list() == ["Does it hurt?", "Does it hurt?", None, "Does it hurt?"]


def test_merged_themes_count_as_one_and_those_merged_before_come_along(teams: Teams) -> None:
    a, b, c = (one.theme_id for one in teams.feedback.gather([heard("a"), heard("b"), heard("c")]))
    assert a is not None
    assert b is not None
    assert c is not None
    teams.themes.merge(teams.themes.one(a), teams.themes.one(b))
    teams.themes.merge(teams.themes.one(b), teams.themes.one(c))
    assert teams.feedback.table()["theme"].to_list() == ["c", "c", "c"]
    with pytest.raises(StoreError, match="still stands"):
        teams.themes.merge(teams.themes.one(c), teams.themes.one(a))


def test_a_theme_changed_since_it_was_read_is_not_merged_away(teams: Teams) -> None:
    a, b = (teams.themes.one(one.theme_id or 0) for one in teams.feedback.gather([heard("a"), heard("b")]))
    teams.themes.change(replace(a, name="renamed"))
    with pytest.raises(ConflictError):
        teams.themes.merge(a, b)
    assert [theme.merged_into for theme in teams.themes.all()] == [None, None]


def test_removed_feedback_leaves_none_of_its_words_behind(teams: Teams) -> None:
    planted, _ = teams.feedback.gather([heard("planted words"), heard("others")])
    teams.feedback.remove(planted.id)
    assert [one.words for one in teams.feedback.all()] == ["others"]
    assert "planted" not in json.dumps(teams.whole())


def test_an_agreement_takes_force_when_both_sides_agreed_and_only_that_changes_the_version(
    workspace: Workspace,
) -> None:
    agreements = workspace.teams.agreements
    first = agreements.propose(
        Agreement("real_lead", {"real_call_s": 60, "real_rule": None}, "A call over a minute.", "Mia")
    )
    before = workspace.version
    agreements.agree(first.id, "Mia", "marketing")
    agreements.agree(first.id, "Otto", "operations")
    assert agreements.in_force() == {}
    assert workspace.version == before
    ruling = agreements.agree(first.id, "Ann", "sales")
    assert workspace.version != before
    assert agreements.in_force() == {"real_lead": ruling}
    assert ruling.in_force_at is not None
    assert agreements.in_force(datetime(2020, 1, 1, tzinfo=UTC)) == {}
    assert [(one.team, one.who) for one in agreements.agreed()] == [
        ("marketing", "Mia"),
        ("operations", "Otto"),
        ("sales", "Ann"),
    ]


def test_a_proposal_made_without_seeing_the_newest_one_is_told_so(teams: Teams) -> None:
    agreements = teams.agreements
    first = agreements.propose(Agreement("real_lead", {"real_call_s": 60, "real_rule": None}, "A minute.", "Mia"))
    second = agreements.propose(replace(first, rule={"real_call_s": 30, "real_rule": None}, words="Half a minute."))
    with pytest.raises(ConflictError) as told:
        agreements.propose(replace(first, rule={"real_call_s": 90, "real_rule": None}))
    assert told.value.theirs == second
    agreements.withdraw(second.id)
    with pytest.raises(StoreError, match="not on the table"):
        agreements.agree(second.id, "Ann", "sales")


def test_no_figure_is_worked_out_again_for_what_the_teams_write(workspace: Workspace) -> None:
    workspace.teams.feedback.gather([heard("first")])
    before = workspace.version
    everything(workspace.teams)
    assert workspace.version == before


def test_the_whole_of_it_is_plain_json(teams: Teams) -> None:
    everything(teams)
    whole = json.loads(json.dumps(teams.whole()))
    assert {name: len(rows) for name, rows in whole.items()} == {table.name: 1 for table in TABLES}
    assert whole["goals"][0]["slice"]["where"] == {"campaign": ["Spring", None], "doctor": ["Dr. Ames"]}
    assert whole["pictures"][0]["content"] == "cGljdHVyZQ=="


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006"])
def test_a_workspace_of_every_older_leadloop_opens_with_what_was_in_it(tmp_path: Path, revision: str) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    config = Config()
    config.set_main_option("script_location", str(Path(records.__file__).parent / "migrations"))
    with sa.create_engine(f"sqlite:///{folder / 'records.sqlite'}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql("insert into state values ('abcd', 7, '{\"name\": \"Quillmere\"}')")
        connection.exec_driver_sql(
            "insert into imports values (1, '2026-01-31T12:00:00+00:00', '2026-02-01T12:00:00+00:00')"
        )
    workspace = Workspace(folder)
    assert workspace.agreed_practice().name == "Quillmere"
    assert workspace.version == "abcd-7"
    assert [(done.id, done.undone) for done in workspace.imports()] == [(1, True)]
    everything(workspace.teams)
    assert [one.words for one in Workspace(folder).teams.feedback.all()] == ["Does it hurt?"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: heard(""),
        lambda: heard("x" * 1001),
        lambda: heard("x", rating=6),
        lambda: heard("x", kind="gossip"),
        lambda: heard("x", team="board"),
        lambda: Goal(" ", "leads", DAY, date(2026, 4, 1), 1, "sales"),
        lambda: Goal("Leads", "leads", DAY, DAY, 1, "sales"),
        lambda: Action("", "Ann"),
        lambda: Action("Call", "Ann", status="done"),
        lambda: Agreement("real_lead", {}, "", "Mia"),
        lambda: Brief("Spring", DAY, starts=date(2026, 3, 9), ends=date(2026, 3, 1)),
    ],
)
def test_what_cannot_be_is_answered_by_a_sentence(wrong: object) -> None:
    with pytest.raises(StoreError, match=r"\.$"):
        wrong()  # type: ignore[operator]


def test_words_that_tell_who_a_patient_is_are_refused_by_the_store_itself(workspace: Workspace) -> None:
    for words in ("write to planted@example.com", "planted, born 3/4/1981"):
        with pytest.raises(StoreError, match="leave that out"):
            workspace.teams.feedback.gather([heard("fine"), heard(words)])
    with pytest.raises(StoreError, match="a phone number"):
        workspace.teams.feedback.gather([heard("fine", lead_id="212-555-0147")])
    assert workspace.teams.feedback.all() == []


def test_a_saved_sync_is_named_at_the_actions_decided_in_it(teams: Teams) -> None:
    here, before = teams.actions.add(Action("Call at noon", "Ann")), teams.actions.add(Action("Call at one", "Ann"))
    first = teams.syncs.save(Sync("Ann", DAY, datetime(2026, 3, 1, tzinfo=UTC), SLICE, "v-1", {}), [before.id])
    second = teams.syncs.save(
        Sync("Ann", DAY, datetime(2026, 3, 1, tzinfo=UTC), SLICE, "v-1", {}), [here.id, before.id]
    )
    assert [one.sync_id for one in teams.actions.all()] == [second.id, first.id]
    with pytest.raises(ConflictError):
        teams.actions.change(replace(here, what="Call at two"))


def test_minutes_and_briefs_that_tell_who_a_patient_is_are_refused_by_the_store_itself(teams: Teams) -> None:
    seen = Sync("Ann", DAY, datetime(2026, 3, 1, tzinfo=UTC), SLICE, "v-1", {"wins": ["No inquiry since 1 May 2019"]})
    for words in ({"notes": "Call 212-555-0147"}, {"wins": ["Won: planted, born 3/4/1981"]}):
        with pytest.raises(StoreError, match="leave that out"):
            teams.syncs.save(replace(seen, words=words))
    # what is suggested is worked out from figures and records, whatever dates it names
    teams.syncs.save(replace(seen, words={"wins": ["No inquiry since 1 May 2019"], "challenges": None, "notes": ""}))
    teams.briefs.save(Brief("Spring", DAY, script="Our number is 212-555-0100, at 12 Elm Street"))
    for brief in (
        Brief("Spring", DAY, script="Like planted@example.com"),
        Brief("Spring", DAY, questions=(("Does it hurt?", "Ask MRN 1234567"),)),
    ):
        with pytest.raises(StoreError, match="leave that out"):
            teams.briefs.save(brief)
    assert (len(teams.syncs.all()), len(teams.briefs.versions())) == (1, 1)
