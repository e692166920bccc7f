"""Goals on the screen: where each stands and whose it is, and the starters to take over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import polars as pl
import streamlit as st

from dashboard.findings.goals import amount, measure_label, standing_words
from dashboard.metrics.goals import Attainment, Standing
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.measures import BY_NAME
from dashboard.metrics.starters import Offer, offers
from dashboard.store.goals import Goal
from dashboard.store.imports import StoreError
from dashboard.ui.action_maker import Cause, make_action, measure_of
from dashboard.ui.escape import plain
from dashboard.ui.goal_form import goal_form
from dashboard.ui.goal_standing import standing
from dashboard.ui.offer import write_button
from dashboard.ui.said import said, say
from dashboard.ui.slice_choice import leads_words
from dashboard.ui.workspace import workspace

_BADGES: Final[dict[Standing, tuple[str, str, str]]] = {
    "met": ("Met", "check_circle", "green"),
    "missed": ("Missed", "cancel", "orange"),
    "on_course": ("On course", "trending_up", "green"),
    "behind": ("Behind", "trending_down", "orange"),
    "either": ("Could go either way", "trending_flat", "gray"),
    "ahead": ("Not begun", "event", "gray"),
    "too_few": ("Too few to say", "hourglass_empty", "gray"),
    "unknown": ("Cannot tell", "help", "gray"),
}


def goal_card(goal: Goal, names: Sequence[str]) -> None:
    """Draw one goal with its standing, and folded away the form to change it."""
    found = standing(goal)
    with st.container(border=True, gap="xsmall", key=f"card goal {goal.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(goal.name)}**", width="stretch")
            words, icon, colour = _BADGES[found.standing]
            st.badge(words, icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]
        st.markdown(plain(_capital(standing_words(found))))
        st.caption(plain(" · ".join(filter(None, _about(goal)))))
        with st.container(horizontal=True, vertical_alignment="center"):
            write_button(
                "Open again" if goal.closed else "Close",
                key=f"close goal {goal.id}",
                type="tertiary",
                icon=":material/lock_open:" if goal.closed else ":material/lock:",
                on_click=_close,
                args=(goal,),
                help="A closed goal is no longer told at the sync.",
            )
            measure = goal.measure if goal.measure in BY_NAME else measure_of(goal.measure)
            make_action(Cause("figure", f"goal {goal.id}", team=goal.team, measure=measure, slice=goal.slice))
        said(f"closed goal {goal.id}")
        with st.expander("Change", icon=":material/edit:", key=f"change goal {goal.id}", on_change="rerun") as fold:
            if fold.open:
                goal_form(goal, names)


def starters(table: LeadTable, month: tuple[date, date], taken: Sequence[str]) -> None:
    """Draw the goals to start with, each with the practice's own figure and where its band comes from."""
    found = offers(table, *month, taken)
    said("starter")
    for offer in found:
        starter = offer.starter
        line, action = st.columns([6, 1.4], vertical_alignment="center")
        way = "at least" if starter.direction == "at_least" else "at most"
        own = amount(starter.measure, offer.baseline) if offer.baseline is not None else "not known yet"
        line.markdown(
            f"**{plain(starter.name)}** ({starter.team}): {plain(f'{way} {amount(starter.measure, offer.target)}')}. "
            f"Your last three months, middle value: {plain(own)}.  \n:small[{plain(starter.source)}]"
        )
        write_button(
            "Take over",
            action,
            key=f"starter {starter.measure}",
            icon=":material/add:",
            on_click=_take_over,
            args=(offer, month),
            width="stretch",
        )
    if not found:
        st.caption("Every starter has its goal.")


def goal_table(goals: Sequence[Goal]) -> pl.DataFrame:
    """Every goal as a row with where it stands, as it goes into a file."""
    return pl.DataFrame([_row(goal, standing(goal)) for goal in goals], infer_schema_length=None)


def _row(goal: Goal, found: Attainment) -> dict[str, object]:
    own = ("id", "name", "measure", "team", "owner", "since", "until", "target", "direction", "baseline", "closed")
    reached = found.pace.so_far if found.pace else found.part.share if found.part else None
    return {name: getattr(goal, name) for name in own} | {
        "leads": leads_words(goal.slice),
        "reached": None if reached is None else float(reached),
        "projected": found.projected,
        "low": None if found.low is None else float(found.low),
        "high": None if found.high is None else float(found.high),
        "standing": found.standing,
    }


def _about(goal: Goal) -> tuple[str, ...]:
    last = goal.until - timedelta(days=1)
    usual = f"usually {amount(goal.measure, goal.baseline)}" if goal.baseline is not None else ""
    days = f"{goal.since.day} {goal.since:%b} to {last.day} {last:%b %Y}"
    return goal.team.capitalize(), goal.owner, measure_label(goal.measure), leads_words(goal.slice), days, usual


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _close(goal: Goal) -> None:
    try:
        workspace().teams.goals.change(replace(goal, closed=not goal.closed))
    except StoreError as error:
        say(f"closed goal {goal.id}", "error", f"Not saved: {error}")


def _take_over(offer: Offer, month: tuple[date, date]) -> None:
    starter = offer.starter
    since, until = month
    workspace().teams.goals.add(
        Goal(
            starter.name,
            starter.measure,
            since,
            until,
            offer.target,
            starter.team,
            starter.direction,
            baseline=offer.baseline,
        )
    )
    say("starter", "check", f"“{starter.name}” is a goal now; change it as you like.")
