"""What the practice has agreed on; every figure rests on it."""

import streamlit as st

from dashboard.practice import PracticeError
from dashboard.ui.escape import plain
from dashboard.ui.settings_form import settings_form
from dashboard.ui.workspace import workspace

here = workspace()
st.title("Settings", anchor=False)
if here.is_sample:
    st.caption(
        "Your practice's agreements. The sample practice in view keeps its own; yours take effect with your first "
        "import, whose times are read in the time zone you choose here."
    )
else:
    st.caption("What every figure rests on. A change takes effect at once, on every page and for everyone.")
try:
    entered = settings_form(here.agreed_practice())
    if entered is not None:
        here.save_practice(entered)
        st.success("Saved.", icon=":material/check:")
except PracticeError as error:
    st.error(plain(f"Not saved: {error}"), icon=":material/error:")
