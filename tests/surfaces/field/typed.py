"""What the phone sends of a record."""


def lines(**rows: list[dict[str, str]]) -> dict[str, str]:
    """The fields of lines as the page sends them."""
    sent: dict[str, str] = {}
    for name in ("parts", "costs", "answers", "readings"):
        given = rows.get(name, [])
        sent |= {f"{name}-TOTAL_FORMS": str(len(given)), f"{name}-INITIAL_FORMS": "0"}
        sent |= {f"{name}-{n}-{field}": value for n, row in enumerate(given) for field, value in row.items()}
    return sent
