"""The model of paying in numpy, vectorised over households: the peer of `outlook::estate::model`.

It draws the same random numbers, so `payers` must equal the engine's. Prints one JSON object.
usage: model_numpy.py [ROUNDS]
"""
import json
import statistics
import sys
import time

import numpy as np

HOUSEHOLDS, MONTHS, SEED, SAMPLE = 1200, 240, 1, 8
WORLD = dict(
    free=0.192, cond=0.613, triangle=0.104, slope=0.78, intercept=0.05, weight=0.42, start=0.70, quality=0.15,
    free_pay=0.02, other_pay=0.50, peak=0.5, decay=0.010, upkeep=0.92, renewal=0.006, q0=0.45, campaign=0.50,
)
CASES = {
    "campaign_only": dict(leaders=0.0, example=0.0, disclosure=0.0, followup=0.0, other=0.0),
    "one_core_many_actors": dict(leaders=0.06, example=0.20, disclosure=1.0, followup=0.25, other=0.15),
}
HOUSES = np.arange(HOUSEHOLDS, dtype=np.uint64)


def mix(z):
    z = z + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def draw(month, purpose):
    key = mix(np.array([SEED ^ (purpose << 56) ^ (month << 32)], dtype=np.uint64))[0]
    return (mix(key ^ HOUSES) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def run(leaders, example, disclosure, followup, other):
    w = WORLD
    edges = np.cumsum([w["free"], w["cond"], w["triangle"]])
    kind = np.searchsorted(edges, draw(0xFFFF, 1), side="right")
    is_free, is_cond, is_triangle = kind == 0, kind == 1, kind == 2
    leads = draw(0xFFFF, 2) < leaders
    belief = np.full(HOUSEHOLDS, w["start"])
    paid = draw(0xFFFE, 3) < w["start"]
    rate, quality, payers = w["start"], min(1.0, w["q0"] + w["campaign"]), []
    for month in range(MONTHS):
        if disclosure >= 1.0:
            seen = rate
        else:
            sums = np.concatenate(([0], np.cumsum(np.concatenate((paid, paid[:SAMPLE])))))
            near = (sums[1 + SAMPLE : 1 + SAMPLE + HOUSEHOLDS] - sums[1 : 1 + HOUSEHOLDS]) / SAMPLE
            seen = disclosure * rate + (1.0 - disclosure) * near
        belief = belief + w["weight"] * ((1.0 - example) * seen + example * 1.0 - belief)
        wish = w["intercept"] + w["slope"] * belief + w["quality"] * (quality - 0.5)
        folded = np.where(belief <= w["peak"], belief, 2 * w["peak"] - belief)
        chance = np.select(
            [is_free, is_cond, is_triangle],
            [w["free_pay"], wish, w["intercept"] + w["slope"] * folded],
            w["other_pay"],
        )
        paid = leads | (draw(month, 4) < chance)
        if followup > 0.0:
            paid |= draw(month, 5) < followup
        count = int(paid.sum())
        rate = count / HOUSEHOLDS
        fund = min(1.0, rate + other)
        quality = quality - w["decay"] * (1.0 - w["upkeep"] * fund) * quality + w["renewal"] * fund * (1.0 - quality)
        payers.append(count)
    return payers


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    out = {"peer": "numpy", "version": np.__version__, "households": HOUSEHOLDS, "months": MONTHS}
    with np.errstate(over="ignore"):
        for name, levers in CASES.items():
            payers, times = run(**levers), []
            for _ in range(rounds):
                start = time.perf_counter()
                run(**levers)
                times.append(time.perf_counter() - start)
            seconds = statistics.median(times)
            out[name] = {
                "seconds": seconds,
                "agent_steps_per_second": HOUSEHOLDS * MONTHS / seconds,
                "payers_first_year": payers[:12],
            }
    print(json.dumps(out))


if __name__ == "__main__":
    main()
