"""The simulator itself: what the trial rests on."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from dashboard import schema, stages
from tests.leaks.practices import MadeUp, made_up
from tests.leaks.scoring import at_risk


@pytest.fixture(scope="module")
def practices() -> list[MadeUp]:
    return [made_up(seed, 2_000) for seed in range(1, 41)]


def test_the_same_seed_makes_the_same_practice() -> None:
    assert made_up(3, 300).leads.equals(made_up(3, 300).leads)
    assert not made_up(3, 300).leads.equals(made_up(4, 300).leads)


def test_the_leads_have_the_columns_the_store_keeps() -> None:
    assert dict(made_up(1, 300).leads.schema) == pl.Schema(schema.stored_columns("leads"))


def test_nothing_but_appointments_is_known_after_the_last_day(practices: list[MadeUp]) -> None:
    for practice in practices:
        happened = [name for name, dtype in practice.leads.schema.items() if dtype == schema.MOMENT]
        happened.remove("consult_for")
        assert practice.leads.select(pl.max_horizontal(pl.col(happened).max())).item() <= practice.as_of


def test_a_lead_takes_the_stages_one_after_the_other(practices: list[MadeUp]) -> None:
    names = ["created_at", *(f"{name}_at" for name in stages.RECORDED)]
    for practice in practices:
        for before, after in pairwise(names):
            wrong = pl.col(after).is_not_null() & (pl.col(before).is_null() | (pl.col(before) > pl.col(after)))
            assert practice.leads.filter(wrong).is_empty()


def test_about_half_of_the_old_losses_are_not_recorded(practices: list[MadeUp]) -> None:
    old = pl.concat(
        practice.leads.filter(pl.col("created_at") < practice.as_of - pl.duration(days=120)) for practice in practices
    )
    gone = old.filter(~pl.col("procedure_booked"))
    assert 0.45 < gone["lost"].mean() < 0.55


def test_as_many_go_on_as_the_true_chances_say(practices: list[MadeUp]) -> None:
    planted = [leak for practice in practices for leak in practice.planted]
    off = sum(leak.observed - (leak.expected - leak.lost) for leak in planted)
    # no more than four standard deviations of a sum of chances
    assert abs(off) < 4 * np.sqrt(sum(leak.expected for leak in planted))


def test_what_the_leaks_take_from_the_leads_adds_up_to_what_each_takes(practices: list[MadeUp]) -> None:
    for practice in practices:
        steps = [leak.site.step for leak in practice.planted]
        for leak in practice.planted:
            if steps.count(leak.site.step) == 1:
                assert practice.taken[leak.site.step].sum() == pytest.approx(leak.lost)


def test_a_planted_leak_is_where_it_is_said_to_be(practices: list[MadeUp]) -> None:
    for practice in practices:
        table = practice.table()
        for leak in practice.planted:
            assert at_risk(table, leak.site.stages, leak.site.where).sum() == leak.at_risk


def test_a_healthy_practice_loses_nothing() -> None:
    practice = made_up(1, 300, leaks=0)
    assert practice.planted == ()
    assert not practice.taken.any()


def test_the_young_campaign_is_weeks_old_and_the_slow_one_as_old_as_the_practice(practices: list[MadeUp]) -> None:
    for practice in practices:
        first = practice.leads.group_by("campaign").agg(pl.col("created_at").min())
        age = {name: (practice.as_of - since).days for name, since in first.iter_rows()}
        assert age[practice.young] <= 25
        assert age[practice.slow] > 120


def test_leads_of_the_slow_campaign_take_longer_to_book(practices: list[MadeUp]) -> None:
    took = (pl.col("consult_booked_at") - pl.col("qualified_at")).dt.total_hours()
    together = pl.concat(
        practice.leads.with_columns(slow=pl.col("campaign") == practice.slow) for practice in practices
    )
    slow, others = (together.filter(pl.col("slow") == flag).select(took).to_series().median() for flag in (True, False))
    assert slow > 2 * others
