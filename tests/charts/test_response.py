"""Curves, maps and bands of waiting."""

from math import log10

from dashboard.charts.house import ACCENT
from dashboard.charts.response import (
    answered_curve,
    answered_curve_alt,
    response_bands,
    response_bands_alt,
    response_hours,
    response_hours_alt,
)
from tests.charts import made
from tests.charts.reading import words


def test_the_curve_marks_the_limit_and_names_its_end() -> None:
    figure = answered_curve(made.curve(), 3600)
    assert figure.layout.shapes[0].x0 == 3600
    limit = next(note for note in figure.layout.annotations if note.text == "limit 1 h")
    assert limit.x == log10(3600)
    assert "all leads 80 %" in words(figure)
    assert list(figure.layout.xaxis.ticktext) == ["5<br>min", "15<br>min", "1<br>h", "4<br>h", "1<br>day", "3<br>days"]


def test_each_group_has_a_line_of_its_own_colour_that_steps() -> None:
    lines = [trace for trace in answered_curve(made.curve("A", None), 3600, "campaign").data if trace.hovertext]
    assert [list(line.y) for line in lines] == [[0.2, 0.5, 0.8]] * 2
    assert {line.line.shape for line in lines} == {"hv"}
    assert len({line.line.color for line in lines}) == 2


def test_the_curve_says_what_was_answered_within_the_limit() -> None:
    assert answered_curve_alt(made.curve(), 3600) == (
        "Share of leads answered. all leads: 50 % within 1 h, 80 % within 1 day."
    )


def test_arrivals_are_never_muted_and_waits_under_30_leads_are() -> None:
    arrivals, waiting = (response_hours(made.hours(), shown).data[0].z for shown in ("arrivals", "waiting"))
    # 0 is muted, 1 to 5 the shades; Sunday's two leads say nothing about waiting
    assert [arrivals[day][hour] for day, hour in ((0, 9), (0, 22), (6, 0))] == [5, 4, 1]
    assert [waiting[day][hour] for day, hour in ((0, 9), (0, 22), (6, 0))] == [1, 4, 0]
    assert waiting[3][3] is None


def test_every_hour_with_leads_shows_their_count() -> None:
    shown = [part for trace in response_hours(made.hours(), "waiting").data[1:] for part in trace.text]
    assert sorted(shown) == ["2", "30", "40"]


def test_the_maps_name_the_busiest_and_the_slowest_hour() -> None:
    assert response_hours_alt(made.hours(), "arrivals") == (
        "Most leads arrive on Monday between 9:00 and 10:00: 40 of 72 (56 %)."
    )
    assert response_hours_alt(made.hours(), "waiting") == (
        "The longest median wait is for leads arriving on Monday between 22:00 and 23:00: 9 h (30 leads)."
    )
    assert response_hours_alt(made.hours()[2:], "waiting") == "No hour of the week has 30 leads: too few to say."


def test_an_empty_band_keeps_its_row_without_a_dot() -> None:
    figure = response_bands(made.bands())
    assert list(figure.layout.yaxis.ticktext) == ["up to 5 min", "over 3 days"]
    dots = [trace for trace in figure.data if trace.customdata]
    assert [list(trace.x) for trace in dots] == [[0.5]]
    assert dots[0].marker.color == ACCENT
    assert {"20 of 40", "0 of 0", "too few to say"} <= set(words(figure))


def test_bands_are_associated_and_never_called_a_cause() -> None:
    assert response_bands_alt(made.bands()) == (
        "Conversion associated with the wait for an answer. up to 5 min: 20 of 40 (50 %)."
    )
