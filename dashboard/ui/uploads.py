"""Files are taken in only from who may import: Streamlit itself takes one from any open window, signed in or not."""

from __future__ import annotations

import re
from typing import Any, Final

from streamlit.runtime import Runtime

from dashboard.ui import gate

_UPLOAD: Final = re.compile(r"/_stcore/upload_file/([^/]+)/")
_REFUSED: Final = b"Files are taken from people who sign in and may import them. Ask an admin for the role."


class FromContributors:
    """Turns away an upload to a window of somebody who may import into no practice, before a byte of it is read."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer 403 in a sentence, or pass on."""
        found = _UPLOAD.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None or _may_upload(found[1]):
            await self._app(scope, receive, send)
            return
        plain = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 403, "headers": plain})
        await send({"type": "http.response.body", "body": _REFUSED})


def _may_upload(session_id: str) -> bool:
    session = Runtime.instance().get_app_session(session_id) if Runtime.exists() else None
    # Streamlit refuses a window that it does not know
    return session is None or gate.imports(dict(session._user_info))
