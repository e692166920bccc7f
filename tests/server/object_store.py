"""An S3-compatible object store on this machine: moto's server, which takes conditional puts as S3 does."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Final

from pyarrow import fs

BUCKET: Final = "leadloop"


class ObjectStore:
    """A running store with one empty bucket. `environment` is what a server needs to reach it."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        self._bucket = f"{url}/{BUCKET}"
        self.environment: Mapping[str, str] = {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "leadloop",
            "AWS_SECRET_ACCESS_KEY": "made-up-for-this-test",
            "AWS_REGION": "us-east-1",
            "AWS_ALLOW_HTTP": "true",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 90
        while True:
            try:
                urllib.request.urlopen(urllib.request.Request(self._bucket, method="PUT"), timeout=5)
                break
            except (urllib.error.URLError, OSError):
                assert self._process.poll() is None, "The object store did not start; is moto[server] installed?"
                assert time.monotonic() < until, "The object store did not start"
                time.sleep(0.1)

    def contents(self, prefix: str) -> dict[str, bytes]:
        """Every object under a prefix."""
        said = self.environment
        store = fs.S3FileSystem(
            access_key=said["AWS_ACCESS_KEY_ID"], secret_key=said["AWS_SECRET_ACCESS_KEY"], region=said["AWS_REGION"],
            endpoint_override=said["AWS_ENDPOINT_URL"],
        )  # fmt: skip
        found = store.get_file_info(fs.FileSelector(f"{BUCKET}/{prefix}", recursive=True))
        return {one.path: store.open_input_stream(one.path).readall() for one in found if one.type == fs.FileType.File}

    def stop(self) -> None:
        """End the store; what it held is gone."""
        self._process.terminate()
        self._process.wait(30)
