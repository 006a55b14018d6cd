"""The rules of `choice::budget` in pabutools, with its exact fractions (gmpy2) and equal ballots merged, which is the
fastest it offers. Prints one JSON object: for each file the seconds of reading it and running greedy and equal shares
once, those of each rule alone, and what each rule chose, so that the engine's choice can be compared.
usage: budget_pabutools.py FILE.pb …
"""
import json
import sys
import time
from importlib.metadata import version

import pabutools.fractions
from pabutools.election import Additive_Cardinal_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares

pabutools.fractions.FRACTION = "gmpy2"


def rules(points):
    sat = Additive_Cardinal_Sat if points else Cost_Sat
    return {
        "greedy": lambda i, p: greedy_utilitarian_welfare(i, p, sat_class=sat),
        "mes": lambda i, p: method_of_equal_shares(i, p, sat_class=sat),
        "mes-add1": lambda i, p: method_of_equal_shares(i, p, sat_class=sat, voter_budget_increment=1),
    }


def timed(work):
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def whole(path):
    instance, profile = parse_pabulib(path)
    points = instance.meta["vote_type"] not in ("approval", "choose-1")
    profile = profile.as_multiprofile()
    by = rules(points)
    return by["greedy"](instance, profile), by["mes"](instance, profile)


def one(path):
    _, seconds = timed(lambda: whole(path))
    instance, profile = parse_pabulib(path)
    points = instance.meta["vote_type"] not in ("approval", "choose-1")
    profile = profile.as_multiprofile()
    out = {"whole": seconds, "rules": {}, "selected": {}}
    for name, rule in rules(points).items():
        chosen, out["rules"][name] = timed(lambda: rule(instance, profile))
        out["selected"][name] = sorted(str(p.name) for p in chosen)
    return out


def main():
    files = sys.argv[1:]
    print(json.dumps({"peer": "pabutools", "version": version("pabutools"), "files": [one(f) for f in files]}))


if __name__ == "__main__":
    main()
