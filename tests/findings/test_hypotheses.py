"""Why leads did not book, in words."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.findings.hypotheses import detail_words, hypotheses_finding, listed_words
from dashboard.metrics.dimensions import label_of
from dashboard.metrics.hypotheses import BESIDE_USUAL


def beside(*rows: tuple[str | None, str, int, int, float | None, bool]) -> pl.DataFrame:
    full = [(name, of, kind, part, of, part / of, 0.0, 1.0, usual, sure) for name, kind, part, of, usual, sure in rows]
    return pl.DataFrame(full, schema={"campaign": pl.String, **BESIDE_USUAL}, orient="row")


def said(*rows: tuple[str | None, str, int, int, float | None, bool]) -> str:
    return hypotheses_finding(beside(*rows), "campaign", label_of)


def test_the_group_that_stands_out_furthest_is_told_beside_the_others() -> None:
    assert said(
        ("A", "not_real", 60, 100, 0.2, True),
        ("B", "wrong_audience", 300, 1000, 0.1, True),
        ("C", "never_reached", 90, 100, 0.2, False),
    ) == ("B: of the leads that did not book, 300 of 1,000 (30 %) were the wrong audience; elsewhere 10 %")


def test_a_group_with_fewer_than_elsewhere_and_leads_still_open_are_no_finding() -> None:
    assert said(("A", "lacking", 10, 100, 0.6, True), ("A", "open", 90, 100, 0.1, True)) == (
        "Of the leads that did not book, 10 of 100 (10 %) were reached and lacked something; no group stands out"
    )


def test_one_lead_and_few_leads_are_said_as_such() -> None:
    assert said(("A", "not_real", 1, 40, 0.2, False), ("A", "open", 39, 40, 0.2, False)) == (
        "Of the leads that did not book, 1 of 40 (2 %) was not real; no group stands out"
    )
    assert said(("A", "not_real", 1, 1, None, False)) == "1 lead did not book: too few to say why"
    assert said(("A", "not_real", 3, 3, None, False)) == "3 leads did not book: too few to say why"
    assert hypotheses_finding(beside(), "campaign", label_of) == "Every lead in this view booked a consult"


def test_what_a_lead_showed_is_said_in_words() -> None:
    assert detail_words("not_real", "marked") == "Marked as not real in the file"
    assert detail_words("not_real", "disposable_email") == "Sign: throw-away address"
    assert detail_words("lacking", "Price") == "Price"
    assert detail_words("open", None) == "still open"


@pytest.mark.parametrize(
    ("number", "of", "words"),
    [
        (533, ("campaign", None), "533 leads, Campaign not known: never reached"),
        (1, ("campaign", "Spring"), "1 lead, Spring: never reached"),
        (30, ("channel", "form"), "30 leads, Forms: never reached"),
        (1891, None, "1,891 leads: never reached"),
    ],
)
def test_a_list_of_leads_says_how_many_of_whom_and_why(
    number: int, of: tuple[str, str | None] | None, words: str
) -> None:
    assert listed_words(number, "never_reached", of, label_of) == words
