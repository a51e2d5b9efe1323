"""A slow way to the database: a socket of its own that passes everything on, later."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PIECE = 1 << 16


class Relay:
    """Passes bytes between a socket and another, each way `delay` seconds late."""

    def __init__(self, door: Path, behind: Path) -> None:
        self.door, self.behind = door, behind
        self.delay = 0.0

    async def serve(self, opened: threading.Event) -> None:
        """Stand at the door until told to go."""
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_unix_server(self._meet, self.door)
        self.door.chmod(0o777)
        opened.set()
        await self._over.wait()
        server.close()

    def leave(self) -> None:
        """Said from another thread; whoever is still connected is cut off."""
        self._loop.call_soon_threadsafe(self._over.set)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_unix_connection(self.behind)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pass_on(reader, far_writer), self._pass_on(far_reader, writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read without waiting for what is still on its way, as a long line would carry it."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivered = asyncio.create_task(self._deliver(under_way, writer))
        clock = asyncio.get_running_loop().time
        piece = b"-"
        while piece:
            try:
                piece = await reader.read(PIECE)
            except OSError:
                piece = b""
            under_way.put_nowait((clock() + self.delay, piece))
        await delivered

    async def _deliver(self, under_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
        clock = asyncio.get_running_loop().time
        with contextlib.suppress(OSError):
            while True:
                due, piece = await under_way.get()
                await asyncio.sleep(max(0.0, due - clock()))
                if not piece:
                    break
                writer.write(piece)
                await writer.drain()
        writer.close()


@contextmanager
def relaying(folder: Path, behind: Path) -> Iterator[Relay]:
    """A relay at work in a thread of its own; its door lies in the folder under the name that clients expect."""
    folder.mkdir(exist_ok=True)
    relay, opened = Relay(folder / behind.name, behind), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(relay.serve(opened)), daemon=True)
    thread.start()
    if not opened.wait(10):
        raise TimeoutError("The relay did not open.")
    try:
        yield relay
    finally:
        relay.leave()
        thread.join(10)
        relay.door.unlink(missing_ok=True)
