"""The month ledger of a reserve study in pandas: the peer of `outlook::reserve`.

Written as somebody who knows pandas would: the schedule of renewals is one frame built with numpy, grouped once by month;
fully funded balances are one array over years and components; only interest, where each month rests on the one before, is
a loop, over plain numbers. Prints one JSON object with its yearly rows, so that the engine's can be compared.
usage: reserve_pandas.py STUDY.json [ROUNDS]     (a study in months: `remaining_months`, `life_years`, `unit_cost`)
"""
import json
import statistics
import sys
import time

import numpy as np
import pandas as pd


def schedule(parts, months, inflation):
    """Every renewal within the horizon, one row each, with its cost at the prices of its month."""
    recurring = ~parts["one_time"].to_numpy(bool)
    due = parts["remaining_months"].to_numpy(int)
    life = parts["life_months"].to_numpy(int)
    times = np.where(due < months, np.where(recurring, (months - 1 - due) // np.maximum(life, 1) + 1, 1), 0)
    part = np.repeat(np.arange(len(parts)), times)
    nth = np.arange(len(part)) - np.repeat(np.cumsum(times) - times, times)
    month = due[part] + nth * life[part]
    cost = np.floor(parts["cost"].to_numpy()[part] * (1 + inflation) ** (month / 12) * 100 + 0.5) / 100
    return pd.DataFrame({"month": month, "cost": cost})


def funded(parts, years, inflation):
    """What would be fully funded at the start of each year after the first."""
    now = 12 * np.arange(1, years + 1)[:, None]
    due = parts["remaining_months"].to_numpy(int)[None, :]
    life = parts["life_months"].to_numpy(int)[None, :]
    ahead = np.maximum(life - (due - now), 0)
    since = np.where(parts["one_time"].to_numpy(bool)[None, :], 0, (now - due - 1) % life + 1)
    age = np.where(now <= due, ahead, since)
    today = (parts["cost"].to_numpy()[None, :] * age / life).sum(axis=1)
    return today * (1 + inflation) ** np.arange(1, years + 1)


def run(study):
    parts = pd.DataFrame(study["components"])
    parts["cost"] = parts["unit_cost"] * parts.get("quantity", 1.0)
    parts["life_months"] = (parts["life_years"] * 12).round().astype(int)
    if "one_time" not in parts:
        parts["one_time"] = False
    paid = pd.DataFrame(study["contributions"])
    years = len(paid)
    months, rate = 12 * years, study["investment"] / 12
    due = schedule(parts, months, study["inflation"]).groupby("month")["cost"].sum().reindex(range(months), fill_value=0.0)
    due = due.to_numpy()
    come = np.repeat(paid["contribution"].to_numpy(float) / 12, 12)
    special = np.zeros(months)
    special[::12] = paid["special"].to_numpy(float)
    interest, end = [], []
    balance = study["begin_balance"]
    for month_in, month_due, levy in zip(come.tolist(), due.tolist(), special.tolist()):
        balance += month_in
        earned = balance * rate
        balance += earned - month_due + levy
        interest.append(earned)
        end.append(balance)
    year = np.arange(months) // 12
    rows = pd.DataFrame({"interest": interest, "expenditures": due}).groupby(year).sum()
    rows["contribution"] = paid["contribution"].to_numpy(float)
    rows["special_assessment"] = paid["special"].to_numpy(float)
    rows["end_balance"] = end[11::12]
    rows["begin_balance"] = rows["end_balance"].shift(fill_value=study["begin_balance"])
    rows["funded_balance"] = funded(parts, years, study["inflation"])
    rows["percent_funded"] = 100 * rows["end_balance"] / rows["funded_balance"]
    return rows.round(2)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        study = json.load(file)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    rows, times = run(study), []
    for _ in range(rounds):
        start = time.perf_counter()
        run(study)
        times.append(time.perf_counter() - start)
    print(json.dumps({
        "peer": "pandas", "version": pd.__version__, "components": len(study["components"]), "years": len(rows),
        "seconds": statistics.median(times), "rows": rows.to_dict("records"),
    }))


if __name__ == "__main__":
    main()
