"""A viewer without a browser: speaks the app's own protocol over a websocket and reads what is drawn."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S: Final = 120


@dataclass(slots=True)
class Screen:
    """What one run of a page drew, in order."""

    elements: list[Element] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Any]:
        """The elements of one of Streamlit's kinds."""
        return [getattr(one, kind) for one in self.elements if one.WhichOneof("type") == kind]

    @property
    def faults(self) -> list[str]:
        """Tracebacks and error boxes."""
        return [one.message for one in self.of_kind("exception")] + [
            one.body for one in self.of_kind("alert") if one.format == one.ERROR
        ]

    @property
    def reached(self) -> dict[str, int]:
        """What the funnel shows: leads a stage, those gone on, open and lost together."""
        totals: dict[str, int] = {}
        for trace in json.loads(self.of_kind("plotly_chart")[0].spec)["data"]:
            for (stage, _), leads in zip(trace.get("customdata", ()), trace.get("x", ()), strict=False):
                totals[stage] = totals.get(stage, 0) + int(leads or 0)
        return totals


class Viewer:
    """One session on one page; `choose` clicks a filter and waits for the page."""

    def __init__(self, socket: ClientConnection, page: str) -> None:
        self._socket = socket
        self._page = page
        self._script = ""
        self._boxes: dict[str, str] = {}

    @classmethod
    async def opened(cls, url: str, page: str) -> Viewer:
        """A viewer connected to a server, nothing drawn yet."""
        address = url.replace("http://", "ws://") + "/_stcore/stream"
        return cls(await connect(address, subprotocols=["streamlit"], max_size=None), page)  # type: ignore[list-item]

    async def choose(self, **chosen: str) -> Screen:
        """The page with these values, and no others, chosen in the filters named."""
        asked = BackMsg()
        asked.rerun_script.page_name = self._page
        asked.rerun_script.page_script_hash = self._script
        for name, identity in self._boxes.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = identity
            state.string_array_value.data.extend([chosen[name]] if name in chosen else [])
        await self._socket.send(asked.SerializeToString())
        return await self._drawn()

    async def leave(self) -> None:
        """Close the session."""
        await self._socket.close()

    async def _drawn(self) -> Screen:
        screen = Screen()
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self._message())
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                screen.elements.append(message.delta.new_element)
            elif kind == "script_finished":
                break
        self._boxes = {box.query_param_key: box.id for box in screen.of_kind("multiselect") if box.query_param_key}
        return screen

    async def _message(self) -> bytes:
        got = await asyncio.wait_for(self._socket.recv(), PATIENCE_S)
        return got if isinstance(got, bytes) else got.encode()
