"""How long the way takes: without a paid map, from coordinates, and from the region where there are none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

from aftercare.domains.dispatch.words import Reason
from aftercare.domains.workforce.facts import Place
from aftercare.domains.workforce.regions import region_and_above

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class TravelEstimate:
    """Minutes of travel and how they were found."""

    minutes: float
    why: Reason

    def sentence(self) -> str:
        """How the minutes were found, in the active language."""
        return self.why.sentence()


@dataclass(frozen=True, slots=True)
class Travel:
    """Great-circle distance × `detour` / speed + `fixed_minutes` (parking, the way to the door).

    1.33 is the circuity of China's roads found by Ballou, Rahardja and Sakai (2002), Transportation Research A 36.
    Speeds (km/h) and assumed minutes are by region code; the nearest larger region that has one counts.
    """

    detour: float = 1.33
    km_per_hour: float = 25.0
    fixed_minutes: float = 8.0
    assumed_minutes: float = 30.0
    regional_km_per_hour: Mapping[str, float] = field(default_factory=dict)
    regional_assumed_minutes: Mapping[str, float] = field(default_factory=dict)

    def minutes(self, origin: Place | None, target: Place | None, region: str) -> float:
        """Minutes from door to door; what is assumed for the region where a place is not known."""
        if origin is None or target is None:
            return _regional(self.regional_assumed_minutes, region, self.assumed_minutes)
        return self._over(distance_km(origin, target), region)

    def estimate(
        self, origin: Place | None, target: Place | None, region: str, *, start: str = "home"
    ) -> TravelEstimate:
        """The same with its reason; `start` is where the way begins: `home` or `visit`."""
        if target is None:
            return self.assumed("site", region)
        if origin is None:
            return self.assumed("start", region)
        return self.over(distance_km(origin, target), region, start=start)

    def over(self, km: float, region: str, *, start: str) -> TravelEstimate:
        """The way over so many km as the crow flies."""
        minutes = round(self._over(km, region), 1)
        return TravelEstimate(minutes, Reason(f"travel_from_{start}", {"km": self.detour * km, "way_minutes": minutes}))

    def assumed(self, unknown: str, region: str) -> TravelEstimate:
        """What stands where the coordinates of the `site` or of the `start` are unknown."""
        minutes = _regional(self.regional_assumed_minutes, region, self.assumed_minutes)
        code = f"travel_{unknown}_unknown"
        if not region:
            return TravelEstimate(minutes, Reason(f"{code}_anywhere", {"way_minutes": minutes}))
        return TravelEstimate(minutes, Reason(code, {"way_minutes": minutes, "region": region}))

    def _over(self, km: float, region: str) -> float:
        speed = _regional(self.regional_km_per_hour, region, self.km_per_hour)
        return self.fixed_minutes + 60 * self.detour * km / speed


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance in km by the haversine formula."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def _regional(table: Mapping[str, float], region: str, otherwise: float) -> float:
    return next((table[code] for code in region_and_above(region) if code in table), otherwise) if table else otherwise
