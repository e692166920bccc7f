"""How far inquiries get, and where they stop."""

import streamlit as st

from dashboard import charts
from dashboard.charts import text
from dashboard.findings.funnel import funnel_finding, reasons_finding, trend_finding
from dashboard.metrics.funnel import funnel_steps, lost_reasons, with_before
from dashboard.metrics.trend import weekly
from dashboard.stages import BY_NAME
from dashboard.ui import definitions
from dashboard.ui.figure import empty, figure, headline, table
from dashboard.ui.lead_list import selected_leads
from dashboard.ui.split import MOST, split_by
from dashboard.ui.stage_cards import stage_cards
from dashboard.ui.view import current
