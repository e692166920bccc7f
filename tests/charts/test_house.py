"""What all charts have in common: the house style, and that values from files stay values."""

from collections.abc import Callable

import plotly.graph_objects as go
import polars as pl
import pytest
from playwright.sync_api import Browser

from dashboard.charts.campaigns import campaign_costs, platform_claims
from dashboard.charts.funnel import funnel, funnel_panels
from dashboard.charts.house import INK, INK_ON_DARK, ink
from dashboard.charts.reach import attempts
from dashboard.charts.response import answered_curve, response_bands, response_hours
from dashboard.charts.room import TEXT
from dashboard.charts.segments import convert_curve, segments, two_way
from dashboard.charts.trend import weekly_rate
from dashboard.charts.what_if import what_if
from tests.charts import made
from tests.charts.reading import texts

H = made.HOSTILE
HOSTILE_RATES = pl.DataFrame({"campaign": H}).join(made.rates()[:1].drop("campaign"), how="cross")
HOSTILE_PAIRS = pl.DataFrame({"row": H, "column": H}).join(made.pairs()[:1].drop("row", "column"), how="cross")
RETURN = pl.DataFrame({"closing_rate": [0.0, 0.2], "return_on_spend": [0.0, 4.0]})

CHARTS: dict[str, Callable[[], go.Figure]] = {
    "funnel": lambda: funnel(made.steps()),
    "funnel_panels": lambda: funnel_panels(made.steps(*H), "campaign"),
    "answered_curve": lambda: answered_curve(made.curve(*H), 3600, "campaign"),
    "response_hours": lambda: response_hours(made.hours(), "waiting"),
    "response_bands": lambda: response_bands(made.bands()),
    "segments": lambda: segments(HOSTILE_RATES, "campaign", 0.2),
    "two_way": lambda: two_way(HOSTILE_PAIRS),
    "convert_curve": lambda: convert_curve(made.convert(*H), "campaign"),
    "attempts": lambda: attempts(made.tries()),
    "campaign_costs": lambda: campaign_costs(made.returns(*H)),
    "platform_claims": lambda: platform_claims(made.returns(*H)),
    "what_if": lambda: what_if(RETURN, 0.05, 0.1),
    "weekly_rate": lambda: weekly_rate(made.weeks(), "booked a consult"),
}
EMPTY: dict[str, Callable[[], go.Figure]] = {
    "funnel": lambda: funnel(made.steps().clear()),
    "funnel_panels": lambda: funnel_panels(made.steps("A").clear(), "campaign"),
    "answered_curve": lambda: answered_curve(made.curve().clear(), 3600),
    "answered_curve_by": lambda: answered_curve(made.curve("A").clear(), 3600, "campaign"),
    "response_hours": lambda: response_hours(made.hours().clear(), "arrivals"),
    "response_bands": lambda: response_bands(made.bands().clear()),
    "segments": lambda: segments(made.rates().clear(), "campaign", None),
    "two_way": lambda: two_way(made.pairs().clear()),
    "convert_curve": lambda: convert_curve(made.convert().clear()),
    "attempts": lambda: attempts(made.tries().clear()),
    "campaign_costs": lambda: campaign_costs(made.returns("A").clear()),
    "platform_claims": lambda: platform_claims(made.returns("A").clear()),
    "what_if": lambda: what_if(RETURN.clear(), None, None),
    "weekly_rate": lambda: weekly_rate(made.weeks().clear(), "booked a consult"),
}
OUR_MARKUP = ("<br>", "<b>", "</b>", "</span>")


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_smaller_than_14_px_and_no_legend_is_needed(name: str) -> None:
    layout = CHARTS[name]().layout
    assert min(layout.font.size, layout.xaxis.tickfont.size, layout.yaxis.tickfont.size) >= TEXT == 14
    assert layout.showlegend is False
    assert layout.title.text is None
    assert layout.xaxis.tickangle == layout.yaxis.tickangle == 0


@pytest.mark.parametrize("name", CHARTS)
def test_text_is_inked_for_the_theme_and_the_paper_left_to_it(name: str) -> None:
    for dark, colour in ((False, INK), (True, INK_ON_DARK)):
        layout = ink(CHARTS[name](), dark=dark).layout
        assert layout.font.color == layout.xaxis.tickfont.color == layout.yaxis.tickfont.color == colour
        assert layout.paper_bgcolor is None


@pytest.mark.parametrize("name", CHARTS)
def test_values_from_files_never_become_markup(name: str) -> None:
    for said in texts(CHARTS[name]()):
        rest = said
        for ours in OUR_MARKUP:
            rest = rest.replace(ours, "")
        opened = [part for part in rest.split("<")[1:] if not part.startswith('span style="color:')]
        assert not opened, said
        assert not {"$", "\u202e"} & set(rest), said


@pytest.mark.parametrize("name", EMPTY)
def test_a_table_without_rows_still_gives_a_figure(name: str) -> None:
    assert EMPTY[name]().layout.height > 0


def test_selected_values_are_handed_back_as_the_file_has_them() -> None:
    assert [row[0] for row in campaign_costs(made.returns(*H)).data[0].customdata] == list(H)


def test_names_cut_to_the_same_label_keep_their_own_rows() -> None:
    same = "A campaign with a name so long that it is cut"
    figure = campaign_costs(made.returns(f"{same}, spring", f"{same}, autumn"))
    assert list(figure.layout.yaxis.ticktext) == ["A campaign with a name so l…"] * 2
    assert list(figure.data[0].y) == [0, 1]


@pytest.mark.browser
def test_a_browser_shows_hostile_names_as_they_are_written(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(campaign_costs(made.returns(*H)).to_html(include_plotlyjs=True))
    page.wait_for_selector(".yaxislayer-above text, .ytick text")
    labels = page.locator(".ytick text").all_text_contents()
    assert labels == ['<a href="javascript:x">y</a>', "<b>bold</b>", "$x$", "gnp.exe", "&lt;br&gt;", "not known"]
    assert page.locator(".main-svg a, .main-svg .ytick tspan").count() == 0
    page.close()
