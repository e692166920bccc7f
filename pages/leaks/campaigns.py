"""What each campaign cost and what came of it."""

import streamlit as st

from dashboard.charts.campaigns import campaign_costs, campaign_costs_alt, platform_claims, platform_claims_alt
from dashboard.charts.what_if import what_if, what_if_alt
from dashboard.findings.campaigns import claims_finding, costs_finding, unjoined_finding, what_if_finding
from dashboard.metrics.campaigns import campaign_returns, currencies
from dashboard.metrics.what_if import economics
from dashboard.ui import again, definitions
from dashboard.ui.attribution_section import attribution_section
from dashboard.ui.campaign_choices import cost_chosen, currency_chosen, value_chosen
from dashboard.ui.campaign_table import campaign_table
from dashboard.ui.drought_notice import drought_section
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure, headline
from dashboard.ui.view import current
from dashboard.ui.workspace import campaigns

view = current()
practice = view.table.practice
returns = campaign_returns(view.slice, campaigns())
if not len(returns):
    empty("No campaigns and no leads in this view.", "Choose a longer period or clear the filters.")
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    cost = cost_chosen(view)
    currency = currency_chosen(currencies(returns))
own = returns.filter((returns["currency"] == currency) | returns["currency"].is_null()) if currency else returns
if own["spend"].drop_nulls().len():
    figure(
        finding=costs_finding(own, cost),
        subtitle=f"Spend divided by what came of it, {view.slice_words}",
        chart=campaign_costs(own, cost),
        numbers=own,
        alt=campaign_costs_alt(own, cost),
        definition=definitions.campaigns(practice),
        name="cost by campaign",
        again=again.costs(cost, currency),
    )
else:
    empty("No spend in this view.", "Upload the campaign report of your ad platform on the Imports page.")
unjoined = unjoined_finding(returns)
if unjoined:
    st.caption(plain(unjoined))
if own["spread"].fill_null(False).any():
    st.caption("Spend given for a longer period is counted by the days inside this one.")
if not own["spend"].drop_nulls().len() and not returns["campaign"].drop_nulls().len():
    attribution_section(view, returns)
    st.stop()
headline(
    "Every campaign, from spend to return", f"Spend and outcomes, {view.slice_words}", definitions.campaigns(practice)
)
campaign_table(returns)
left, right = st.columns(2, gap="large")
with left:
    if own["platform_leads"].drop_nulls().len():
        figure(
            finding=claims_finding(own),
            subtitle=f"Leads the ad platform counts beside inquiries that arrived, {view.slice_words}",
            chart=platform_claims(own),
            numbers=own.select("campaign", "platform", "platform_leads", "leads", "real"),
            alt=platform_claims_alt(own),
            definition=definitions.claims(),
            name="claimed and arrived",
        )
with right:
    value = value_chosen(economics(own), currency or practice.currency)
    now = economics(own, value)
    if now:
        rates = now.closing_rates(min(1.0, max(0.1, 2 * now.rate, 1.5 * now.break_even)))
        figure(
            finding=what_if_finding(now.break_even, now.rate),
            subtitle=f"Return on the spend in view by share of real leads that close, {view.slice_words}",
            chart=what_if(rates, now.break_even, now.rate),
            numbers=rates,
            alt=what_if_alt(now.break_even, now.rate),
            definition=definitions.what_if(),
            name="what if",
        )
    else:
        empty(
            "No return without spend and the money of a procedure.", "Enter what one procedure brings, or import deals."
        )
attribution_section(view, returns)
drought_section(view)
