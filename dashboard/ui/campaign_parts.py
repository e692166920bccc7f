"""The parts of the Campaigns page: every campaign as a row, what platforms claim, and what a closing rate returns."""

from __future__ import annotations

import polars as pl

from dashboard.charts.campaigns import platform_claims, platform_claims_alt
from dashboard.charts.what_if import what_if, what_if_alt
from dashboard.findings.campaigns import claims_finding, what_if_finding
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.what_if import economics
from dashboard.ui import definitions
from dashboard.ui.campaign_table import campaign_table
from dashboard.ui.figure import empty, figure, headline
from dashboard.ui.view import View
from dashboard.ui.workspace import campaigns


def in_currency(returns: pl.DataFrame, currency: str | None) -> pl.DataFrame:
    """The campaigns paid in one currency, those without spend among them; all where there is only one."""
    return returns.filter((returns["currency"] == currency) | returns["currency"].is_null()) if currency else returns


def table_part(view: View) -> None:
    """Every campaign as a row."""
    headline(
        "Every campaign, from spend to return",
        f"Spend and outcomes, {view.slice_words}",
        definitions.campaigns(view.table.practice),
    )
    campaign_table(campaign_returns(view.slice, campaigns()))


def claims_part(view: View, currency: str | None) -> None:
    """Leads the platforms count beside inquiries that arrived; nothing where no platform counts any."""
    own = in_currency(campaign_returns(view.slice, campaigns()), currency)
    if not own["platform_leads"].drop_nulls().len():
        return
    figure(
        finding=claims_finding(own),
        subtitle=f"Leads the ad platform counts beside inquiries that arrived, {view.slice_words}",
        chart=platform_claims(own),
        numbers=own.select("campaign", "platform", "platform_leads", "leads", "real"),
        alt=platform_claims_alt(own),
        definition=definitions.claims(),
        name="claimed and arrived",
    )


def what_if_part(view: View, currency: str | None, value: float | None) -> None:
    """The return on the spend in view, by the share of real leads that close."""
    now = economics(in_currency(campaign_returns(view.slice, campaigns()), currency), value)
    if not now:
        empty(
            "No return without spend and the money of a procedure.", "Enter what one procedure brings, or import deals."
        )
        return
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
