"""The first-run page: open until the company is set up."""

FIRST_RUN = "first-run "  # begins the line in which `prepare` tells `up` the path


def first_run_path() -> str | None:
    """Where the first administrator is made, with the key that opens it; None once it was."""
    from aftercare.domains.accounts.queries import first_run_is_over
    from aftercare.surfaces.console.first_run.key import opening_path

    return None if first_run_is_over() else opening_path()
