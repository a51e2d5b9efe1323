"""The first-run page: open until an administrator exists."""

FIRST_RUN = "first-run "  # begins the line in which `prepare` tells `up` the path


def first_run_path() -> str | None:
    """Where the first administrator is made, or None when there is one, or when no pages are installed."""
    from django.urls import NoReverseMatch, reverse

    from aftercare.domains.accounts.queries import administrators

    if administrators().exists():
        return None
    try:
        return reverse("first_run")
    except NoReverseMatch:
        return None
