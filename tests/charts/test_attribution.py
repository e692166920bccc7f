"""What brought the outcomes, and what nobody can attribute."""

import polars as pl

from dashboard.charts.attribution import NOBODY, ROWS, attributed, attributed_alt, drawn
from dashboard.charts.house import ACCENT, WARNING
from dashboard.metrics.attribution import ATTRIBUTION
from tests.charts.reading import bars, words


def _found(*names: str | None) -> pl.DataFrame:
    """Each brought 10 procedures first; the first of them 8 last, the second 12."""
    last = [8, 12, *[10] * len(names)]
    rows = [
        dict.fromkeys(ATTRIBUTION, 50) | {"source": name, "procedure_booked": 10, "last_procedure_booked": last[nth]}
        for nth, name in enumerate(names)
    ]
    return pl.DataFrame(rows, schema={"source": pl.String, **ATTRIBUTION})


def test_first_and_last_stand_on_one_row_and_what_nobody_can_say_at_the_end() -> None:
    figure = attributed(_found("<b>Google", "Meta", None), "source", "procedure_booked")
    (bar,) = bars(figure)
    assert list(bar.x) == [10, 10, 10]
    assert list(bar.marker.color) == [ACCENT, ACCENT, WARNING]
    assert list(figure.layout.yaxis.ticktext) == ["&lt;b&gt;Google", "Meta", NOBODY]
    ring = next(trace for trace in figure.data if trace.type == "scatter")
    assert (list(ring.x), list(ring.y)) == ([8, 12], [0, 1])
    assert "10 of 30 (33 %)" in words(figure)


def test_of_many_sources_the_largest_are_drawn_and_the_unknown_always() -> None:
    many = _found(*(f"S{n}" for n in range(20)), None)
    assert drawn(many, "source")["source"].to_list() == [*(f"S{n}" for n in range(ROWS - 1)), None]
    assert len(drawn(_found(*"abcdefghijklmno"), "source")) == ROWS


def test_the_alt_text_says_how_much_cannot_be_attributed() -> None:
    assert attributed_alt(_found("Google", None), "source", "procedure_booked") == (
        "Most by the first: Google, 10 of 20 (50 %). 10 of 20 (50 %): nobody can say."
    )
