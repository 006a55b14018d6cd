"""The model of paying as Mesa agents on a ring: the peer of `outlook::estate::model` in a framework for such models.

The same rules with Mesa's own random numbers, so rates agree in distribution and not month by month. Each household is an
agent with two steps a month (look and decide; what was decided becomes visible when all have decided), called through the
`AgentSet` the framework offers for it. Prints one JSON object.
usage: model_mesa.py [ROUNDS]
"""
import json
import statistics
import sys
import time

import mesa

from model_numpy import CASES, HOUSEHOLDS, MONTHS, SAMPLE, WORLD as W


class Household(mesa.Agent):
    """A household: what kind it is, what it expects, whether it paid."""

    __slots__ = ("kind", "leads", "belief", "paid", "next", "near")

    def __init__(self, model, leads):
        super().__init__(model)
        u = model.random.random()
        edges = (W["free"], W["free"] + W["cond"], W["free"] + W["cond"] + W["triangle"])
        self.kind = sum(u >= edge for edge in edges)
        self.leads = leads
        self.belief = W["start"]
        self.paid = self.next = model.random.random() < W["start"]
        self.near = ()

    def decide(self):
        model = self.model
        levers = model.levers
        if levers["disclosure"] >= 1.0:
            seen = model.rate
        else:
            seen = sum(a.paid for a in self.near) / SAMPLE
        example = levers["example"]
        self.belief += W["weight"] * ((1.0 - example) * seen + example - self.belief)
        belief = self.belief
        if self.kind == 1:
            chance = W["intercept"] + W["slope"] * belief + W["quality"] * (model.quality - 0.5)
        elif self.kind == 0:
            chance = W["free_pay"]
        elif self.kind == 2:
            chance = W["intercept"] + W["slope"] * (belief if belief <= W["peak"] else 2 * W["peak"] - belief)
        else:
            chance = W["other_pay"]
        random = model.random.random
        self.next = self.leads or random() < chance or random() < levers["followup"]

    def show(self):
        self.paid = self.next


class Estate(mesa.Model):
    """An estate: everybody's rate, the fund and the condition."""

    def __init__(self, levers, seed):
        super().__init__(seed=seed)
        self.levers = levers
        self.rate, self.quality = W["start"], min(1.0, W["q0"] + W["campaign"])
        homes = [Household(self, self.random.random() < levers["leaders"]) for _ in range(HOUSEHOLDS)]
        for i, home in enumerate(homes):
            home.near = [homes[(i + k) % HOUSEHOLDS] for k in range(1, SAMPLE + 1)]

    def step(self):
        self.agents.do("decide")
        self.agents.do("show")
        self.rate = sum(a.paid for a in self.agents) / HOUSEHOLDS
        fund = min(1.0, self.rate + self.levers["other"])
        q = self.quality
        self.quality = q - W["decay"] * (1.0 - W["upkeep"] * fund) * q + W["renewal"] * fund * (1.0 - q)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    out = {"peer": "Mesa", "version": mesa.__version__, "households": HOUSEHOLDS, "months": MONTHS}
    for name, levers in CASES.items():
        times, rate = [], 0.0
        for seed in range(rounds):
            estate = Estate(levers, seed)
            start = time.perf_counter()
            for _ in range(MONTHS):
                estate.step()
            times.append(time.perf_counter() - start)
            rate = estate.rate
        seconds = statistics.median(times)
        out[name] = {
            "seconds": seconds,
            "agent_steps_per_second": HOUSEHOLDS * MONTHS / seconds,
            "last_rate": rate,
        }
    print(json.dumps(out))


if __name__ == "__main__":
    main()
