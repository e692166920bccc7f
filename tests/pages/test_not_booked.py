"""The page that says why leads do not book, and what explains and warns on the pages beside it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open
from tests.pages.test_frame import said

EVERYTHING = {"period": "All dates", "compare": "No comparison"}


def titles(app: AppTest) -> list[str]:
    return [element.value.replace("\\", "").replace("\u00a0", " ") for element in app.subheader]


def test_the_page_tells_which_campaigns_leads_fail_to_book_and_for_what(open_app: Open) -> None:
    app = open_app("leaks/not_booked", **EVERYTHING)
    finding = titles(app)[0]
    assert "of the leads that did not book" in finding
    assert "elsewhere" in finding
    counts = [title.rpartition(": ")[2] for title in titles(app)[1:]]
    assert len(counts) == 3
    assert all(int(count.replace(",", "")) > 0 for count in counts)


def test_it_can_be_split_by_doctor(open_app: Open) -> None:
    app = open_app("leaks/not_booked", **EVERYTHING)
    app.selectbox(key="not_booked_by").select("doctor").run()
    assert not app.exception
    assert "of the leads that did not book" in titles(app)[0].lower()


def test_the_reasons_of_one_campaign_stand_beside_the_share_elsewhere(open_app: Open) -> None:
    app = open_app("leaks/not_booked", campaign="FB/IG | LASIK $1,000 Off, Limited Time", **EVERYTHING)
    tables = [list(frame.value.columns) for frame in app.dataframe]
    assert tables.count(["What", "Leads", "Share, %", "Elsewhere, %"]) == 3


def test_a_view_without_leads_says_what_to_do(open_app: Open) -> None:
    app = open_app("leaks/not_booked", period="Custom dates", **{"from": "2020-01-01", "to": "2020-01-31"})
    assert "Nothing to tell of consults in this view." in said(app)


def test_the_funnel_page_warns_of_the_campaign_whose_bookings_stopped(open_app: Open) -> None:
    warnings = [warning.value.replace("\\", "") for warning in open_app("leaks/funnel", **EVERYTHING).warning]
    assert any("Cataract - Premium Lens" in line and "no consult booked for 42 days" in line for line in warnings)


def test_the_warning_stays_whatever_period_is_chosen_and_goes_with_another_campaign(open_app: Open) -> None:
    assert open_app("leaks/funnel", period="Last month").warning
    assert not open_app("leaks/funnel", campaign="Spring Glow Laser, 35-55 - Copy", period="Last month").warning


def test_a_silent_source_becomes_an_action_about_its_leads_whatever_the_period(
    open_app: Open, workspace_dir: Path
) -> None:
    app = open_app("leaks/funnel", period="Last month")
    app.button(key=next(one.key for one in app.button if str(one.key).startswith("act drought"))).click().run()
    prefix = next(str(one.key) for one in app.text_input if str(one.key).startswith("act drought")).removesuffix("what")
    assert "no consult booked for 42 days" in app.text_input(key=f"{prefix}what").value
    assert app.selectbox(key=f"{prefix}measure").value == "booked_share"
    app.selectbox(key=f"{prefix}who").set_value("Maya Torres")
    next(button for button in app.button if button.label == "Save action").click().run()
    assert not app.exception
    (action,) = Workspace(workspace_dir).teams.actions.all()
    assert (action.origin, action.team) == ("drought", "sales")
    assert action.slice == Filters.of(None, None, {"campaign": ["Cataract - Premium Lens, 60+ (Search)"]})


def test_why_a_rate_changed_is_asked_only_beside_a_comparison(open_app: Open) -> None:
    assert "Why did it change?" not in [header.value for header in open_app("leaks/funnel", **EVERYTHING).header]
    app = open_app("leaks/funnel", period="This year", compare="A year earlier")
    assert "Why did it change?" in [header.value for header in app.header]
    assert app.selectbox(key="change_by").value == "(all fields together)"
    app.selectbox(key="change_rate").select("real-reached").run()
    app.selectbox(key="change_by").select("campaign").run()
    assert not app.exception
    assert any(title.startswith("Leads reached") for title in titles(app))


def test_the_campaigns_page_says_how_long_a_stop_would_stay_hidden(open_app: Open) -> None:
    assert any("to tell from chance" in title for title in titles(open_app("leaks/campaigns", **EVERYTHING)))
