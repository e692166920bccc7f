"""The figures of the pages once more, of other leads: those in view as they count under another version."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboard.charts import campaigns as campaign_charts
from dashboard.charts import consults as consult_charts
from dashboard.charts import funnel as funnel_charts
from dashboard.charts import response as response_charts
from dashboard.charts import segments as segment_charts
from dashboard.charts.aging import aging_alt, aging_bars
from dashboard.charts.not_booked import not_booked, not_booked_alt
from dashboard.charts.trend import trend_alt, weekly_rate
from dashboard.filters import Filters
from dashboard.findings.campaigns import costs_finding
from dashboard.findings.follow_up import aging_finding
from dashboard.findings.funnel import funnel_finding, trend_finding
from dashboard.findings.hypotheses import hypotheses_finding
from dashboard.findings.operations import consults_finding, no_shows_finding, waits_finding
from dashboard.findings.response import bands_finding, curve_finding
from dashboard.findings.segments import convert_finding, pairs_finding, segments_finding
from dashboard.metrics import response as waits
from dashboard.metrics.aging import aging, aging_bands
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.consults import OWN, consults, days_to_consult
from dashboard.metrics.convert_time import convert_time
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.hypotheses import beside_usual
from dashboard.metrics.no_shows import no_shows_compared
from dashboard.metrics.segments import largest_pairs, segment_rates, two_way
from dashboard.metrics.trend import weekly
from dashboard.stages import BY_NAME
from dashboard.ui.campaign_parts import in_currency
from dashboard.ui.figure import Drawn
from dashboard.ui.split import MOST
from dashboard.ui.workspace import campaigns

if TYPE_CHECKING:
    from dashboard.metrics.leads import Slice

Again = Callable[["Slice"], Drawn]


def funnel(leads: Slice) -> Drawn:
    """The funnel."""
    steps = funnel_steps(leads)
    return Drawn(funnel_finding(steps), funnel_charts.funnel(steps), funnel_charts.funnel_alt(steps), steps)


def weeks(stage: str) -> Again:
    """Week by week, the share of real leads that reached a stage."""

    def drawn(leads: Slice) -> Drawn:
        found, done = weekly(leads, stage), BY_NAME[stage].done
        return Drawn(trend_finding(found, done), weekly_rate(found, done, ()), trend_alt(found, done), found)

    return drawn


def panels(by: str) -> Again:
    """The funnel by a field."""

    def drawn(leads: Slice) -> Drawn:
        split = funnel_steps(leads, by, MOST)
        chart, alt = funnel_charts.funnel_panels(split, by), funnel_charts.funnel_panels_alt(split, by)
        return Drawn(f"The funnel by {leads.table.label(by).lower()}", chart, alt, lambda: funnel_steps(leads, by))

    return drawn


def answered(by: str | None, business: bool) -> Again:
    """The share answered over time."""

    def drawn(leads: Slice) -> Drawn:
        limit, curve = leads.table.practice.response_limit_s, waits.answered_curve(leads, by, business, MOST)
        times = waits.response_times(leads, by)
        said = curve_finding(times, by, leads.table.label(by), business) if by else "Share answered over time"
        chart, alt = (draw(curve, limit, by) for draw in (response_charts.answered_curve, _answered_alt))
        return Drawn(said, chart, alt, times)

    return drawn


def _answered_alt(*shown: object) -> str:
    return response_charts.answered_curve_alt(*shown)  # type: ignore[arg-type]


def bands(stage: str, business: bool) -> Again:
    """Conversion by how long leads waited."""

    def drawn(leads: Slice) -> Drawn:
        found = waits.response_bands(leads, stage, business)
        said = bands_finding(found, BY_NAME[stage].done)
        return Drawn(said, response_charts.response_bands(found), response_charts.response_bands_alt(found), found)

    return drawn


def segments(by: str, stage: str, rows: int) -> Again:
    """Conversion by a field."""

    def drawn(leads: Slice) -> Drawn:
        rates = segment_rates(leads, by, stage)
        whole = segment_rates(leads, None, stage)["rate"].item()
        most = rates.sort("leads", descending=True, maintain_order=True).head(rows)
        said = segments_finding(rates, by, leads.table.label(by), BY_NAME[stage].done)
        chart, alt = segment_charts.segments(most, by, whole), segment_charts.segments_alt(most, by, whole)
        return Drawn(said, chart, alt, rates)

    return drawn


def converted(by: str, stage: str) -> Again:
    """The time to convert."""

    def drawn(leads: Slice) -> Drawn:
        curve = convert_time(leads, stage, by, MOST)
        said = convert_finding(convert_time(leads, stage), BY_NAME[stage].done)
        chart, alt = segment_charts.convert_curve(curve, by), segment_charts.convert_curve_alt(curve, by)
        return Drawn(said, chart, alt, curve)

    return drawn


def pairs(down: str, across: str, stage: str, rows: int) -> Again:
    """The map of two fields."""

    def drawn(leads: Slice) -> Drawn:
        found = two_way(leads, down, across, stage)
        shown = largest_pairs(found, rows=rows, columns=MOST)
        said = pairs_finding(found, BY_NAME[stage].done)
        return Drawn(said, segment_charts.two_way(shown), segment_charts.two_way_alt(shown), found)

    return drawn


def costs(cost: str, currency: str | None) -> Again:
    """What campaigns cost for what came of them."""

    def drawn(leads: Slice) -> Drawn:
        returns = campaign_returns(leads, campaigns())
        own = in_currency(returns, currency)
        chart, alt = campaign_charts.campaign_costs(own, cost), campaign_charts.campaign_costs_alt(own, cost)
        return Drawn(costs_finding(own, cost), chart, alt, own)

    return drawn


def reasons(by: str) -> Again:
    """Why leads did not book, by a field."""

    def drawn(leads: Slice) -> Drawn:
        everybody = leads.table.slice(Filters(leads.filters.since, leads.filters.until))
        found = beside_usual(leads, everybody, by)
        largest = found[by].unique(maintain_order=True).head(2 * MOST).to_list()
        shown = found.filter(found[by].is_in(largest, nulls_equal=True))
        said = hypotheses_finding(found, by, leads.table.label)
        return Drawn(said, not_booked(shown, by), not_booked_alt(found, by), found)

    return drawn


def waiting(leads: Slice) -> Drawn:
    """Open leads by the days since anything happened with them."""
    listed = aging(leads)
    found = aging_bands(listed)
    currencies = listed.drop_nulls("worth")["currency"].unique().to_list()
    chart = aging_bars(found, currencies[0] if len(currencies) == 1 else None)
    return Drawn(aging_finding(listed), chart, aging_alt(found), found)


def outcomes(by: str, rows: int) -> Again:
    """What became of consults."""

    def drawn(leads: Slice) -> Drawn:
        found = consults(leads, by)
        shown = found if by in OWN else found.sort("leads", descending=True, maintain_order=True).head(rows)
        said = consults_finding(consults(leads).row(0, named=True))
        return Drawn(said, consult_charts.consult_bars(shown, by), consult_charts.consult_bars_alt(shown, by), found)

    return drawn


def no_shows(by: str, label: str, rows: int) -> Again:
    """Who misses consults."""

    def drawn(leads: Slice) -> Drawn:
        found = no_shows_compared(leads, by)
        shown = found.head(rows)
        chart, alt = consult_charts.no_show_dots(shown), consult_charts.no_show_dots_alt(shown)
        return Drawn(no_shows_finding(found, label), chart, alt, found)

    return drawn


def days_ahead(leads: Slice) -> Drawn:
    """How long people wait for their consult."""
    months = days_to_consult(leads)
    chart, alt = consult_charts.wait_lines(months), consult_charts.wait_lines_alt(months)
    return Drawn(waits_finding(months), chart, alt, months)
