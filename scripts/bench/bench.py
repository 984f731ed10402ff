#!/usr/bin/env python3
"""What a request costs, in the server's processor time, beside a bare route that returns as many bytes.

    scripts/bench/run [--quick] [--engine sqlite|postgres] [--rounds N] [--requests N]

Each page is asked for in turns with the bare route, over kept connections, uncompressed; a ratio is the median of
the turns' ratios. Ratios hold from one machine to the next; milliseconds are this machine's.
"""
import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

sys.dont_write_bytecode = True
from site_under_test import Ask, site  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PAGE_RATIO_MAX, PUBLISH_RATIO_MAX, PUBLISH_MILLISECONDS_MAX, IDLE_MEGABYTES_MAX = 6, 1.2, 3, 80
CROWD_RATIO_MAX = 1.5
SETTLE_SECONDS = 3


def median(values):
    return statistics.median(values)


def in_turns(running, asks, rounds, requests):
    """For each of these requests its cost a round. The rounds go to and fro, so that nobody is always first."""
    costs = [[] for _ in asks]
    for ask in asks:
        running.burst(ask, requests)
    for turn in range(rounds):
        order = range(len(asks)) if turn % 2 == 0 else reversed(range(len(asks)))
        for index in order:
            costs[index].append(running.cost(asks[index], requests))
    return costs


def ratios(costs, base, part):
    return median(part(one) / part(other) for one, other in zip(costs, base))


def server(cost):
    return cost.server


def together(cost):
    return cost.all


def aim(what, value, most, unit=""):
    print(f"  {what:<44}{value:8.2f}{unit}   aim: at most {most}{unit}{'' if value <= most else '   MISSED'}")


def publishing(name, cookie):
    form = {"kind": "text", "audience": "everyone", "publish": "1", "closes": "4320",
            "text": "We fired the kiln tonight, and the glaze came out as the sea does in the morning."}
    return Ask(name, "/studio", cookie, urlencode(form).encode(), 303)


def pages(members):
    reader = members["reader300"]
    return [
        Ask("home", "/", reader),
        Ask("feed", "/feed", reader),
        Ask("channel tab", "/@channel1/backstage", reader),
        Ask("post page", f"/post/{members['post']}", reader),
        Ask("notifications", "/notifications", reader),
    ]


class Bench:
    def __init__(self, running, rounds, requests):
        self.running, self.rounds, self.requests = running, rounds, requests

    def turns(self, *asks):
        return in_turns(self.running, asks, self.rounds, self.requests)

    def row(self, ask):
        """A line of the table; returns both ratios and what the request costs altogether."""
        count, queries = self.running.send(ask)
        costs, bare = self.turns(ask, Ask("bare", f"/bare?bytes={count}", ask.cookie))
        ratio, whole = ratios(costs, bare, server), ratios(costs, bare, together)
        own, database = median(map(server, costs)), median(cost.database for cost in costs)
        print(f"  {ask.name:<18}{count:>9}{queries:>9}{own:>12.3f}{database:>14.3f}"
              f"{median(map(server, bare)):>10.3f}{ratio:>8.2f}{whole:>12.2f}", flush=True)
        return ratio, own + database

    def table(self):
        members = self.running.members
        print(f"  {'':<18}{'bytes':>9}{'queries':>9}{'server ms':>12}{'database ms':>14}{'bare ms':>10}"
              f"{'ratio':>8}{'with db':>12}")
        worst = max(self.row(ask)[0] for ask in pages(members))
        _, publish = self.row(publishing("creating a post", members["reader30"]))
        print()
        aim("dearest page, ratio to the bare route", worst, PAGE_RATIO_MAX)
        aim("creating a post, with what follows", publish, PUBLISH_MILLISECONDS_MAX, " ms")

    def audiences(self):
        members = self.running.members
        few, many = self.turns(
            publishing("few", members["small"]), publishing("many", members["large"]))
        aim("publishing to all / to 10 subscribers", ratios(many, few, together), PUBLISH_RATIO_MAX)

    def crowds(self):
        members = self.running.members
        few, many = self.turns(*(
            Ask(name, f"/post/{members[name]}", members["reader300"]) for name in ("few-answers", "many-answers")))
        aim("post with 50,000 comments / with 50", ratios(many, few, together), CROWD_RATIO_MAX)

    def subscriptions(self):
        asks = [Ask(name, "/", self.running.members[name]) for name in ("reader30", "reader300", "reader3000")]
        costs = self.turns(*asks)
        print()
        for ask, mine in zip(asks, costs):
            _, queries = self.running.send(ask)
            print(f"  home, {ask.name[6:]:>5} subscriptions {queries:>4} queries{median(map(together, mine)):>10.3f} ms"
                  f"{ratios(mine, costs[0], together):>8.2f} times that of 30", flush=True)


def measure(program, engine, postgres_url, options):
    print(f"{engine}: making the world", flush=True)
    with site(program, postgres_url, options.quick) as running:
        time.sleep(SETTLE_SECONDS)
        idle = running.memory_megabytes()
        bench = Bench(running, options.rounds, options.requests)
        bench.table()
        bench.audiences()
        bench.crowds()
        aim("memory before the first request", idle, IDLE_MEGABYTES_MAX, " MB")
        bench.subscriptions()
        print(flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a smaller world and fewer requests: a look, no figures")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="one engine alone")
    parser.add_argument("--rounds", type=int, help="turns of each request (10; quick: 4)")
    parser.add_argument("--requests", type=int, help="requests a turn (100; quick: 40)")
    options = parser.parse_args()
    options.rounds = options.rounds or (4 if options.quick else 10)
    options.requests = options.requests or (40 if options.quick else 100)

    program = Path(os.environ.get("BACKSTAGE_PROGRAM", ROOT / ".build/release/backstage"))
    if not program.exists():
        sys.exit(f"bench: there is no {program}; scripts/bench/run builds it.")
    if options.engine != "postgres":
        measure(program, "SQLite", "", options)
    if options.engine != "sqlite":
        url = os.environ.get("BACKSTAGE_TEST_POSTGRES")
        if not url:
            sys.exit("bench: run it under scripts/with-postgres, or with --engine sqlite.")
        measure(program, "PostgreSQL", url, options)


if __name__ == "__main__":
    main()
