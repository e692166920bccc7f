"""Room for labels is known before a chart is drawn; where it is not, the margins still grow."""

import pytest
from playwright.sync_api import Browser

from dashboard.charts.funnel import funnel, funnel_panels
from dashboard.charts.house import ink
from dashboard.charts.response import response_bands
from dashboard.charts.room import width, with_room
from dashboard.charts.trend import weekly_rate
from tests.charts import made

MARGIN = {"l": 8, "r": 16, "t": 16, "b": 8}
LABELLED = {"automargin": True, "ticktext": ["Real lead", "Consult<br>booked"]}
CHARTS = {
    "funnel": lambda: funnel(made.steps()),
    "funnel_panels": lambda: funnel_panels(made.steps("A", "B"), "campaign"),
    "response_bands": lambda: response_bands(made.bands()),
    "weekly_rate": lambda: weekly_rate(made.weeks(), "booked a consult"),
}


def test_text_is_as_wide_as_its_longest_line_and_escaped_signs_count_once() -> None:
    assert width([]) == 1
    assert width(["ll<br>l"]) == width(["ll"]) < width(["mm"])
    assert width(["a &amp; b"]) == width(["a & b"])


def test_margins_hold_the_labels_that_are_known() -> None:
    found = with_room({"margin": MARGIN, "yaxis": LABELLED, "xaxis": LABELLED})
    assert found == MARGIN | {"l": 17 + width(["Real lead"]), "b": 17 + 2 * 18}


def test_margins_are_left_where_there_are_no_labels_or_these_are_not_known() -> None:
    for axis in ({"automargin": True, "visible": False, "ticktext": ["A"]}, {"ticktext": ["A"]}):
        assert with_room({"margin": MARGIN, "yaxis": axis, "xaxis": axis}) == MARGIN
    assert with_room({"margin": MARGIN, "yaxis": {"automargin": True}, "xaxis": {}}) == MARGIN


def test_a_margin_that_is_wide_enough_is_kept() -> None:
    wide = MARGIN | {"l": 300}
    assert with_room({"margin": wide, "yaxis": LABELLED, "xaxis": {}}) == wide


@pytest.mark.browser
@pytest.mark.parametrize("name", CHARTS)
def test_a_browser_draws_a_chart_once(name: str, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(ink(CHARTS[name](), dark=False).to_html(include_plotlyjs=True))
    page.wait_for_selector(".main-svg .ytick text")
    assert page.evaluate("document.querySelector('.js-plotly-plot')._fullLayout._redrawFromAutoMarginCount") is None
    page.close()
