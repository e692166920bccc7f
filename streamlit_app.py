"""The frame of every page: navigation, the filters above the analysis pages, and what is in the data.

Streamlit runs this file anew for every page and click. The server imports it once before that, for `app`.
"""

import streamlit as st
from starlette.middleware import Middleware

from dashboard.ui import daily, doors, frame, gate, routes, server, server_log, uploads, wanted
from dashboard.ui.navigation import navigation


def draw() -> None:
    """One run of the frame and the page in it."""
    server.answer_clicks()
    frame.page_config()
    page, place = navigation(gate.arrive())
    with frame.sentences():
        gate.enter()
        frame.above(place.title, analysis=place.analysis, sync=place.title == "Sync")
        page.run()


if __name__ == "__main__":
    draw()
else:
    server.leave_pages_to_navigation()
    server_log.keep_values_out()
    doors.check_doors()
    daily.keep_limits_daily()
    app = st.App(
        __file__,
        routes=routes.routes(),
        middleware=[
            Middleware(doors.OwnComputerOnly),
            Middleware(uploads.FromContributors),
            Middleware(wanted.WantedPage),
        ],
        on_script_error=server.say_unforeseen,
    )
