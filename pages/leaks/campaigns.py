"""What each campaign cost and what came of it."""

import streamlit as st

from dashboard.charts.campaigns import campaign_costs, campaign_costs_alt
from dashboard.findings.campaigns import costs_finding, unjoined_finding
from dashboard.metrics.campaigns import campaign_returns, currencies
from dashboard.metrics.what_if import economics
from dashboard.ui import again, definitions
from dashboard.ui.attribution_section import attribution_section
from dashboard.ui.beside import beside
from dashboard.ui.campaign_choices import cost_chosen, currency_chosen, value_chosen
from dashboard.ui.campaign_parts import claims_part, in_currency, table_part, what_if_part
from dashboard.ui.drought_notice import drought_section
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure
from dashboard.ui.view import current
from dashboard.ui.workspace import campaigns

view = current()
practice = view.table.practice
returns = campaign_returns(view.slice, campaigns())
if not len(returns):
    empty("No campaigns and no leads in this view.", "Choose a longer period or clear the filters.")
    st.stop()
spent = returns["spend"].drop_nulls().len() > 0
cost = currency = None
if spent:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cost = cost_chosen(view)
        currency = currency_chosen(currencies(returns))
own = in_currency(returns, currency)
if cost and own["spend"].drop_nulls().len():
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
unjoined = unjoined_finding(returns) if spent else None
if unjoined:
    st.caption(plain(unjoined))
if own["spread"].fill_null(False).any():
    st.caption("Spend given for a longer period is counted by the days inside this one.")
if not own["spend"].drop_nulls().len() and not returns["campaign"].drop_nulls().len():
    attribution_section(view, returns)
    st.stop()
beside(view, "campaign table", table_part)
left, right = st.columns(2, gap="large")
with left:
    beside(view, "claimed and arrived", lambda seen: claims_part(seen, currency))
with right:
    value = value_chosen(economics(own), currency or practice.currency)
    beside(view, "what if", lambda seen: what_if_part(seen, currency, value))
attribution_section(view, returns)
drought_section(view)
