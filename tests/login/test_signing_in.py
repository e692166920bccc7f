"""Signing in at a real login service, and what each person then sees, may do and leaves behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.login.conftest import Installation, Open, forgets

pytestmark = pytest.mark.browser


def test_a_cold_deep_link_meets_the_login_and_is_opened_after_it(open_window: Open) -> None:
    # the first window of this server, so it is cold
    window = open_window("funnel?practice=north&period=This+year")
    window.says("Sign in to see this.")
    assert window.page.get_by_test_id("stSidebarNav").count() == 0
    assert window.page.get_by_role("dialog").count() == 0
    assert "Clinic" not in window.page.content()

    window.sign_in("anna")

    window.says("Clinic north · Anna Berg")
    expect(window.page).to_have_url(re.compile(r"/funnel\?.*practice=north"))
    assert "period=This+year" in window.page.url
    assert "leadloop_wanted" not in {cookie["name"] for cookie in window.page.context.cookies()}


def test_a_person_sees_only_their_practice_and_no_link_leads_to_another(open_window: Open) -> None:
    window = open_window("funnel", who="carl")
    window.says("60 leads")
    window.settled()
    assert window.page.get_by_role("link", name="Practices").count() == 0

    window.open("funnel?practice=north")
    window.says("The link asks for a practice that is not among yours.")
    assert "40 leads" not in window.page.content()
    window.press("Open my practice")
    window.says("60 leads")


def test_the_group_view_sums_the_practices_one_sees(open_window: Open) -> None:
    window = open_window("rollup", who="anna")
    window.says("2 practices, 100 inquiries: 40 of 100 (40\u00a0%) booked a consult")


def test_choosing_another_practice_takes_no_filter_along(open_window: Open) -> None:
    window = open_window("funnel?practice=north&period=Last+month", who="anna")
    window.says("Clinic north")
    window.settled()

    window.press("Clinic north · Anna Berg")
    window.page.get_by_role("link", name="Clinic south").click()

    window.says("60 leads")
    window.says("Clinic south · Anna Berg")
    expect(window.page).to_have_url(re.compile(r"practice=south"))
    assert "period" not in window.page.url


def test_a_viewer_is_offered_no_write_and_somebody_the_list_does_not_name_sees_nothing(open_window: Open) -> None:
    viewer = open_window("imports", who="vera")
    viewer.says("A contributor imports files; you may look at what came in.")
    viewer.settled()
    assert viewer.page.get_by_test_id("stFileUploaderDropzoneInput").count() == 0
    assert viewer.page.get_by_role("button", name="Undo").count() == 0

    stranger = open_window("funnel", who="eve")
    stranger.says("not on this installation's list of people")
    assert "leads" not in stranger.page.get_by_test_id("stMain").inner_text()


def test_a_role_taken_away_stops_the_next_write_of_a_page_already_open(
    open_window: Open, installation: Installation
) -> None:
    window = open_window("goals", who="carl")
    window.settled()
    before = installation.secrets.read_text("utf-8")
    fold = window.page.locator("summary", has_text="Starter goals").first
    fold.wait_for()
    take = window.page.get_by_role("button", name="Take over").first
    if not take.is_visible():
        fold.click()
    take.wait_for()
    try:
        installation.secrets.write_text(before.replace('role = "contributor"', 'role = "viewer"'), "utf-8")
        # Streamlit looks at the file every few seconds
        window.page.wait_for_timeout(6_000)
        take.click()
        window.says("you are a viewer; nothing was changed")
    finally:
        installation.secrets.write_text(before, "utf-8")
    assert installation.practice("south").teams.goals.all() == []


def test_an_import_is_listed_under_the_name_that_signed_in(
    open_window: Open, installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "march.csv"
    file.write_text("lead_id,created_at,channel\nM1,2026-03-01,form\nM2,2026-03-02,call\n", "utf-8")
    window = open_window("imports", who="carl")
    window.settled()
    window.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(file))
    window.press("Confirm and store 1 file")
    window.says("Stored as import 2")

    deed = installation.practice("south").audit.all()[0]
    assert (deed.who, deed.subject, deed.role, deed.deed) == ("Carl Ott", "carl", "contributor", "import")
    assert deed.about == "import 2: march.csv"

    admin = open_window("settings?practice=south", who="anna")
    admin.settled()
    admin.page.locator("summary", has_text="Who did what").click()
    with admin.page.expect_download() as download:
        admin.press("Download CSV")
    listed = Path(download.value.path()).read_text("utf-8")
    assert "Carl Ott,contributor,import,import 2: march.csv" in listed
    newest = installation.practice("south").audit.all()[0]
    assert (newest.who, newest.deed, newest.about) == ("Anna Berg", "export", "leadloop who did what.csv")


@pytest.mark.parametrize(("who", "answer"), [("", 403), ("vera", 403), ("carl", 204)])
def test_a_file_is_taken_only_from_who_may_import(open_window: Open, who: str, answer: int) -> None:
    assert open_window("funnel", who=who).hands_in() == answer


def test_signing_out_ends_every_window_of_that_login_and_its_cookie(open_window: Open) -> None:
    window = open_window("funnel?practice=north", who="anna", anew=True)
    window.settled()
    kept = window.page.context.cookies()
    other = window.page.context.new_page()
    other.goto(window.page.url)
    expect(other.get_by_test_id("stMain")).to_contain_text("40 leads")

    window.press("Clinic north · Anna Berg")
    window.press("Sign out")

    # the window left open closes by itself
    expect(other.get_by_test_id("stMain")).to_contain_text("Sign in", timeout=30_000)
    forgets(other, "40 leads")
    thief = open_window()
    thief.page.context.add_cookies([cookie for cookie in kept if "streamlit" in cookie["name"]])  # type: ignore[misc]
    thief.open("funnel?practice=north")
    thief.says("You have signed out. Sign in again.")


def test_a_session_that_is_over_ends_on_a_screen_that_nobody_touches(
    open_window: Open, installation: Installation
) -> None:
    window = open_window("funnel?practice=north", who="anna")
    window.says("40 leads")
    before = installation.secrets.read_text("utf-8")
    try:
        installation.secrets.write_text(before.replace("session_hours = 1", "session_hours = 0.0003"), "utf-8")
        window.page.get_by_text("Your session ended: you signed in more than 1 seconds ago.").wait_for(timeout=45_000)
        forgets(window.page, "40 leads")
        assert window.page.get_by_role("button", name="Sign in").is_visible()
    finally:
        installation.secrets.write_text(before, "utf-8")
