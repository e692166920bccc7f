"""Which groups of leads convert better than the rest, and how fast."""

import streamlit as st

from dashboard.charts.segments import convert_curve, convert_curve_alt, segments, segments_alt, two_way, two_way_alt
from dashboard.findings.segments import convert_finding, pairs_finding, segments_finding
from dashboard.metrics import segments as rates_of
from dashboard.metrics.convert_time import convert_time
from dashboard.stages import BY_NAME
from dashboard.ui import again, definitions
from dashboard.ui.figure import empty, figure
from dashboard.ui.split import MOST, converted_stage, split_by
from dashboard.ui.view import current

ROWS = 15  # groups drawn; the numbers hold them all

view = current()
with st.container(horizontal=True, vertical_alignment="bottom"):
    stage = converted_stage(view, "segments_stage")
    by = split_by(view, "Compare by", "segments_by", "campaign")
    down = split_by(view, "Map: down", "map_down", "campaign")
    across = split_by(view, "Map: across", "map_across", "doctor", other_than=down)
if not view.slice.size or not (stage and by and down and across):
    empty(
        "Nothing to compare in this view.", "Choose a longer period, clear the filters, or import a file with stages."
    )
    st.stop()
done = BY_NAME[stage].done
practice = view.table.practice
label = view.table.label(by)
rates = rates_of.segment_rates(view.slice, by, stage)
whole = rates_of.segment_rates(view.slice, None, stage)["rate"].item()
most = rates.sort("leads", descending=True, maintain_order=True).head(ROWS)
figure(
    finding=segments_finding(rates, by, label, done),
    subtitle=f"Share of real leads that {done}, by {label.lower()}, {view.slice_words}"
    + (f"; the {ROWS} largest of {len(rates)}" if len(rates) > ROWS else ""),
    chart=segments(most, by, whole),
    numbers=rates,
    alt=segments_alt(most, by, whole),
    definition=definitions.conversion(stage, practice),
    name="segments",
    again=again.segments(by, stage, ROWS),
)
left, right = st.columns(2, gap="large")
with left:
    if view.table.dated and stage in view.table.stages:
        curve = convert_time(view.slice, stage, by, MOST)
        figure(
            finding=convert_finding(convert_time(view.slice, stage), done),
            subtitle=f"Share of real leads that {done}, by days since the inquiry, {view.slice_words}",
            chart=convert_curve(curve, by),
            numbers=curve,
            alt=convert_curve_alt(curve, by),
            definition=definitions.convert_time(stage),
            name="time to convert",
            again=again.converted(by, stage),
        )
    else:
        empty("No time to convert without dates.", "Ask for the inquiry date and the date of the stage.")
with right:
    pairs = rates_of.two_way(view.slice, down, across, stage)
    drawn = rates_of.largest_pairs(pairs, rows=ROWS, columns=MOST)
    figure(
        finding=pairs_finding(pairs, done),
        subtitle=f"{view.table.label(down)} by {view.table.label(across).lower()}: real leads that {done}, "
        + view.slice_words,
        chart=two_way(drawn),
        numbers=pairs,
        alt=two_way_alt(drawn),
        definition=definitions.conversion(stage, practice),
        name="map",
        again=again.pairs(down, across, stage, ROWS),
    )
