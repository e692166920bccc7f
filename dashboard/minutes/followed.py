"""What became of goals and of done actions, as the sync and its minutes say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from dashboard.charts import text
from dashboard.filters import FilterError, Filters
from dashboard.findings.actions import effect_sentence
from dashboard.findings.goals import goal_sentence
from dashboard.metrics.before_after import Effect, effect, windows
from dashboard.metrics.goals import Attainment
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.measures import BY_NAME
from dashboard.minutes.decided import decided_words

if TYPE_CHECKING:
    from dashboard.store.actions import Action
    from dashboard.store.goals import Goal

Tables = Callable[[datetime], LeadTable]
"""The lead table as of a moment in UTC."""
FOLLOWED_DAYS: Final = 120
"""A sync looks back on actions done within so many days; their last figures come after 90."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A done action and what became of its figure; without an effect `words` say why there is none yet."""

    action: Action
    words: str
    effect: Effect | None = None


def follow(action: Action, newest: LeadTable, tables: Tables) -> Followed | None:
    """Before and after of a done action on leads followed equally long; None for one that should move no figure.

    The lead tables asked for are those as of the start of the day it was done, and as of so many days later.
    """
    if action.status != "done" or action.done_on is None or action.measure not in BY_NAME:
        return None
    measure, practice, done = BY_NAME[action.measure], newest.practice, action.done_on
    try:
        days = windows(done, newest.as_of.date() + timedelta(days=1))[2]
    except ValueError:
        return Followed(action, f"{measure.label}: the data end before it was done; the next import tells")
    if not measure.answerable(newest):
        return Followed(action, f"{measure.label}: these data cannot tell")
    # before and after lie in different months by themselves
    where = {name: values for name, values in action.slice.where if name != "month"}
    midnights = (datetime.combine(day, time(), practice.zone) for day in (done, done + timedelta(days=days)))
    then, now = (tables(moment.astimezone(UTC)) for moment in midnights)
    try:
        found = effect(then, now, Filters.of(None, None, where), measure, done, days)
    except FilterError:
        return Followed(action, f"{measure.label}: the data have lost the field that its leads were chosen by")
    return Followed(action, effect_sentence(measure, found), found)


def effects_said(
    actions: Iterable[Action],
    as_of: date,
    follows: Callable[[Action], Followed | None],
    held: Mapping[int, date] | None = None,
) -> tuple[str, ...]:
    """A sentence for each action done lately that should move a figure, the one done last first.

    `held` are the days of the syncs, by their numbers.
    """
    first = as_of - timedelta(days=FOLLOWED_DAYS)
    done = sorted((one for one in actions if one.done_on and one.done_on >= first), key=_done, reverse=True)
    followed = (found for one in done if (found := follows(one)))
    return tuple(f"{_named(found.action, held or {})}. {found.words}" for found in followed)


def goals_said(goals: Iterable[Goal], as_of: date, standing: Callable[[Goal], Attainment]) -> tuple[str, ...]:
    """A sentence for each goal that has begun and is not closed, in the order they were set."""
    return tuple(goal_sentence(standing(goal)) for goal in goals if not goal.closed and goal.since <= as_of)


def _named(action: Action, held: Mapping[int, date]) -> str:
    day = action.done_on
    assert day
    who = ", ".join(filter(None, (text.clean(action.who), decided_words(action, held))))
    return f"Done {day.day} {day:%b}: {text.clean(action.what)} ({who})"


def _done(action: Action) -> date:
    return action.done_on or date.min
