"""Briefs on their page: written, read, changed by two at once, and counted with the leads that came under them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.store.briefs import Brief
from dashboard.store.feedback import Feedback
from dashboard.store.workspace import Workspace
from tests.ingest.test_pictures import PLANTED, picture
from tests.pages.conftest import Open

PAGE = "talk/briefs"
TODAY = datetime.now(UTC).date()
CAMPAIGN = "LEADGEN – Eyelid Refresh Quiz"


def opened(open_app: Open, part: str) -> AppTest:
    app = open_app(PAGE)
    app.session_state[part] = True
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in [*app.subheader, *app.markdown, *app.caption]).replace("\\", "")


def brief(workspace_dir: Path, **more: object) -> Brief:
    return Workspace(workspace_dir).teams.briefs.save(Brief(CAMPAIGN, date(2026, 9, 1), offer="Free quiz", **more))  # type: ignore[arg-type]


def test_without_a_brief_the_page_says_what_to_do(open_app: Open) -> None:
    assert any("No brief yet" in info.value for info in open_app(PAGE).info)


def test_a_brief_is_written_with_everything_counselors_need(open_app: Open, workspace_dir: Path) -> None:
    app = opened(open_app, "new_brief")
    app.selectbox(key="brief 0 campaign").select(CAMPAIGN)
    app.text_area(key="brief 0 offer").set_value("Free quiz\nand a call")
    app.text_area(key="brief 0 script").set_value("Thank you for your quiz.")
    app.text_area(key="brief 0 questions").set_value("Does it hurt?\nNo.\n\nIs it free?")
    app.text_area(key="brief 0 links").set_value("https://ads.example/1\n")
    app.file_uploader(key="upload 0 0").upload("ad.png", picture("PNG"))
    app.run()
    app.button(key="save brief 0").click().run()
    assert not app.exception
    workspace = Workspace(workspace_dir)
    (kept,) = workspace.teams.briefs.versions()
    assert (kept.campaign, kept.version, kept.offer) == (CAMPAIGN, 1, "Free quiz\nand a call")
    assert kept.questions == (("Does it hurt?", "No."), ("Is it free?", ""))
    assert kept.links == ("https://ads.example/1",)
    assert PLANTED.encode() not in (workspace.teams.pictures.content(kept.pictures[0]) or b"")
    assert "Thank you for your quiz." in said(app)


def test_an_address_that_is_not_https_is_answered_by_a_sentence_and_the_words_stay(
    open_app: Open, workspace_dir: Path
) -> None:
    app = opened(open_app, "new_brief")
    app.selectbox(key="brief 0 campaign").select(CAMPAIGN)
    app.text_area(key="brief 0 offer").set_value("Free quiz")
    app.text_input(key="brief 0 landing_page").set_value("javascript:alert(1)").run()
    app.button(key="save brief 0").click().run()
    assert "no address to link to" in app.error[0].value.replace("\\", "")
    assert app.text_area(key="brief 0 offer").value == "Free quiz"
    assert Workspace(workspace_dir).teams.briefs.versions() == []


def test_a_file_that_is_no_picture_keeps_the_brief_from_being_saved(open_app: Open, workspace_dir: Path) -> None:
    app = opened(open_app, "new_brief")
    app.selectbox(key="brief 0 campaign").select(CAMPAIGN)
    app.file_uploader(key="upload 0 0").upload("ad.png", b"<svg/>")
    app.run()
    app.button(key="save brief 0").click().run()
    assert "no PNG, JPEG or WebP" in app.error[0].value.replace("\\", "")
    assert Workspace(workspace_dir).teams.briefs.versions() == []


def test_who_has_read_a_version_is_seen_and_a_new_version_is_unread(open_app: Open, workspace_dir: Path) -> None:
    first = brief(workspace_dir)
    app = open_app(PAGE)
    assert app.button(key="read").disabled
    app.selectbox(key="who").select("Leo Park").run()
    app.button(key="read").click().run()
    assert "1 of 6 have read version 1" in said(app)
    assert app.button(key="read").disabled
    Workspace(workspace_dir).teams.briefs.save(replace(first, price="$1,900"))
    app.run()
    assert "0 of 6 have read version 2" in said(app)


def test_an_older_version_can_be_read_again(open_app: Open, workspace_dir: Path) -> None:
    first = brief(workspace_dir, price="$2,100")
    Workspace(workspace_dir).teams.briefs.save(replace(first, price="$1,900"))
    app = open_app(PAGE)
    assert "$1,900" in said(app)
    app.selectbox(key="version 1 of 2").select_index(1).run()
    assert "$2,100" in said(app)
    assert "$1,900" not in said(app)
    Workspace(workspace_dir).teams.briefs.save(replace(first, version=2, price="$1,700"))
    assert "$1,700" in said(app.run())


def test_leads_are_counted_under_the_version_of_their_day(open_app: Open, workspace_dir: Path) -> None:
    first = brief(workspace_dir)
    Workspace(workspace_dir).teams.briefs.save(replace(first, used_from=date(2026, 10, 1)))
    app = open_app(PAGE)
    table = next(frame.value for frame in app.dataframe if "leads" in frame.value.columns)
    leads = Workspace(workspace_dir).leads()
    days = leads.filter(leads["campaign"] == CAMPAIGN)["created_at"].dt.convert_time_zone("America/New_York").dt.date()
    assert table["leads"].tolist() == [
        sum(date(2026, 9, 1) <= day < date(2026, 10, 1) for day in days),
        sum(day >= date(2026, 10, 1) for day in days),
    ]


def test_answered_questions_of_the_phones_are_taken_over(open_app: Open, workspace_dir: Path) -> None:
    teams = Workspace(workspace_dir).teams
    teams.feedback.gather(
        [
            Feedback("question", "Does it hurt?", "Ann", TODAY, campaign=CAMPAIGN),
            Feedback("question", "Is there parking?", "Ann", TODAY, campaign="Another"),
            Feedback("question", "Is it free?", "Ann", TODAY),
        ]
    )
    teams.themes.change(replace(teams.themes.one(1), answer="No.", status="answered"))
    teams.themes.change(replace(teams.themes.one(2), answer="Yes.", status="answered"))
    brief(workspace_dir, questions=(("Mine?", "Yes."),))
    app = opened(open_app, "change_brief")
    app.button(key="take over 1").click().run()
    assert not app.exception
    assert app.text_area(key="brief 1 questions").value == "Mine?\nYes.\n\nDoes it hurt?\nNo."


def test_a_brief_changed_by_someone_else_while_nothing_was_typed_is_shown_fresh(
    open_app: Open, workspace_dir: Path
) -> None:
    first = brief(workspace_dir)
    app = opened(open_app, "change_brief")
    Workspace(workspace_dir).teams.briefs.save(replace(first, offer="Theirs"))
    app.run()
    assert app.text_area(key="brief 1 offer").value == "Theirs"


def test_the_second_of_two_writers_is_told_and_shown_both_and_loses_no_word(
    open_app: Open, workspace_dir: Path
) -> None:
    briefs = Workspace(workspace_dir).teams.briefs
    first = brief(workspace_dir)
    app = opened(open_app, "change_brief")
    app.text_area(key="brief 1 script").set_value("Mine, said slowly").run()
    briefs.save(replace(first, script="Theirs, said first", offer="Their offer", by="Mia"))
    app.run()
    assert app.text_area(key="brief 1 script").value == "Mine, said slowly"
    app.button(key="save brief 1").click().run()
    assert any("Someone else changed this" in error.value for error in app.error)
    shown = said(app)
    assert "Theirs, said first" in shown
    assert "Mine, said slowly" in shown
    assert "Their offer" in shown
    assert [one.script for one in briefs.versions()] == ["", "Theirs, said first"]
    assert app.text_area(key="brief 1 script").value == "Mine, said slowly"
    assert app.text_area(key="brief 1 offer").value == "Their offer"
    app.button(key="save brief 1").click().run()
    assert [(one.offer, one.script) for one in briefs.versions()][1:] == [
        ("Their offer", "Theirs, said first"),
        ("Their offer", "Mine, said slowly"),
    ]


def test_what_was_typed_is_still_there_after_a_look_at_another_page(open_app: Open, workspace_dir: Path) -> None:
    brief(workspace_dir)
    app = opened(open_app, "change_brief")
    app.text_area(key="brief 1 script").set_value("Half a line").run()
    app.switch_page("pages/setup/settings.py").run()
    app.switch_page(f"pages/{PAGE}.py").run()
    app.session_state["change_brief"] = True
    app.run()
    assert app.text_area(key="brief 1 script").value == "Half a line"
    assert app.text_area(key="brief 1 offer").value == "Free quiz"
    app.button(key="save brief 1").click().run()
    assert not app.exception
    kept = Workspace(workspace_dir).teams.briefs.newest()[0]
    assert (kept.version, kept.script, kept.offer) == (2, "Half a line", "Free quiz")
    assert app.text_area(key="brief 1 script").value == "Half a line"


def test_after_a_conflict_ones_own_words_can_be_dropped(open_app: Open, workspace_dir: Path) -> None:
    briefs = Workspace(workspace_dir).teams.briefs
    first = brief(workspace_dir)
    app = opened(open_app, "change_brief")
    app.text_area(key="brief 1 script").set_value("Mine").run()
    briefs.save(replace(first, script="Theirs"))
    app.button(key="save brief 1").click().run()
    app.button(key="brief 1 drop").click().run()
    assert app.text_area(key="brief 1 script").value == "Theirs"
    assert len(briefs.versions()) == 2


def test_markup_in_a_brief_is_shown_as_it_was_written(open_app: Open, workspace_dir: Path) -> None:
    hostile = "**b** <b>x</b> [y](https://evil.example) :red[z] $a$"
    brief(workspace_dir, script=hostile, avoid=hostile, price=hostile, questions=((hostile, hostile),), by=hostile,
          ends=TODAY + timedelta(days=3))  # fmt: skip
    app = open_app(PAGE)
    shown = [one.value for one in [*app.subheader, *app.markdown, *app.caption]]
    assert not any("**b**" in words or "<b>" in words or "](http" in words or ":red[" in words for words in shown)
