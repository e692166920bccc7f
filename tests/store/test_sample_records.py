"""What the sample practice's teams wrote: in view until the practice begins, and never among its own records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from dashboard.cli.sample_sync import last_sync
from dashboard.findings.agreements import agreement_words
from dashboard.ingest.telling import telling
from dashboard.metrics.measures import BY_NAME
from dashboard.metrics.themes import alike
from dashboard.minutes.agenda import Agenda, Kept
from dashboard.sample.people import COUNSELORS
from dashboard.store import sample_records
from dashboard.store.actions import Action
from dashboard.store.agreements import Agreement
from dashboard.store.backup import back_up
from dashboard.store.feedback import Feedback
from dashboard.store.records import METADATA, migrate
from dashboard.store.restoring import restore
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads

DAY = date(2026, 10, 31)


def _sample(folder: Path) -> Workspace:
    return Workspace(folder, sample_records=True)


def test_a_new_workspace_shows_what_the_samples_teams_wrote_and_leaves_no_file(workspace_dir: Path) -> None:
    teams = _sample(workspace_dir).teams
    assert len(teams.feedback.all()) == 16
    assert [brief.version for brief in teams.briefs.newest()] == [1, 1, 2]
    assert set(teams.agreements.in_force()) == {"real_lead", "response_limit", "opening_hours"}
    assert [goal.team for goal in teams.goals.all()] == ["marketing", "sales", "operations"]
    assert [action.status for action in teams.actions.all()] == ["done", "done", "open", "open"]
    assert [sync.id for sync in teams.syncs.all()] == [1]
    assert not workspace_dir.exists()


def test_what_is_written_into_the_sample_stays_out_of_the_practices_own_records(workspace_dir: Path) -> None:
    here = _sample(workspace_dir)
    here.teams.feedback.gather([Feedback("question", "Does it hurt?", "Maya", DAY)])
    first = here.teams.actions.one(3)
    here.teams.actions.change(replace(first, status="done", done_on=DAY))
    again = _sample(workspace_dir).teams
    assert [one.words for one in again.feedback.all()][-1] == "Does it hurt?"
    assert again.actions.one(3).status == "done"
    assert Workspace(workspace_dir).teams.whole() == {name: [] for name in again.whole()}


def test_the_first_import_takes_the_samples_records_with_it(workspace_dir: Path) -> None:
    here = _sample(workspace_dir)
    here.teams.feedback.gather([Feedback("question", "Does it hurt?", "Maya", DAY)])
    here.add([leads({"lead_id": "1", "created_at": at(10, 1)}, through=at(10, 2))])
    assert not any(here.teams.whole().values())
    assert not (workspace_dir / sample_records.FILE).exists()
    here.teams.feedback.gather([Feedback("question", "Is parking free?", "Maya", DAY)])
    assert [one.words for one in Workspace(workspace_dir).teams.feedback.all()] == ["Is parking free?"]
    here.undo(1)
    assert [one.words for one in _sample(workspace_dir).teams.feedback.all()] == ["Is parking free?"]


def test_a_backup_is_restored_into_a_folder_where_only_the_sample_was_tried(
    workspace_dir: Path, tmp_path: Path
) -> None:
    own = Workspace(tmp_path / "own")
    own.add([leads({"lead_id": "1", "created_at": at(10, 1)}, through=at(10, 2))])
    back_up(tmp_path / "own", tmp_path / "own.zip")
    _sample(workspace_dir).teams.actions.add(Action("Call back", "Ana"))
    restore(tmp_path / "own.zip", workspace_dir)
    assert _sample(workspace_dir).leads()["lead_id"].to_list() == ["1"]


def test_own_records_are_in_view_from_the_first_one_on(workspace_dir: Path) -> None:
    Workspace(workspace_dir).teams.actions.add(Action("Call back", "Ana"))
    here = _sample(workspace_dir)
    assert [one.what for one in here.teams.actions.all()] == ["Call back"]
    assert here.teams.feedback.all() == []


def test_who_puts_the_samples_records_away_begins_with_none(workspace_dir: Path) -> None:
    here = _sample(workspace_dir)
    assert here.in_view
    here.in_view.put_away()
    assert not any(here.teams.whole().values())
    here.teams.actions.add(Action("Call back", "Ana"))
    assert [one.what for one in Workspace(workspace_dir).teams.actions.all()] == ["Call back"]


def test_an_agreement_of_the_sample_rules_its_figures_and_no_file_of_the_practice(workspace_dir: Path) -> None:
    here = _sample(workspace_dir)
    before = here.version
    found = here.teams.agreements.versions("response_limit")[-1]
    new = here.teams.agreements.propose(
        Agreement("response_limit", {"response_limit_s": 1800}, "Within 30 min.", "Maya", version=found.version)
    )
    assert here.version == before
    for team in ("marketing", "sales"):
        here.teams.agreements.agree(new.id, "Maya", team)  # type: ignore[arg-type]
    assert here.version != before
    assert here.practice().response_limit_s == 1800
    assert here.agreed_practice().response_limit_s == 3600


def test_the_samples_records_are_as_the_product_would_have_stored_them(workspace_dir: Path) -> None:
    here = _sample(workspace_dir)
    teams, practice, leads = here.teams, here.practice(), here.leads()
    people = {one.name for one in COUNSELORS}
    heard = teams.feedback.table()
    assert set(heard["who"]) < people
    for name in ("campaign", "doctor", "procedure"):
        assert set(heard[name].drop_nulls()) <= set(leads[name].drop_nulls())
    assert {brief.campaign for brief in teams.briefs.versions()} <= set(leads["campaign"].drop_nulls())
    assert {one.who for one in teams.briefs.acknowledgements()} < people
    words = [*heard["words"], *(action.what for action in teams.actions.all())]
    assert [part for one in words for part in telling(one, DAY) if part.sure] == []
    for theme in (1, 2, 3, 4, 5):
        said = heard["words"].filter(heard["theme_id"] == theme).to_list()
        assert [alike(one, heard)["theme_id"][0] for one in said] == [theme] * len(said)
    assert {one.measure for one in teams.actions.all() if one.measure} <= set(BY_NAME)
    for one in teams.agreements.versions():
        assert one.words == agreement_words(one.definition, practice.under({one.definition: one.rule}))
    for name, ruling in teams.agreements.in_force().items():
        assert practice.under({name: ruling.rule}) == practice


def test_the_samples_tables_are_those_of_the_newest_migration(workspace_dir: Path) -> None:
    here = _sample(workspace_dir)
    assert here.in_view
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    with engine.begin() as newest, here.in_view.reading() as mine:
        migrate(newest)
        for table in METADATA.tables:
            made, shipped = (
                {(one["name"], bool(one["nullable"])) for one in sa.inspect(connection).get_columns(table)}
                for connection in (newest, mine)
            )
            assert made == shipped, table


def test_the_samples_last_sync_shows_what_its_data_said_then(workspace_dir: Path) -> None:
    here = _sample(workspace_dir)
    saved = here.teams.syncs.one(1)
    frozen = Agenda.from_json(saved.figures)
    assert frozen == last_sync(here)
    assert len(Kept.from_json(saved.words).decisions) == 4
