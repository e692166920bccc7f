"""What the funnel says in one sentence."""

from __future__ import annotations

import polars as pl

from dashboard.charts import text
from dashboard.metrics.compare import FEWEST, apart, beyond_chance
from dashboard.metrics.once import once
from dashboard.stages import BY_NAME


@once
def funnel_finding(steps: pl.DataFrame, before: pl.DataFrame | None = None) -> str:
    """The step that changed most against the comparison, else the one most leads are lost at.

    `steps` and `before` as `funnel_steps` gives them, not split.
    """
    inquiries = int(steps["reached"][0])
    if not inquiries:
        return "No inquiries in this view"
    if inquiries < FEWEST:
        return f"{_plural(inquiries, 'inquiry', 'inquiries')}: too few to say where they stop"
    changed = _changed(steps, before) if before is not None else None
    return changed or _most_lost(steps)


def _changed(steps: pl.DataFrame, before: pl.DataFrame) -> str | None:
    """The step whose share moved furthest, where chance is an unlikely reason."""
    found = []
    # a period before the first lead knows fewer stages
    then_reached = dict(before.select("stage", "reached").iter_rows())
    for place in range(1, len(steps)):
        now, whole = int(steps["reached"][place]), int(steps["reached"][place - 1])
        then, then_whole = (int(then_reached.get(steps["stage"][at], 0)) for at in (place, place - 1))
        found.append((apart(now, whole, then, then_whole), place))
    if not found:
        return None
    furthest, place = max(found, key=lambda step: abs(step[0]))
    if abs(furthest) <= beyond_chance(len(found)):
        return None
    stage = BY_NAME[steps["stage"][place]]
    now_said = text.share(steps["reached"][place], steps["reached"][place - 1])
    return (
        f"{'Fewer' if furthest < 0 else 'More'} {stage.done} than before: "
        f"{now_said}, {text.percent(before.filter(stage=stage.name)['of_previous'].item())} then"
    )


def _most_lost(steps: pl.DataFrame) -> str:
    lost = steps["lost"].to_list()
    place = max(range(len(lost)), key=lost.__getitem__)
    if not lost[place]:
        return f"Of {text.count(steps['reached'][0])} inquiries none is lost yet: all went on or are still open"
    here, after = (BY_NAME[steps["stage"][at]].label.lower() for at in (place, min(place + 1, len(steps) - 1)))
    return f"Most are lost between {here} and {after}: {text.share(lost[place], int(steps['reached'][place]))}"


def _plural(number: int, one: str, many: str) -> str:
    return f"{text.count(number)} {one if number == 1 else many}"


@once
def reasons_finding(reasons: pl.DataFrame) -> str:
    """The reason most often recorded, of all the leads lost at that stage."""
    total = int(reasons["leads"].sum())
    known = reasons.drop_nulls("reason")
    if not total:
        return "No lead is lost at this stage"
    if not len(known):
        return f"No reason is recorded for any of the {_plural(total, 'lost lead', 'lost leads')}"
    return f"Reason given most often: {text.short(known['reason'][0], 40)}, {text.share(known['leads'][0], total)}"


@once
def trend_finding(weeks: pl.DataFrame, done: str) -> str:
    """How the latest settled weeks compare with those before; young weeks are left out."""
    settled = weeks.filter((pl.col("open_share").fill_null(0) < 0.5) & (pl.col("leads") > 0))
    young = len(weeks) - len(settled)
    if len(settled) < 8:
        return "Too few settled weeks to say where conversion is going"
    late, early = settled.tail(4), settled.head(len(settled) - 4)
    now, then = ((int(part["converted"].sum()), int(part["leads"].sum())) for part in (late, early))
    furthest = apart(*now, *then)
    tail = f"; the last {'week is' if young == 1 else f'{young} weeks are'} still open" if young else ""
    if abs(furthest) <= beyond_chance(1):
        return f"No clear change: {text.share(*now)} {done} in the latest four settled weeks{tail}"
    return (
        f"{'Fewer' if furthest < 0 else 'More'} {done} lately: {text.share(*now)} in the latest four settled weeks, "
        f"{text.percent(then[0] / then[1])} before{tail}"
    )
