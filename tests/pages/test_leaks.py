"""The Leaks page: what was found, what is put aside, the link to one leak, and silence where nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.store.workspace import Workspace
from dashboard.ui import leak_search
from dashboard.ui.escape import JOINER
from tests.pages.conftest import Open

PAGE = "leaks/leaks"
DOCTOR = Leak(
    step=("consult_booked", "consult_attended"),
    where=(("doctor", "Dr. Tomas Lindqvist"),),
    leads=366,
    expected=321.0,
    observed=183,
    lost=138.0,
    low=110.0,
    high=166.0,
    money=412_345.0,
    currency="USD",
    chance=0.005,
    team="operations",
)
EVENINGS = Leak(
    step=("real", "reached"),
    where=(("location", "Millbrook"), ("arrival_hours", "evening")),
    leads=510,
    expected=232.0,
    observed=169,
    lost=63.0,
    low=40.0,
    high=86.0,
    money=None,
    currency=None,
    chance=0.06,
    team="sales",
)
HOSTILE = b"""Lead ID,Inquiry date,Channel,Campaign,Reached
1,2026-01-05 10:00,form,:red[x](http://evil) <b>$a$,2026-01-06 10:00
2,2026-01-06 11:00,form,:red[x](http://evil) <b>$a$,
3,2026-01-07 12:00,form,Spring,2026-01-08 10:00
"""

Finds = Callable[..., list[Slice]]


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Finds:
    """Makes every search find these leaks; the slices that were searched."""
    searched: list[Slice] = []

    def finding(
        *leaks: Leak, smallest: float | None = 11.6, looked_at: int = 240, **others: tuple[Leak, ...]
    ) -> list[Slice]:
        def find(leads: Slice, told: Callable[[str, float], None]) -> LeakReport:
            searched.append(leads)
            told("Redrawing healthy twins", 0.5)
            kinds = {"watch": (), "slow": (), "too_young": ()} | others
            return LeakReport(leads.table.as_of, leads.size, looked_at, smallest, leaks, **kinds)

        monkeypatch.setattr(leak_search, "find_leaks", find)
        return searched

    return finding


def said(app: AppTest) -> str:
    """Every word of the page that is not part of a widget, without the signs that escape it."""
    words = [
        one.value for kind in ("subheader", "markdown", "caption", "info", "success", "error") for one in app.get(kind)
    ]
    return "\n".join(words).replace("\\", "").replace("\u00a0", " ").replace(JOINER, "")


def dismissed(app: AppTest, leak: Leak, reason: str) -> AppTest:
    app.text_input(key=f"reason {leak.id}").set_value(reason)
    next(one for one in app.button if one.form_id == f"dismissal {leak.id}").click().run()
    assert not app.exception
    return app


def test_leaks_are_ranked_as_sentences_with_their_evidence_and_team(open_app: Open, finds: Finds) -> None:
    finds(DOCTOR, EVENINGS)
    app = open_app(PAGE)
    words = said(app)
    assert "2 leaks stand out in 6,000 leads" in words
    assert (
        "1. Dr. Tomas Lindqvist: 183 of 366 attended the consult, 321 expected; "
        "about 138 patients lost (110 to 166), worth $410,000"
    ) in words
    assert "2. Millbrook, evening inquiries: 169 of 510 were reached" in words
    assert "calendar → consult, operations" in words
    assert "Associated with a consult more than 9 days ahead" in words
    assert "To settle it (operations):" in words
    assert "because" not in words


def test_a_healthy_practice_hears_what_would_have_been_found(open_app: Open, finds: Finds) -> None:
    finds()
    app = open_app(PAGE)
    assert (
        "Nothing stands out in 6,000 leads: what would have been found is a loss of about 12 patients or more."
        in said(app)
    )
    assert not [one for one in app.expander if one.label.startswith(("Worth", "Dismissed"))]


def test_too_few_leads_say_what_to_do(open_app: Open, finds: Finds) -> None:
    finds(smallest=None, looked_at=0)
    assert "No step has enough leads for a search. Choose a longer period" in said(open_app(PAGE))


def test_leaks_found_where_only_large_ones_show_are_not_said_to_be_too_few_to_search(
    open_app: Open, finds: Finds
) -> None:
    finds(DOCTOR, smallest=None)
    words = said(open_app(PAGE))
    assert "1 leak stands out in 6,000 leads" in words
    assert "No step has enough leads" not in words


def test_slow_and_young_leads_stand_apart_and_are_no_leaks(open_app: Open, finds: Finds) -> None:
    finds(slow=(DOCTOR,), too_young=(EVENINGS,))
    words = said(open_app(PAGE))
    assert "Nothing stands out" in words
    assert "Slow, not lost" in words
    assert "Too young to call" in words
    assert "183 of 366 attended the consult, 321 expected by now" in words


def test_what_nearly_passed_is_folded_away_and_named_as_possibly_chance(open_app: Open, finds: Finds) -> None:
    finds(watch=(EVENINGS,))
    app = open_app(PAGE)
    assert [one.label for one in app.expander if "watch" in one.label] == ["Worth watching (1)"]
    assert "Millbrook" not in said(app)
    app.session_state["watch"] = True
    app.run()
    assert "These may well be chance" in said(app)
    assert "Millbrook, evening inquiries" in said(app)


def test_a_dismissed_leak_leaves_the_list_and_comes_back_when_asked(
    open_app: Open, finds: Finds, workspace_dir: Path
) -> None:
    searched = finds(DOCTOR, EVENINGS)
    app = dismissed(open_app(PAGE), DOCTOR, "He was away in May")
    assert "1 leak stands out in 6,000 leads, 1 more is dismissed" in said(app)
    assert "1. Millbrook" in said(app)
    assert Workspace(workspace_dir).dismissals.live()[DOCTOR.id].reason == "He was away in May"

    app.session_state["gone"] = True
    app.run()
    assert "He was away in May" in said(app)
    app.button(key=f"bring back {DOCTOR.id}").click().run()
    assert not app.exception
    assert "1. Dr. Tomas Lindqvist" in said(app)
    assert Workspace(workspace_dir).dismissals.live() == {}
    # the first search was of the sample before the workspace had records
    assert len(searched) <= 2


def test_a_leak_is_not_dismissed_without_a_reason(open_app: Open, finds: Finds) -> None:
    finds(DOCTOR)
    app = dismissed(open_app(PAGE), DOCTOR, "  ")
    assert "Say in a few words why this is no leak" in said(app)
    assert "1 leak stands out" in said(app)


def test_the_link_of_a_leak_shows_it_alone_and_leads_back(open_app: Open, finds: Finds) -> None:
    finds(DOCTOR, EVENINGS)
    app = open_app(PAGE)
    app.button(key=f"link {EVENINGS.id}").click().run()
    assert EVENINGS.id in app.query_params["leak"]
    assert not app.warning
    assert "Millbrook, evening inquiries" in said(app)
    assert "Lindqvist" not in said(app)
    app.button(key="all leaks").click().run()
    assert "leak" not in app.query_params
    assert "1. Dr. Tomas Lindqvist" in said(app)


def test_the_link_of_a_leak_that_is_gone_says_so_and_shows_the_others(open_app: Open, finds: Finds) -> None:
    finds(DOCTOR)
    app = open_app(PAGE)
    app.query_params["leak"] = EVENINGS.id
    app.run()
    assert "The leak of this link is no longer found among these leads" in said(app)
    assert "1. Dr. Tomas Lindqvist" in said(app)


def test_a_search_is_done_once_for_the_same_data_and_filters(open_app: Open, finds: Finds) -> None:
    searched = finds(DOCTOR)
    app = open_app(PAGE)
    app.run()
    assert len(searched) == 1
    app.selectbox(key="period").select("Last 3 months").run()
    app.selectbox(key="period").select("All dates").run()
    assert len(searched) == 2


def test_the_leads_of_a_leak_are_listed_on_demand(open_app: Open, finds: Finds) -> None:
    finds(DOCTOR)
    app = open_app(PAGE)
    assert not app.dataframe
    app.toggle(key=f"leads {DOCTOR.id}").set_value(True).run()
    listed = app.dataframe[0].value
    assert set(listed["Doctor"]) == {"Dr. Tomas Lindqvist"}
    assert len(listed) == 177


def test_silent_sources_stand_below_the_leaks_and_hidden_days_are_worked_out_on_demand(
    open_app: Open, finds: Finds
) -> None:
    finds()
    app = open_app(PAGE)
    assert any("no consult booked for 42 days" in warning.value for warning in app.warning)
    assert "How long would a stop stay hidden?" in [one.label for one in app.expander]
    assert not app.dataframe
    app.session_state["hidden"] = True
    app.run()
    assert "to tell from chance" in said(app)
    assert "Source" in app.dataframe[0].value.columns


def test_closing_fewer_leaks_is_worth_less(open_app: Open, finds: Finds) -> None:
    finds(DOCTOR)
    app = open_app(PAGE)
    assert "Closing that much would bring about 138 more consults attended, worth $410,000" in said(app)
    app.slider(key="closed_share").set_value(50).run()
    assert "Closing that much would bring about 69 more consults attended, worth $210,000" in said(app)


def test_a_hostile_campaign_name_stays_plain_text(open_app: Open, finds: Finds) -> None:
    name = ":red[x](http://evil) <b>$a$"
    app = open_app("setup/imports")
    app.file_uploader[0].upload("leads.csv", HOSTILE)
    app.run()
    app.button(key="confirm").click().run()
    finds(
        Leak(("real", "reached"), (("campaign", name),), 2, 1.9, 1, 1.0, 0.4, 1.6, None, None, 0.01, "sales"),
    )
    app.switch_page(f"pages/{PAGE}.py").run()
    assert not app.exception
    assert f"1. Campaign {name}: 1 of 2 were reached, 2 expected" in said(app)
    for element in (*app.subheader, *app.markdown, *app.caption):
        assert ":red[" not in element.value
        assert "<b>" not in element.value
