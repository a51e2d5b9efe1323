"""Whether the server answers: asked over its socket, never guessed from a process number."""

import enum
import socket
from pathlib import Path

_PROTOCOL_3 = b"\x00\x03\x00\x00"
_TERMINATE = b"X\x00\x00\x00\x04"
_CANNOT_CONNECT_NOW = b"57P03"


class Answer(enum.Enum):
    READY = "ready"
    BUSY = "starting, recovering or stopping"
    SILENT = "not there"


def knock(door: Path, *, user: str, wait: float = 2.0) -> Answer:
    """Send a start-up packet and read the first letter of the reply: R lets in, E says why not."""
    words = b"".join(word.encode() + b"\0" for word in ("user", user, "database", "postgres", ""))
    packet = (len(words) + 8).to_bytes(4, "big") + _PROTOCOL_3 + words
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(wait)
            line.connect(str(door))
            line.sendall(packet)
            reply = line.recv(4096)
            if reply[:1] == b"R":
                _hang_up(line)
                return Answer.READY
            return Answer.BUSY if reply[:1] == b"E" and _CANNOT_CONNECT_NOW in reply else Answer.SILENT
    except OSError:
        return Answer.SILENT


def _hang_up(line: socket.socket) -> None:
    """Leave politely: an abrupt end would put a line in the server's log."""
    line.sendall(_TERMINATE)
    while line.recv(4096):
        pass
