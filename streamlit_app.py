"""The frame of every page: navigation, the filters above the analysis pages, and what is in the data."""

import streamlit as st

from dashboard.ui import frame

frame.page_config()

ANALYSIS = [
    st.Page(
        "app_pages/leaks/funnel.py",
        title="Funnel",
        icon=":material/filter_alt:",
        default=True,
        help="How far inquiries get, step by step: won, still open and lost.",
    ),
    st.Page(
        "app_pages/leaks/response.py",
        title="Response",
        icon=":material/timer:",
        help="How long leads wait for a first human answer, and who is never reached.",
    ),
    st.Page(
        "app_pages/leaks/segments.py",
        title="Segments",
        icon=":material/bar_chart:",
        help="Which groups of leads convert better than the rest, and how fast.",
    ),
    st.Page(
        "app_pages/leaks/campaigns.py",
        title="Campaigns",
        icon=":material/campaign:",
        help="What each campaign cost and what came of it.",
    ),
]
SET_UP = [
    st.Page(
        "app_pages/setup/imports.py",
        title="Imports",
        icon=":material/upload_file:",
        help="Upload exports of leads and campaigns, see what came in, take an import back.",
    ),
    st.Page(
        "app_pages/setup/settings.py",
        title="Settings",
        icon=":material/settings:",
        help="Opening hours, time zone, response limit and what counts as a real lead.",
    ),
]

page = st.navigation({"Find leaks": ANALYSIS, "Set up": SET_UP})
frame.above(page.title, analysis=page in ANALYSIS)
page.run()
