"""A second, slow way to decide coverage, written from the rules and not from the code.

Every source is asked day by day for what it pays; the largest payer of a kind of cost is found by comparing each
with each. Whoever reads both finds no step in common.
"""

from datetime import timedelta

PAYS_ALL = {"visits"}
PAYS_ONE = {"hours": "labour", "parts_value": "parts"}


def pays(source, cost, day):
    """What a warranty or agreement pays of a kind of cost on a day; a plain number."""
    if hasattr(source, "void_on"):
        alive = source.starts_on
        last = source.offers[cost].until
        covered = []
        while alive <= last:
            if source.void_on is not None and alive == source.void_on:
                break
            covered.append(alive)
            alive += timedelta(days=1)
        if source.void_on is not None and source.void_on < source.starts_on:
            covered = []
        return source.offers[cost].percent if day in covered else 0
    if source.reach == "" or source.status != "active" or day < source.starts_on or day > source.ends_on:
        return 0
    for part in source.entitlements:
        left = part.quantity - part.used
        if left <= 0 and (part.kind in PAYS_ALL or PAYS_ONE.get(part.kind) == cost):
            return 0
    return source.percents[cost]


def speaks_before(one, other):
    """Whether one agreement speaks before another."""
    if one.precedence != other.precedence:
        return one.precedence < other.precedence
    for way in ("device", "site", "product", "everything"):
        if (one.reach == way) != (other.reach == way):
            return one.reach == way
    if one.starts_on != other.starts_on:
        return one.starts_on > other.starts_on
    return one.number < other.number


def in_force(facts):
    """The agreements that hold on the day."""
    meant = [a for a in facts.agreements if a.reach != "" and a.status == "active"]
    return [a for a in meant if a.starts_on <= facts.on <= a.ends_on]


def shares_of(facts, warranties):
    """{cost: (percent, until, source)} where these warranties count beside the agreements."""
    shares = {}
    for cost in ("labour", "parts", "travel"):
        percents = [pays(s, cost, facts.on) for s in (*warranties, *facts.agreements)]
        most = max(percents, default=0)
        if most == 0:
            shares[cost] = (0, None, "none")
            continue
        until = [w.offers[cost].until for w in warranties if pays(w, cost, facts.on) == most]
        if until:
            shares[cost] = (most, sorted(until)[-1], "warranty")
            continue
        payers = [a for a in facts.agreements if pays(a, cost, facts.on) == most]
        first = next(a for a in payers if all(a is b or speaks_before(a, b) for b in payers))
        shares[cost] = (most, first.ends_on, "agreement")
    return shares


def decide_slowly(facts):
    """(covered, by, {cost: (percent, until, source)}, agreement id, {part name: shares})."""
    shares = shares_of(facts, [w for w in facts.warranties if w.part is None])
    better = {}
    for name in {w.part.name for w in facts.warranties if w.part is not None}:
        with_it = shares_of(facts, [w for w in facts.warranties if w.part is None or w.part.name == name])
        if [cost for cost, share in with_it.items() if share[0] > shares[cost][0]]:
            better[name] = with_it
    sources = [source for told in (shares, *better.values()) for _percent, _until, source in told.values()]
    by = "warranty" if "warranty" in sources else "agreement" if "agreement" in sources else "none"
    holding = in_force(facts)
    first = [a for a in holding if all(a is b or speaks_before(a, b) for b in holding)]
    return by != "none", by, shares, first[0].id if first else None, better
