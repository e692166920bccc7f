"""What the practice has agreed on; every figure rests on it."""

import streamlit as st

from dashboard.practice import PracticeError
from dashboard.ui.escape import plain
from dashboard.ui.settings_form import settings_form
from dashboard.ui.workspace import workspace

here = workspace()
st.title("Settings", anchor=False)
st.caption("What the figures rest on. A change takes effect on every page at once, for everyone who has it open.")
try:
    entered = settings_form(here.practice())
    if entered is not None:
        here.save_practice(entered)
        st.success("Saved. Every figure now follows these settings.", icon=":material/check:")
except PracticeError as error:
    st.error(plain(f"Not saved: {error}"), icon=":material/error:")
