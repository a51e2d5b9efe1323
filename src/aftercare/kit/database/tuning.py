"""The server's settings: one machine, one company, nothing lost."""

STANDARD = {
    "listen_addresses": "",  # the socket only: nothing to reach from outside
    "max_connections": "100",
    "shared_buffers": "256MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "wal_level": "replica",
    "synchronous_commit": "on",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "effective_io_concurrency": "64",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] ",
    "log_error_verbosity": "terse",  # the details of an error repeat what people typed
}
# For tests, whose database may be lost with the machine's power.
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}


def settings_for(*, durable: bool) -> list[str]:
    """`name=value` for each setting, as the server's command line takes them."""
    chosen = STANDARD if durable else STANDARD | FLEETING
    return [f"{name}={value}" for name, value in chosen.items()]
