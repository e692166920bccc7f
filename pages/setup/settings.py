"""What every figure rests on, where the teams have not agreed on it."""

import streamlit as st

from dashboard.practice import PracticeError
from dashboard.ui.audit_list import audit_list
from dashboard.ui.escape import plain
from dashboard.ui.retention_section import retention_section
from dashboard.ui.sample_section import sample_section
from dashboard.ui.settings_form import settings_form
from dashboard.ui.workspace import agreements_in_force, workspace

here = workspace()
st.title("Settings", anchor=False)
if here.is_sample:
    st.caption(
        "Your practice's settings. The sample practice in view keeps its own; yours take effect with your first "
        "import, whose times are read in the time zone you choose here."
    )
    sample_section(here)
else:
    st.caption("What every figure rests on. A change takes effect at once, on every page and for everyone.")
try:
    entered = settings_form(here.settings(), agreements_in_force())
    if entered is not None:
        here.save_practice(entered)
        st.success("Saved.", icon=":material/check:")
except PracticeError as error:
    st.error(plain(f"Not saved: {error}"), icon=":material/error:")
retention_section(here)
audit_list(here)
