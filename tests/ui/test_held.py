from __future__ import annotations

from dashboard.ui.held import MOST_ROWS, Held


def test_small_tables_all_stay() -> None:
    held: Held[str] = Held()
    assert [held.use(name, 20_000) for name in "abcdef"] == [[]] * 6


def test_of_large_tables_those_unused_for_longest_go_and_a_comparison_keeps_its_two() -> None:
    held: Held[str] = Held()
    for name in ("now", "then", "now", "then"):
        assert held.use(name, MOST_ROWS) == []
    assert held.use("now", MOST_ROWS) == []
    assert held.use("a year ago", MOST_ROWS) == ["then"]
    assert held.use("now", MOST_ROWS) == []


def test_small_ones_make_room_for_a_large_one() -> None:
    held: Held[str] = Held()
    for name in "abc":
        held.use(name, MOST_ROWS // 4)
    assert held.use("large", MOST_ROWS // 2) == ["a"]
