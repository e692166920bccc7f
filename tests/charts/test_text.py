"""The words of numbers and of values from files."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('<a href="javascript:x">', '&lt;a href="javascript:x"&gt;'),
        ("<b>", "&lt;b&gt;"),
        ("$x$", "&#36;x&#36;"),
        ("Smith & Co", "Smith &amp; Co"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("\u202eevil", "evil"),
        ("two\r\nlines\u2028here", "two lines here"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        (None, "not known"),
        ("\x00 ", "blank"),
        ("Dr. Łukasz Ó", "Dr. Łukasz Ó"),
    ],
)
def test_a_label_shows_what_the_file_says_and_does_nothing(value: str | None, shown: str) -> None:
    assert text.plain(value) == shown


def test_a_name_spelt_with_joiners_keeps_them() -> None:
    assert text.clean("می‌خواهم") == "می‌خواهم"


@given(st.text())
def test_no_label_holds_a_sign_that_opens_markup(value: str) -> None:
    label = text.plain(value)
    assert not set("<>$") & set(label)
    assert unescape(label) == text.clean(value)
    assert text.clean(text.clean(value)) == text.clean(value)


@given(st.text(), st.integers(1, 40))
def test_a_cut_label_is_no_longer_than_asked(value: str, limit: int) -> None:
    assert len(text.short(value, limit)) <= limit
    if len(text.clean(value)) > limit:
        assert text.short(value, limit).endswith("…")


def test_a_label_is_cut_before_it_is_escaped() -> None:
    assert text.plain("<<<<<<", 3) == "&lt;&lt;…"


def test_long_column_names_break_at_blanks_and_lose_only_what_does_not_fit() -> None:
    assert text.folded("Dr. Catherine Montgomery", 10, 3) == ["Dr.", "Catherine", "Montgomery"]
    assert text.folded("Dr. Catherine Montgomery", 8, 2) == ["Dr.", "Catheri…"]
    assert text.folded("Others") == ["Others"]


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (1234, "1,234"), (1234567, "1,234,567"), (None, "not known")])
def test_counts_have_their_thousands_apart(number: int | None, said: str) -> None:
    assert text.count(number) == said


@pytest.mark.parametrize(
    ("number", "said"), [(999, "999"), (1240, "1.2k"), (9949, "9.9k"), (9950, "10k"), (12400, "12k")]
)
def test_counts_in_narrow_cells_are_in_thousands(number: int, said: str) -> None:
    assert text.compact(number) == said


@pytest.mark.parametrize(
    ("fraction", "said"),
    [
        (0.0, "0 %"),
        (0.00001, "0.1 %"),
        (0.004, "0.4 %"),
        (0.0096, "1 %"),
        (0.369, "37 %"),
        (0.99, "99 %"),
        (0.996, "99.6 %"),
        (0.99999, "99.9 %"),
        (1.0, "100 %"),
        (None, "not known"),
    ],
)
def test_only_none_is_0_percent_and_only_all_is_100(fraction: float | None, said: str) -> None:
    assert text.percent(fraction) == said


def test_a_share_says_of_what() -> None:
    assert text.share(31, 84) == "31 of 84 (37 %)"
    assert text.share(1200, 2400) == "1,200 of 2,400 (50 %)"
    assert text.share(0, 0) == "0 of 0"
    assert text.share(None, 84) == "not known"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (59.7, "1 min"),
        (720, "12 min"),
        (3599, "1 h"),
        (7800, "2 h 10 min"),
        (86399, "1 day"),
        (86400 + 4 * 3600, "1 day 4 h"),
        (2 * 86400, "2 days"),
        (3 * 86400, "3 days"),
        (3.4 * 86400, "3 days"),
        (1200 * 86400, "1,200 days"),
        (-90, "−2 min"),
        (None, "not known"),
    ],
)
def test_times_are_said_in_words(seconds: float | None, said: str) -> None:
    assert text.duration(seconds) == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (6000, "USD", "$6,000"),
        (45.5, "CHF", "CHF 45.50"),
        (99.999, "EUR", "€100"),
        (1234.56, "gbp", "£1,235"),
        (12, None, "12"),
        (-50, "USD", "−$50"),
        (5, "\u202eUSD", "$5"),
        (None, "USD", "not known"),
    ],
)
def test_money_carries_its_currency(amount: float | None, currency: str | None, said: str) -> None:
    assert text.money(amount, currency) == said


def test_names_in_a_row_end_in_and() -> None:
    assert [text.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
