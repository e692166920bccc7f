"""Where a practice's exports come in, and go out again."""

import streamlit as st

from dashboard.ui.import_flow import import_flow
from dashboard.ui.import_history import import_history, say_kept
from dashboard.ui.junk_signals import junk_signals
from dashboard.ui.remembered_columns import remembered_columns
from dashboard.ui.workspace import imports, leads, workspace

st.title("Imports", anchor=False)
st.caption(
    "Upload what your systems export: last month's leads, what the ads cost. The same months again update what is "
    "known and never double it. Nothing is stored before you confirm."
)
say_kept()
import_flow(workspace())
import_history(imports(), workspace())
remembered_columns(workspace())
junk_signals(leads(), imports(), workspace())
