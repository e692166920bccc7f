"""A brief as counselors read it, and who has read it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from dashboard.charts.text import short
from dashboard.findings.briefs import read_finding
from dashboard.store.briefs import Brief
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui.brief_form import LABELS
from dashboard.ui.brief_pictures import pictures
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline
from dashboard.ui.offer import write_button
from dashboard.ui.person import person
from dashboard.ui.said import said, say
from dashboard.ui.strip import moment
from dashboard.ui.writing import lines


def brief_card(workspace: Workspace, brief: Brief) -> None:
    """Draw everything the brief says; empty parts are left out."""
    zone = workspace.practice().zone
    written = f", written {moment(brief.at.astimezone(zone))}" if brief.at else ""
    headline(brief.campaign, f"Version {brief.version}, used from {_day(brief)}{written}{_by(brief)} · {_runs(brief)}")
    left, right = st.columns(2, gap="large")
    with left:
        for name in ("offer", "price", "audience"):
            _part(name, getattr(brief, name))
        for address in filter(None, (brief.landing_page, *brief.links)):
            kind = "Landing page" if address == brief.landing_page else "Ad"
            label = f"{kind}: {short(urlsplit(address).netloc + urlsplit(address).path, 50)}"
            st.link_button(plain(label), address, icon=":material/open_in_new:")
        pictures(workspace, brief.pictures)
    with right:
        _part("script", brief.script)
        _part("avoid", brief.avoid)
        if brief.questions:
            st.markdown("**Likely questions**")
            for question, answer in brief.questions:
                st.markdown(f"{plain(question)}  \n:material/reply: {lines(answer) if answer else 'No answer yet'}")


def readers(workspace: Workspace, brief: Brief, counselors: Sequence[str]) -> None:
    """Draw who has read this version and who has not, and the button by which one says so."""
    given = [one for one in workspace.teams.briefs.acknowledgements() if one.brief == brief.brief]
    read = [one.who for one in given if one.version == brief.version]
    has_read = {name.casefold() for name in read}
    unread = [name for name in counselors if name.casefold() not in has_read]
    headline(read_finding(brief.version, read, unread), "Counselors with leads in the last 90 days of the data")
    said("readers")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=520):
            reader = person([*counselors, *(name for name in read if name not in counselors)])
        write_button(
            f"I have read version {brief.version}",
            icon=":material/done_all:",
            disabled=not reader.who or reader.who.casefold() in has_read,
            on_click=_acknowledge,
            args=(workspace, brief, reader.who),
            key="read",
        )


def _acknowledge(workspace: Workspace, brief: Brief, who: str) -> None:
    try:
        workspace.teams.briefs.acknowledge(brief.brief, brief.version, who)
        say("readers", "check", f"{short(who, 40)} has read version {brief.version}.")
    except StoreError as error:
        say("readers", "error", str(error))


def _part(name: str, words: str) -> None:
    if words:
        st.markdown(f"**{LABELS[name]}**  \n{lines(words)}")


def _day(brief: Brief) -> str:
    return f"{brief.used_from.day} {brief.used_from:%b %Y}"


def _by(brief: Brief) -> str:
    return f" by {brief.by}" if brief.by else ""


def _runs(brief: Brief) -> str:
    first, last = (f"{day.day} {day:%b %Y}" if day else None for day in (brief.starts, brief.ends))
    if first and last:
        return f"runs {first} to {last}"
    if first or last:
        return f"runs from {first}" if first else f"runs until {last}"
    return "no dates set"
