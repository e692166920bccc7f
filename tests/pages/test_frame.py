"""What stands above every page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open

ANALYSIS = ["leaks/funnel", "leaks/response", "leaks/segments", "leaks/campaigns", "leaks/not_booked"]
SET_UP = ["setup/imports", "setup/settings"]


def said(app: AppTest) -> str:
    """Every word of the page that is not part of a widget, without the signs that escape it."""
    words = [element.value for kind in ("markdown", "caption", "warning", "info") for element in app.get(kind)]
    return "\n".join(words).replace("\\", "")


@pytest.mark.parametrize("page", ANALYSIS + SET_UP)
def test_every_page_of_the_sample_practice_says_that_it_is_sample_data(page: str, open_app: Open) -> None:
    assert "Sample data" in said(open_app(page))


@pytest.mark.parametrize("page", ANALYSIS)
def test_every_analysis_page_has_the_filters_in_sight(page: str, open_app: Open) -> None:
    app = open_app(page)

    assert app.selectbox(key="period").value == "All dates"
    assert app.selectbox(key="compare").value == "No comparison"
    assert app.multiselect(key="campaign").value == []
    assert app.multiselect(key="doctor").value == []


@pytest.mark.parametrize("page", SET_UP)
def test_the_pages_to_set_up_have_no_filters(page: str, open_app: Open) -> None:
    assert [box.key for box in open_app(page).multiselect] == []


def test_a_link_sets_every_kind_of_filter(open_app: Open) -> None:
    app = open_app(period="This year", compare="A year earlier", channel=["form", "call"])

    assert app.selectbox(key="period").value == "This year"
    assert app.selectbox(key="compare").value == "A year earlier"
    assert app.multiselect(key="channel").value == ["form", "call"]
    assert "compared with 1 Jan to " in said(app)


def test_the_link_of_a_filter_behind_more_filters_works_on_every_analysis_page(open_app: Open) -> None:
    counts = set()
    for page in ANALYSIS:
        app = open_app(page, channel="form")
        counts |= {line.split("**")[1] for line in said(app).splitlines() if " leads** :small" in line}
    assert len(counts) == 1


def test_a_comparison_without_a_bounded_period_says_what_to_choose(open_app: Open) -> None:
    assert "choose a period with a first and a last day to compare" in said(open_app(compare="Period before"))


def test_a_comparison_with_a_time_before_the_first_lead_finds_none(open_app: Open) -> None:
    for page in ANALYSIS:
        app = open_app(
            page, period="Custom dates", compare="A year earlier", **{"from": "2025-05-01", "to": "2025-05-31"}
        )
        assert "compared with 1 May to 31 May 2024 at the same age (0 leads)" in said(app)


def test_dates_picked_the_wrong_way_round_are_swapped(open_app: Open) -> None:
    app = open_app(period="Custom dates", **{"from": "2026-03-31", "to": "2026-03-01"})
    assert "1 Mar to 31 Mar 2026" in said(app)


def test_a_date_that_cannot_be_read_is_said_and_left_out(open_app: Open) -> None:
    app = open_app(period="Custom dates", **{"from": "yesterday"})
    assert "The link's date “yesterday” cannot be read" in said(app)


def test_a_period_that_does_not_exist_is_said_and_left_out(open_app: Open) -> None:
    app = open_app(period="Last fortnight")

    assert "The link asks for the period “Last fortnight”, which does not exist" in said(app)
    assert app.selectbox(key="period").value == "All dates"


def test_the_sentence_about_a_link_goes_once_the_viewer_filters_anew(open_app: Open) -> None:
    app = open_app(doctor="Dr. Nobody")
    assert "Dr. Nobody" in said(app)

    app.selectbox(key="period").select("Last month").run()

    assert "Dr. Nobody" not in said(app)


def test_dropping_one_chip_keeps_the_others(open_app: Open) -> None:
    app = open_app(channel=["form", "call"], period="This year")

    app.button(key="drop channel form").click().run()

    assert app.multiselect(key="channel").value == ["call"]
    assert app.selectbox(key="period").value == "This year"


def test_clear_takes_every_filter_back(open_app: Open) -> None:
    app = open_app(channel=["form", "call"], period="This year", compare="Period before")

    app.button(key="clear").click().run()

    assert app.multiselect(key="channel").value == []
    assert app.selectbox(key="period").value == "All dates"
    assert app.selectbox(key="compare").value == "No comparison"


def test_filters_outlive_a_visit_to_a_page_without_them(open_app: Open) -> None:
    app = open_app()
    app.multiselect(key="channel").select("form").run()

    app.switch_page("pages/setup/settings.py").run()
    app.switch_page("pages/leaks/response.py").run()

    assert app.multiselect(key="channel").value == ["form"]


def test_a_filter_that_the_browser_empties_while_the_page_is_switched_comes_back(open_app: Open) -> None:
    app = open_app("leaks/funnel", period="This year", channel="form")
    app.switch_page("pages/setup/settings.py").run()
    app.query_params.clear()
    # what a busy browser was seen to send for boxes that were just going
    app.session_state["period"], app.session_state["channel"] = "All dates", []

    app.switch_page("pages/leaks/segments.py").run()

    assert app.selectbox(key="period").value == "This year"
    assert app.multiselect(key="channel").value == ["form"]


def test_a_filter_that_went_missing_from_the_link_on_the_way_is_brought_back(open_app: Open) -> None:
    app = open_app()
    app.multiselect(key="channel").select("form").run()
    app.switch_page("pages/setup/settings.py").run()

    app.query_params.clear()
    del app.session_state["channel"]
    app.switch_page("pages/leaks/response.py").run()

    assert app.multiselect(key="channel").value == ["form"]
