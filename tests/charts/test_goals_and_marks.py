"""The chain of goals, an action's before and after, and the dated marks on trends."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from dashboard.charts import feedback
from dashboard.charts.effect import before_after, before_after_alt
from dashboard.charts.goals import goal_chain, goal_chain_alt
from dashboard.charts.trend import weekly_rate
from dashboard.metrics.before_after import judged
from dashboard.metrics.goals import Attainment
from dashboard.metrics.marks import Mark, flags
from dashboard.metrics.measures import Part
from dashboard.metrics.pace import Pace
from dashboard.store.goals import Goal
from tests.charts import made
from tests.charts.reading import bars, texts, words

HOSTILE = "<b>x</b> $a$ <a href='https://evil.example'>a</a>"


def _chain() -> list[Attainment]:
    return [
        Attainment(
            Goal("g", stage, date(2026, 3, 1), date(2026, 4, 1), goal, team),  # type: ignore[arg-type]
            "either",
            18,
            31,
            Pace(so_far, 18, 31, projected, low, high),
            None,
            projected,
            low,
            high,
        )
        for stage, team, goal, so_far, projected, low, high in (
            ("qualified", "marketing", 60, 40, 66.0, 58, 75),
            ("consult_booked", "sales", 45, 22, 41.0, 36, 47),
        )
    ]


def test_the_chain_shows_so_far_what_is_to_come_and_the_goal() -> None:
    figure = goal_chain(_chain())
    so_far, more = bars(figure)
    assert (list(so_far.x), list(more.x), list(more.base)) == ([40, 22], [26.0, 19.0], [40, 22])
    assert list(figure.data[3].x) == [60, 45]
    assert {"goal 60", "41 expected (36 to 47)"} <= set(words(figure))
    assert goal_chain_alt(_chain()).startswith("Qualified (marketing): 40 so far, 66 expected (58 to 75), goal 60.")


def test_before_and_after_stand_beside_the_others() -> None:
    alone = judged(Part(9, 31), Part(3, 28), Part(0, 0), Part(0, 0), less_is_better=True)
    assert len(before_after(alone).data) == 2
    assert before_after_alt(alone) == "before: 9 of 31 (29 %); after: 3 of 28 (11 %)."
    beside = judged(Part(9, 31), Part(3, 28), Part(30, 90), Part(31, 90), less_is_better=True)
    assert list(before_after(beside).layout.yaxis.ticktext) == ["before", "after", "others before", "others after"]


def test_marks_stand_on_the_days_of_the_trend_and_are_numbered() -> None:
    weeks = made.weeks()
    found = flags([Mark(weeks["week"][0], "sync", HOSTILE), Mark(weeks["week"][-1], "launch", "Spring")],
                  weeks["week"][0], weeks["week"][-1])  # fmt: skip
    figure = weekly_rate(weeks, "booked a consult", found)
    assert [shape.x0 for shape in figure.layout.shapes] == [weeks["week"][0], weeks["week"][-1]]
    marked = [one for one in figure.layout.annotations if one.name == "mark"]
    assert [one.text for one in marked] == ["1", "2"]
    assert "&lt;b&gt;" in marked[0].hovertext
    assert not any("<a" in said for said in [*texts(figure), marked[0].hovertext])
    assert not weekly_rate(weeks, "booked a consult").layout.shapes


def test_marks_too_near_for_numbers_of_their_own_keep_their_lines() -> None:
    weeks = made.weeks()
    first, second = weeks["week"][0], weeks["week"][0] + timedelta(days=1)
    found = flags([Mark(first, "sync", "a"), Mark(second, "sync", "b"), Mark(second, "sync", "c")],
                  first, first + timedelta(days=90))  # fmt: skip
    figure = weekly_rate(weeks, "booked a consult", found)
    assert [shape.x0 for shape in figure.layout.shapes] == [first, second]
    assert [one.text for one in figure.layout.annotations if one.name == "mark"] == ["1–3"]


def test_marks_stand_in_the_week_of_their_day_on_the_map_of_themes() -> None:
    weeks = pl.DataFrame({"theme_id": [1, 1], "theme": ["a", "a"], "week": [date(2026, 3, 23), date(2026, 3, 30)],
                          "said": [1, 1]})  # fmt: skip
    found = flags([Mark(date(2026, 3, 30), "sync", "Sync")], date(2026, 3, 23), date(2026, 4, 5))
    assert [shape.x0 for shape in feedback.theme_weeks(weeks, found).layout.shapes] == [0.5]
