"""One leak on the screen: its sentence, chart, evidence, what would settle it, and the ways on from it."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import leaks as charts
from dashboard.charts import text
from dashboard.charts.house import ink
from dashboard.findings.leak_evidence import evidence, settle, speaks_for
from dashboard.findings.leaks import chance_words, hand_off, leak_sentence
from dashboard.metrics.funnel import stopped_here
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.explain import Explanation
from dashboard.metrics.leaks.report import Leak
from dashboard.stages import TEAMS
from dashboard.ui.action_maker import Cause, make_action, measure_of
from dashboard.ui.beside import beside
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline
from dashboard.ui.lead_list import lead_list
from dashboard.ui.leak_dismissal import dismiss
from dashboard.ui.leak_link import NAME, funnel_link, show_alone
from dashboard.ui.view import View


def leak_card(view: View, leak: Leak, explanation: Explanation, rank: int | None = None, *, ways: bool = True) -> None:
    """Draw the leak; `rank` stands before its sentence, and without `ways` it can be neither linked nor dismissed."""
    label = view.table.label
    with st.container(border=True, key=f"leak {leak.id}"):
        sentence = leak_sentence(leak, label)
        headline(f"{rank}. {sentence}" if rank else sentence, f"{hand_off(leak)} · {chance_words(leak.chance)}")
        left, right = st.columns([1, 1.35], gap="large", vertical_alignment="center")
        with left:
            st.plotly_chart(
                ink(charts.leak(leak), dark=st.context.theme.type == "dark"),
                key=f"leak chart {leak.id}",
                alt=charts.leak_alt(leak),
                config={"displayModeBar": False},
            )
        with right:
            st.markdown("\n".join(f"- {plain(said)}" for said in evidence(leak, explanation, label)))
            st.markdown(_settled(leak, explanation))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            funnel_link(view, leak)
            if ways:
                st.button(
                    "Link to this leak",
                    key=f"link {leak.id}",
                    type="tertiary",
                    icon=":material/link:",
                    on_click=show_alone,
                    args=(leak.id,),
                    help="Shows this leak alone; the address above is then its link, for e-mails and minutes.",
                )
                dismiss(leak)
            make_action(_cause(view, leak))
            listed = st.toggle("Leads", key=f"leads {leak.id}")
        if listed:
            _leads(view, leak)


def _cause(view: View, leak: Leak) -> Cause:
    return Cause(
        "leak",
        leak.id,
        what=f"{leak_sentence(leak, view.table.label)}: ",
        team=next((team for team in TEAMS if team == leak.team), None),
        measure=measure_of(leak.step[1]),
        slice=leads_of(view, leak).filters,
        asks=((NAME, leak.id),),
    )


def leads_of(view: View, leak: Leak) -> Slice:
    """The leads in view that the leak is about."""
    filters = view.filters
    for name, value in leak.where:
        filters = filters.choosing(name, (value,))
    return view.table.slice(filters)


def _settled(leak: Leak, explanation: Explanation) -> str:
    supports = speaks_for(explanation)
    speaks = f"{plain(supports[0].upper() + supports[1:])}. " if supports else ""
    ids = ", ".join(text.short(number, 24) for number in explanation.to_look_at)
    return f"{speaks}**To settle it ({plain(explanation.team)}):** {plain(settle(leak, explanation))}" + (
        f"  \n:small[Leads {plain(ids)}]" if ids else ""
    )


def _leads(view: View, leak: Leak) -> None:
    """The leads that did not go on."""
    state = st.segmented_control(
        "Which leads",
        list(_STATES),
        default="lost",
        required=True,
        key=f"state {leak.id}",
        format_func=_STATES.__getitem__,
        label_visibility="collapsed",
    )

    def listed(seen: View) -> None:
        found = stopped_here(leads_of(seen, leak), leak.step[0], state or "lost")
        st.caption(f"{text.count(len(found))} {'lead' if len(found) == 1 else 'leads'}")
        lead_list(found, f"leads {leak.id} {state}")

    beside(view, f"leads {leak.id}", listed)


_STATES = {"lost": "Lost at this step", "open": "Still open"}
