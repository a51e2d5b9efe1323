"""The embedded PostgreSQL: made, started, watched, mended and stopped without a hand, on the bare server binaries.

Every process that uses the server holds a shared lock; a small guardian process is the server's parent, starts it
again when it dies, and stops it when the kernel hands over the lock because the last user is gone, however it died.
Needs nothing but the standard library.
"""

from aftercare.kit.database.server import Embedded
from aftercare.kit.database.trouble import DatabaseTrouble

__all__ = ["DatabaseTrouble", "Embedded"]
