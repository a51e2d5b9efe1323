"""Region codes: which larger regions a code lies in."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def region_and_above(region: str) -> tuple[str, ...]:
    """The region itself, then ever larger ones that hold it.

    Digits are read as administrative division codes (GB/T 2260: 310115 lies in 310100 and 310000); anything else
    by its hyphens (CN-SH-PD lies in CN-SH and CN).
    """
    if not region:
        return ()
    if region.isdigit() and len(region) in {6, 9, 12}:
        larger = [region[:9]] if len(region) == 12 else []
        return tuple(dict.fromkeys([region, *larger, region[:6], region[:4] + "00", region[:2] + "0000"]))
    steps = region.split("-")
    return tuple("-".join(steps[:length]) for length in range(len(steps), 0, -1))
