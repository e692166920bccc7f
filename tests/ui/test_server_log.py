"""The server's log tells where something went wrong, and nothing of what was in the cell."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from dashboard.ui.server_log import keep_values_out, kind_and_place

CELL = "Zephyrine Quackenbush, zephyrine.q@planted-mail.org"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.LogCaptureFixture]:
    before = logging.getLogRecordFactory()
    for place, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    keep_values_out()
    yield caplog
    logging.setLogRecordFactory(before)


def stumble() -> ValueError:
    try:
        raise ValueError(f"could not parse {CELL!r}")
    except ValueError as error:
        return error


def test_an_error_is_logged_by_kind_and_place(log: pytest.LogCaptureFixture) -> None:
    logging.getLogger("streamlit").error("Uncaught app execution", exc_info=stumble())
    assert CELL not in log.text
    assert "Uncaught app execution: ValueError in test_server_log.py:" in log.text
    assert "stumble" in log.text


def test_an_error_put_into_a_message_is_taken_out_again(log: pytest.LogCaptureFixture) -> None:
    error = stumble()
    logging.getLogger("a").warning("Failed with %s", error)
    logging.getLogger("b").warning(f"Failed with {error}", exc_info=error)
    logging.getLogger("c").warning("Failed with %(why)s", {"why": error})
    assert CELL not in log.text
    assert log.text.count("ValueError in test_server_log.py") >= 3


def test_what_holds_no_error_is_logged_as_it_is(log: pytest.LogCaptureFixture) -> None:
    logging.getLogger("uvicorn").warning("%s of %d", "one", 2)
    logging.getLogger("uvicorn").warning("100 %")
    assert "one of 2" in log.text
    assert "100 %" in log.text


def test_a_thread_that_dies_quotes_nothing(
    log: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_values_out()  # pytest puts its own hook in place for each test

    def die() -> None:
        raise stumble()

    thread = threading.Thread(target=die)
    thread.start()
    thread.join()
    said = capsys.readouterr().err
    assert CELL not in said
    assert said.startswith("Leadloop did not foresee this: ValueError in test_server_log.py")


def test_an_error_without_a_place_is_named_by_its_kind() -> None:
    assert kind_and_place(KeyError(CELL)) == "KeyError"
