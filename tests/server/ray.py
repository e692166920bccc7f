"""A Ray cluster of two workers on this machine, as a test starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_RAY: Final = str(Path(sys.executable).parent / "ray")
_WORKER: Final = ("--num-cpus=1", "--object-store-memory=200000000", "--disable-usage-stats")


@contextmanager
def two_workers() -> Iterator[Mapping[str, str]]:
    """Two nodes of one processor each; the answer is the environment in which Ray finds them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="ray-") as folder:
        found = os.environ | {"RAY_ADDRESS": f"127.0.0.1:{port}", "RAY_AUTH_MODE": "disabled"}
        nodes = [
            subprocess.Popen(
                [_RAY, "start", "--block", *where, *_WORKER],
                env=found, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            for where in (
                ("--head", f"--port={port}", "--include-dashboard=false", f"--temp-dir={folder}",
                 "--node-ip-address=127.0.0.1"),
                (f"--address=127.0.0.1:{port}",),
            )
        ]  # fmt: skip
        try:
            _wait_for_both(found)
            yield found
        finally:
            for node in reversed(nodes):
                node.terminate()
                node.wait(60)


def _wait_for_both(environment: Mapping[str, str]) -> None:
    asks = (
        "import ray, time\n"
        "for _ in range(240):\n"
        "    try:\n"
        "        ray.is_initialized() or ray.init(logging_level='error')\n"
        "        if len(ray.nodes()) == 2: raise SystemExit(0)\n"
        "    except ConnectionError: pass\n"
        "    time.sleep(0.5)\n"
        "raise SystemExit(1)"
    )
    assert subprocess.run([sys.executable, "-c", asks], env=environment, check=False).returncode == 0
