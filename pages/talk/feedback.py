"""What the phones hear: written down in a minute, gathered into themes, answered by marketing."""

import polars as pl
import streamlit as st

from dashboard.charts.feedback import kinds, kinds_alt, theme_bars, theme_bars_alt, theme_weeks, theme_weeks_alt
from dashboard.findings import feedback as say
from dashboard.metrics import feedback as count
from dashboard.metrics.people import counselors
from dashboard.metrics.quality import quality
from dashboard.ui import definitions
from dashboard.ui.asks import asks
from dashboard.ui.feedback_form import feedback_form
from dashboard.ui.feedback_list import feedback_list
from dashboard.ui.figure import empty, figure, headline, table
from dashboard.ui.filter_bar import filter_bar
from dashboard.ui.heard import heard
from dashboard.ui.notes_import import notes_import, take_out
from dashboard.ui.theme_editor import theme_editor
from dashboard.ui.trend_marks import marks_chosen, marks_listed
from dashboard.ui.view import show
from dashboard.ui.workspace import campaigns, leads, workspace

MOST, WEEKS = 10, 8  # themes and weeks drawn; the numbers hold them all

here, known = workspace(), leads()
people = counselors(known)
briefed = [brief.campaign for brief in here.teams.briefs.newest()]
running = list(dict.fromkeys([*(name for name in known.values("campaign") if name), *briefed]))
st.title("Feedback", anchor=False)
with st.expander(
    "Log feedback", icon=":material/add_comment:", key="log", on_change="rerun", bind="query-params"
) as log:
    if log.open:
        feedback_form(known, here, people, running)
view = filter_bar(known)
show(view)
found = heard(view, here)
said, words = found.said, view.slice_words
if said.is_empty():
    empty("Nothing was heard in this view yet.", "Log what a lead said today, or import the notes you keep.")
else:
    themes = count.themes(said, found.as_of)
    left, right = st.columns(2, gap="large")
    with left:
        figure(
            finding=say.themes_finding(themes),
            subtitle=f"Themes by how often they were said, {words}",
            chart=theme_bars(themes.head(MOST)),
            numbers=themes,
            alt=theme_bars_alt(themes),
            definition=definitions.themes(),
            name="themes",
        )
    with right:
        weekly = count.theme_weeks(said, MOST, WEEKS, found.as_of)
        marked = marks_chosen(weekly["week"])
        figure(
            finding=say.weeks_finding(weekly),
            subtitle=f"How often in each of the last {WEEKS} weeks, {words}",
            chart=theme_weeks(weekly, marked),
            numbers=weekly,
            alt=theme_weeks_alt(weekly),
            definition=definitions.themes(),
            name="themes by week",
        )
        marks_listed(marked)
    asks(said, here)
    theme_editor(here, dict(themes.select("theme_id", "said").iter_rows()))
    by = st.segmented_control("Heard by", count.FIELDS, default="campaign", format_func=str.capitalize, key="heard_by")
    by_kind = count.feedback_kinds(said, by or "campaign")
    figure(
        finding=say.kinds_finding(by_kind, by_kind.columns[0]),
        subtitle=f"What was heard, by {by_kind.columns[0]} and kind, {words}",
        chart=kinds(by_kind, by_kind.columns[0]),
        numbers=by_kind,
        alt=kinds_alt(by_kind, by_kind.columns[0]),
        definition=definitions.kinds(),
        name="heard by",
    )
rated = count.rated_quality(quality(view.slice, campaigns(), said), said)
headline(say.ratings_finding(rated), f"Figures and counselors' words, {words}", definitions.ratings())
if rated["campaign"].drop_nulls().len() or rated["rated"].sum():
    table(rated.with_columns(pl.col("campaign").fill_null("(no campaign)")), "quality by campaign")
heard_from = count.contributors(said.filter(pl.col("team").ne_missing("marketing")), people, found.as_of)
headline(say.contributors_finding(heard_from), f"Counselors with leads lately and all who wrote, {words}")
table(heard_from, "contributors")
feedback_list(said, here)
notes_import(here, [*people, *running])
take_out(here, said)
