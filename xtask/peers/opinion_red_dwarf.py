"""The opinion map of one conversation in red-dwarf: the peer of `choice::opinion`. Timed inside the process, from the
votes as they are read from the file to the finished statistics, without the seconds its imports take. Prints one JSON
object.
usage: opinion_red_dwarf.py VOTES.csv [ROUNDS]     (columns `voter`, `comment`, `vote`; 0 rounds: once, not timed)
"""
import csv
import json
import statistics
import sys
import time
from importlib.metadata import version

from reddwarf.implementations.polis import run_pipeline


def run(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        votes = [
            {"participant_id": int(r["voter"]), "statement_id": int(r["comment"]), "vote": int(r["vote"])} for r in rows
        ]
    return run_pipeline(votes=votes, random_state=1)


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    run(sys.argv[1])
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run(sys.argv[1])
        times.append(time.perf_counter() - start)
    print(json.dumps({"peer": "red-dwarf", "version": version("red-dwarf"), "seconds": statistics.median(times) if times else None}))


if __name__ == "__main__":
    main()
