"""A Leadloop server of its own for a test, on a free port and with a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_START_S: Final = 90


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port: int = free.getsockname()[1]
        return port


class Server:
    """A running server. `stop` ends it; `log` is what it has written so far."""

    def __init__(
        self,
        workspace: Path,
        log: Path,
        script: Path = ROOT / "streamlit_app.py",
        port: int | None = None,
        options: Sequence[str] = (),
    ) -> None:
        port = port or free_port()
        self.url = f"http://localhost:{port}"
        self._log = log
        self._file = log.open("w")
        arguments = ["run", str(script), f"--server.port={port}", "--server.headless=true", *options]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", *arguments],
            cwd=ROOT,
            env=os.environ | {"LEADLOOP_WORKSPACE": str(workspace)},
            stdout=self._file,
            stderr=subprocess.STDOUT,
        )
        self._wait()

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8", "replace")

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        """End the server and wait until it is gone."""
        self._process.terminate()
        self._process.wait(30)
        self._file.close()

    def _wait(self) -> None:
        until = time.monotonic() + _START_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                    if answer.read() == b"ok":
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"The server did not start within {_START_S} s. It said:\n{self.log}")
