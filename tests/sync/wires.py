"""The network between desks and the hub, which can be cut, slowed down, and swallow all that is sent."""

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

_PIECE = 65_536
_LOOK = 0.02
_SLOWLY = 0.15


class Weather(StrEnum):
    """How a wire is."""

    FINE = "fine"
    SLOW = "slow"
    BLACK_HOLE = "black hole"
    DOWN = "down"


@dataclass(kw_only=True, eq=False)
class Wire:
    """From a port of this PC to the hub's socket; `weather` may change at any time, from any thread."""

    port: int
    weather: Weather = Weather.FINE
    ends: set[asyncio.StreamWriter] = field(default_factory=set)


class Network:
    """Wires in a thread of their own."""

    def __init__(self, hub: str) -> None:
        self._hub = hub
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network")
        self._servers: list[asyncio.Server] = []
        self._wires: list[Wire] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def wire(self) -> Wire:
        """A new one, in fine weather."""
        taken = socket.create_server(("127.0.0.1", 0))
        wire = Wire(port=taken.getsockname()[1])

        async def listen() -> None:
            async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await self._carry(wire, reader, writer)

            self._servers.append(await asyncio.start_server(met, sock=taken))

        self._do(listen())
        self._wires.append(wire)
        return wire

    def cut(self, wire: Wire) -> None:
        """End whatever goes over it now; what comes next finds the weather that is."""
        self._do(_cut(wire))

    async def _carry(self, wire: Wire, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far = None
        try:
            wire.ends.add(writer)
            await _while(lambda: wire.weather is Weather.BLACK_HOLE)
            if wire.weather is Weather.DOWN:
                return
            from_hub, far = await asyncio.open_unix_connection(self._hub)
            wire.ends.add(far)
            await asyncio.gather(_pour(wire, reader, far), _pour(wire, from_hub, writer))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for end in (writer, far):
                if end is not None:
                    wire.ends.discard(end)
                    end.close()

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        for wire in self._wires:
            wire.weather = Weather.DOWN
            await _cut(wire)
        me = asyncio.current_task()
        left = [task for task in asyncio.all_tasks() if task is not me]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:  # Any: as asyncio has it
        asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)


async def _cut(wire: Wire) -> None:
    for end in list(wire.ends):
        with suppress(OSError):
            end.transport.abort()


async def _pour(wire: Wire, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """All that comes, later or never; when one side ends, the other does."""
    try:
        while piece := await reader.read(_PIECE):
            if wire.weather is Weather.SLOW:
                await _pass(_SLOWLY)
            await _while(lambda: wire.weather is Weather.BLACK_HOLE)
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()


async def _while(holds: Callable[[], bool]) -> None:
    while holds():
        await _pass(_LOOK)


async def _pass(seconds: float) -> None:
    await asyncio.wait([asyncio.get_running_loop().create_future()], timeout=seconds)
