"""The first-run page: open until an administrator exists."""

FIRST_RUN = "first-run "  # begins the line in which `prepare` tells `up` the path


def first_run_path() -> str | None:
    """Where the first administrator is made, with the key that opens it; None when there is one."""
    from aftercare.domains.accounts.queries import administrators
    from aftercare.surfaces.console.first_run.key import opening_path

    return None if administrators().exists() else opening_path()
