"""The first-run page: open until an administrator exists."""

FIRST_RUN = "first-run "  # begins the line in which `prepare` tells `up` the path


def first_run_path() -> str | None:
    """Where the first administrator is made, or None when there is one."""
    from django.urls import reverse

    from aftercare.domains.accounts.queries import administrators

    return None if administrators().exists() else reverse("console:first_run")
