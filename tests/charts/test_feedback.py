"""What the charts of feedback and briefs show, and that people's words stay words in them."""

from __future__ import annotations

from datetime import date

import polars as pl

from dashboard.charts import briefs, feedback
from tests.charts.reading import bars, texts, words

HOSTILE = "<b>hurt</b> $x$ <a href='https://evil.example'>a</a>"
THEMES = pl.DataFrame(
    {
        "theme_id": [1, 2],
        "theme": [HOSTILE, "Is the consultation free?"],
        "said": [9, 2],
        "recent": [3, 0],
        "before": [1, 2],
    }
)
WEEKS = pl.DataFrame(
    {
        "theme_id": [1, 1, 2, 2],
        "theme": [HOSTILE, HOSTILE, "Free?", "Free?"],
        "week": [date(2026, 3, 23), date(2026, 3, 30)] * 2,
        "said": [0, 10, 1, 0],
    }
)


def test_a_themes_bar_parts_what_was_said_lately_from_earlier() -> None:
    lately, earlier = bars(feedback.theme_bars(THEMES))
    assert (list(lately.x), list(earlier.x), list(earlier.base)) == ([3, 0], [6, 2], [3, 0])
    assert {"9", "2", "up from 1 to 3", "down from 2 to 0"} <= set(words(feedback.theme_bars(THEMES)))
    assert feedback.theme_bars_alt(THEMES).startswith("2 themes")


def test_a_week_in_which_nothing_was_said_is_blank() -> None:
    figure = feedback.theme_weeks(WEEKS)
    assert sorted(text for trace in figure.data if trace.type == "scatter" for text in trace.text) == ["1", "10"]
    assert feedback.theme_weeks_alt(WEEKS) == "Most was said in the week of 30 Mar 2026: 10."


def test_words_that_are_markup_are_shown_as_words() -> None:
    kinds = pl.DataFrame({"campaign": [HOSTILE, None], "kind": ["question", "ask"], "said": [3, 1]})
    running = pl.DataFrame(
        {"brief": [1], "version": [1], "campaign": [HOSTILE], "since": [date(2026, 3, 1)], "until": [date(2026, 4, 1)]}
    )
    drawn = [
        feedback.theme_bars(THEMES),
        feedback.theme_weeks(WEEKS),
        feedback.kinds(kinds, "campaign"),
        briefs.brief_times(running, date(2026, 3, 1), date(2026, 4, 30), date(2026, 3, 5)),
    ]
    for figure in drawn:
        assert any("&lt;b&gt;hurt" in text for text in texts(figure))
        assert not any("<b>" in text or "<a " in text or "$x" in text for text in texts(figure))


def test_a_version_is_as_long_as_it_was_in_use() -> None:
    running = pl.DataFrame(
        {
            "brief": [1, 1],
            "version": [1, 2],
            "campaign": ["Spring", "Spring"],
            "since": [date(2026, 3, 1), date(2026, 3, 11)],
            "until": [date(2026, 3, 11), date(2026, 4, 1)],
        }
    )
    first, second = bars(briefs.brief_times(running, date(2026, 3, 1), date(2026, 4, 30), date(2026, 3, 20)))
    assert (first.base[0], first.x[0]) == ("2026-03-01", 10 * 86_400_000)
    assert (second.base[0], second.x[0]) == ("2026-03-11", 21 * 86_400_000)
    assert first.marker.color != second.marker.color
    assert briefs.brief_times_alt(running, date(2026, 3, 20)) == "In use today: Spring (version 2)."
    assert briefs.brief_times_alt(running, date(2026, 4, 1)) == "No brief is in use today."
