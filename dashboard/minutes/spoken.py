"""What the teams' records say at a sync, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.charts import text
from dashboard.metrics.feedback import RECENT_DAYS
from dashboard.metrics.feedback import themes as heard_themes
from dashboard.minutes.agenda import Spoken
from dashboard.minutes.decided import decided_words, held

if TYPE_CHECKING:
    from dashboard.store.actions import Action
    from dashboard.store.agreements import Agreement
    from dashboard.store.briefs import Brief
    from dashboard.store.teams import Teams

_MOST: Final = 5
_BRIEF_LINES: Final = (("Offer", "offer"), ("Audience", "audience"), ("Price", "price"), ("Do not say", "avoid"))


def spoken(
    teams: Teams,
    as_of: date,
    since: date | None = None,
    goals: Sequence[str] = (),
    effects: Sequence[str] = (),
    agreed: Sequence[Agreement] | None = None,
) -> Spoken:
    """The teams' part of an agenda up to a day; what happened from `since` on counts as news.

    `goals` and `effects` (of done actions) are sentences worked out elsewhere, since they need the leads. `agreed` are
    the versions of the agreements that the figures rest on, by default those in force.
    """
    said = teams.feedback.table().filter(pl.col("said_on") <= as_of)
    recent = said.filter(pl.col("said_on") > as_of - timedelta(days=RECENT_DAYS))
    actions, days = teams.actions.all(), held(teams.syncs.all())
    asks = said.filter(pl.col("kind") == "ask")["theme_id"].drop_nulls().unique().to_list()
    waiting = [theme for theme in teams.themes.all() if theme.id in asks and theme.status == "open"]
    brief = _running(teams.briefs.newest(), as_of)
    nothing = Spoken()
    return Spoken(
        actions=(*effects, *(action_sentence(one, as_of, days) for one in actions if one.status == "open")),
        done=len(effects),
        goals=tuple(goals),
        confusion=_most_said(recent, "confusion") or nothing.confusion,
        questions=_most_said(recent, "question") or nothing.questions,
        asks=_asked(len(waiting), [theme.name for theme in waiting]) if asks else nothing.asks,
        themes=_themes(recent, as_of),
        brief=nothing.brief if brief is None else f"{text.short(brief.campaign, 60)}, version {brief.version}",
        brief_lines=() if brief is None else _brief_lines(brief),
        updates=_updates(teams, as_of, since),
        agreements=tuple(
            f"{one.definition.replace('_', ' ').capitalize()}, version {one.version}: {text.clean(one.words)}"
            for one in (teams.agreements.in_force().values() if agreed is None else agreed)
        ),
    )


def heard_until(teams: Teams, day: date) -> date:
    """The newest day that anything is known of: of the leads, or of what was heard since their export."""
    said: list[date] = teams.feedback.table()["said_on"].to_list()
    return max([day, *said])


def action_sentence(action: Action, today: date, held: Mapping[int, date] | None = None) -> str:
    """Who does what by when, whether it is late, and in which of the syncs `held` it was decided."""
    about = []
    if action.due:
        days = (today - action.due).days
        late = f", {days} {'day' if days == 1 else 'days'} late" if days > 0 else ""
        about.append(f"by {action.due.day} {action.due:%b}{late}")
    about += [words for words in [decided_words(action, held or {})] if words]
    said = f"{text.clean(action.who)}: {text.clean(action.what)}"
    return f"{said} ({'; '.join(about)})" if about else said


def _most_said(said: pl.DataFrame, kind: str) -> str:
    """The theme of one kind that was said most often in the last weeks; '' without any."""
    found = heard_themes(said.filter(pl.col("kind") == kind), said["said_on"].max()) if len(said) else said  # type: ignore[arg-type]
    if found.is_empty():
        return ""
    row = found.row(0, named=True)
    others = len(found) - 1
    more = f", and {others} other {'theme' if others == 1 else 'themes'}" if others else ""
    times = "once" if row["said"] == 1 else f"{row['said']} times"
    return f"“{text.short(row['theme'], 80)}”, said {times} in four weeks{more}"


def _themes(said: pl.DataFrame, as_of: date) -> tuple[str, ...]:
    found = heard_themes(said, as_of).head(_MOST)
    return tuple(
        f"“{text.short(row['theme'], 80)}”: {row['said']} ({row['kind'].replace('_', ' ')})"
        for row in found.iter_rows(named=True)
    )


def _asked(waiting: int, names: Sequence[str]) -> str:
    if not waiting:
        return "Every ask has its answer"
    said = text.listed([f"“{text.short(name, 60)}”" for name in names[:3]])
    return f"{waiting} {'ask waits' if waiting == 1 else 'asks wait'} for an answer: {said}"


def _running(briefs: Sequence[Brief], today: date) -> Brief | None:
    """The brief written last among those that run or are about to."""
    ahead = [one for one in briefs if one.ends is None or one.ends >= today]
    return max(ahead, key=lambda one: (one.used_from, one.id), default=None)


def _brief_lines(brief: Brief) -> tuple[str, ...]:
    told = [(label, getattr(brief, name)) for label, name in _BRIEF_LINES]
    lines = [f"{label}: {text.clean(value)}" for label, value in told if value.strip()]
    lines += [f"Say: {text.clean(line)}" for line in brief.script.splitlines()[:_MOST] if line.strip()]
    return (*lines, *(f"{text.clean(asked)} – {text.clean(answer)}" for asked, answer in brief.questions[:_MOST]))


def _updates(teams: Teams, as_of: date, since: date | None) -> tuple[str, ...]:
    """What each team did from a day on: briefs written, actions done, feedback given."""
    first = since or as_of - timedelta(days=RECENT_DAYS)
    briefs = [one for one in teams.briefs.versions() if first <= one.used_from <= as_of]
    said = teams.feedback.table().filter(pl.col("said_on").is_between(first, as_of))
    done = [one for one in teams.actions.all() if one.done_on and first <= one.done_on <= as_of]
    lines = [f"Brief for {text.short(one.campaign, 60)}, version {one.version}, from {one.used_from.day} "
             f"{one.used_from:%b}" for one in briefs]  # fmt: skip
    lines += [f"Done: {text.clean(one.what)} ({text.clean(one.who)})" for one in done]
    if len(said):
        people = said["who"].n_unique()
        lines.append(
            f"{len(said)} {'piece' if len(said) == 1 else 'pieces'} of feedback from {people} "
            f"{'person' if people == 1 else 'people'}"
        )
    return tuple(lines)
