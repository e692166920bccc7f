"""The frame of every page: navigation, the filters above the analysis pages, and what is in the data.

Streamlit runs this file anew for every page and click. The server imports it once before that, for `app`.
"""

import streamlit as st

from dashboard.ui import frame, server


def draw() -> None:
    """One run of the frame and the page in it."""
    frame.page_config()

    analysis = [
        st.Page(
            "pages/leaks/funnel.py",
            title="Funnel",
            icon=":material/filter_alt:",
            default=True,
            help="How far inquiries get, step by step: won, still open and lost.",
        ),
        st.Page(
            "pages/leaks/response.py",
            title="Response",
            icon=":material/timer:",
            help="How long leads wait for a first human answer, and who is never reached.",
        ),
        st.Page(
            "pages/leaks/segments.py",
            title="Segments",
            icon=":material/bar_chart:",
            help="Which groups of leads convert better than the rest, and how fast.",
        ),
        st.Page(
            "pages/leaks/campaigns.py",
            title="Campaigns",
            icon=":material/campaign:",
            help="What each campaign cost and what came of it.",
        ),
        st.Page(
            "pages/leaks/not_booked.py", title="Why not booked", icon=":material/help:", help="Why leads do not book."
        ),
        st.Page(
            "pages/leaks/leaks.py",
            title="Leaks",
            icon=":material/water_drop:",
            help="Where fewer go on than comparable leads do: how many, what it is worth, what it goes with.",
        ),
    ]
    talk = [
        st.Page(
            "pages/talk/feedback.py",
            title="Feedback",
            icon=":material/forum:",
            help="What leads ask and say on the phone, gathered into themes, and what marketing answers.",
        ),
        st.Page(
            "pages/talk/briefs.py",
            title="Briefs",
            icon=":material/description:",
            help="What each campaign offers and how to speak of it, and who has read it.",
        ),
    ]
    set_up = [
        st.Page(
            "pages/setup/imports.py",
            title="Imports",
            icon=":material/upload_file:",
            help="Upload exports of leads and campaigns, see what came in, take an import back.",
        ),
        st.Page(
            "pages/setup/settings.py",
            title="Settings",
            icon=":material/settings:",
            help="Opening hours, time zone, response limit and what counts as a real lead.",
        ),
    ]

    page = st.navigation({"Find leaks": analysis, "Talk": talk, "Set up": set_up})
    frame.above(page.title, analysis=page in analysis)
    page.run()


if __name__ == "__main__":
    draw()
else:
    server.leave_pages_to_navigation()
    app = st.App(__file__)
