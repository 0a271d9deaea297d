#!/usr/bin/env python3
"""Measures `roundtable groups` beside a plain shuffle, in the same minute, and writes a part of BENCHMARKS.md.

    groups.py [--output BENCHMARKS.md] [--check] -- ROUNDTABLE

The part stands between two markers, so that the rest of the page is left alone. Each plan is judged here, by counting,
and not by what the program says of it. Ends with 1 where a plan is not valid, or not as good as it has to be, or
takes longer; --check writes nothing.
"""
import argparse
import itertools
import json
import os
import random
import resource
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BEGIN, END = "<!-- groups -->", "<!-- end of groups -->"


def golf(groups, size, rounds, repeats=0, seconds=1.0):
    return {"name": f"{groups * size} by {size}, {rounds} rounds", "members": groups * size,
            "size": size, "rounds": rounds, "repeats": repeats, "seconds": seconds}


def people(count, size, rounds, repeats=0, seconds=1.0, **rules):
    return dict(rules, name=f"{count} by {size}, {rounds} rounds", members=count, size=size,
                rounds=rounds, repeats=repeats, seconds=seconds)


def remembered(count, size, rounds, before, repeats):
    """People who have been shuffled into groups some times before."""
    chance, met = random.Random(count), {}
    for _ in range(before):
        for pair in pairs(shuffled(count, size, chance)):
            met[pair] = met.get(pair, 0) + 1
    history = [[*pair, times] for pair, times in sorted(met.items())]
    case = people(count, size, rounds, repeats, history=history)
    return dict(case, name=f"{case['name']}, after {before}")


def shuffled(count, size, chance):
    """One round of a plain shuffle, cut into groups."""
    order = list(range(count))
    chance.shuffle(order)
    groups = max(1, round(count / size))
    return [order[group::groups] for group in range(groups)]


def pairs(round_):
    return [pair for group in round_ for pair in itertools.combinations(sorted(group), 2)]


CASES = [
    golf(4, 4, 5), golf(5, 3, 7), golf(6, 3, 8), golf(7, 3, 9), golf(7, 3, 10), golf(7, 7, 8),
    golf(8, 4, 9), golf(8, 4, 10), golf(9, 4, 8), golf(10, 5, 8), golf(7, 4, 9), golf(9, 4, 11),
    golf(10, 4, 13), golf(8, 4, 13, repeats=128), people(24, 2, 23), people(12, 3, 4),
    people(17, 4, 5, repeats=7), people(31, 5, 6, repeats=11), people(13, 4, 4, repeats=17),
    people(23, 4, 6), people(50, 4, 10), people(37, 5, 8, repeats=None),
    remembered(24, 4, 3, 4, None), remembered(40, 5, 4, 5, None),
    dict(people(20, 4, 4, leads=list(range(5))), name="20 by 4, 4 rounds, a lead in each"),
    dict(people(27, 4, 5, leads=list(range(9)), newcomers=list(range(19, 27)), together=[[3, 21]],
                apart=[[5, 6], [7, 8, 9]]), name="27 by 4, 5 rounds, all rules"),
    dict(people(30, 4, 5, absent=[[], [4], [4, 9], [9, 17, 22]]),
         name="30 by 4, 5 rounds, some absent"),
    people(120, 5, 12, seconds=0.1), people(500, 5, 10, seconds=0.1),
    people(500, 6, 12, seconds=0.1), people(2000, 6, 10, seconds=1),
]


def judge(case, rounds):
    """The repeats of a plan, and what is wrong with it."""
    met = {(a, b) for a, b, _ in case.get("history", [])}
    forced = {p for t in case.get("together", []) for p in itertools.combinations(sorted(t), 2)}
    repeats, faults = 0, []
    for number, round_ in enumerate(rounds):
        absent = case.get("absent", [])
        gone = set(absent[number]) if number < len(absent) else set()
        here = [person for person in range(case["members"]) if person not in gone]
        if sorted(itertools.chain(*round_)) != here:
            faults.append(f"round {number + 1} does not seat everybody once")
        if any(not case["size"] - 1 <= len(group) <= case["size"] + 1 for group in round_):
            faults.append(f"round {number + 1} has groups of the wrong size")
        for group in map(set, round_):
            faults += [f"{t} not together" for t in case.get("together", [])
                       if 0 < len(group & set(t)) < len(t)]
            faults += [f"{t} not apart" for t in case.get("apart", []) if len(group & set(t)) > 1]
            if case.get("leads") and not group & set(case["leads"]):
                faults.append(f"round {number + 1} has a group without a lead")
            if len(group & set(case.get("newcomers", []))) * len(round_) >= \
                    len(case.get("newcomers", [])) + len(round_):
                faults.append(f"round {number + 1} has too many newcomers in a group")
        for pair in pairs(round_):
            repeats += pair in met and pair not in forced
            met.add(pair)
    return repeats, faults


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(case, program):
    problem = {key: case[key] for key in
               ("rounds", "history", "together", "apart", "leads", "newcomers", "absent")
               if key in case}
    problem.update(members=list(range(case["members"])), groupSize=case["size"])
    before = processor_seconds()
    run = subprocess.run([*program, "groups", "--seconds", "1"], input=json.dumps(problem).encode(),
                         stdout=subprocess.PIPE, check=True)
    took = processor_seconds() - before
    plan = json.loads(run.stdout)
    repeats, faults = judge(case, plan["rounds"])
    if repeats != plan["repeats"]:
        faults.append(f"says {plan['repeats']} repeats and has {repeats}")
    if case["repeats"] is not None and repeats > case["repeats"]:
        faults.append(f"{repeats} repeats")
    if took > case["seconds"]:
        faults.append(f"{took:.3f} s")
    chance, tries = random.Random(1), 5 if case["members"] < 1000 else 1
    plain = sum(judge(dict(case, together=[]), [shuffled(case["members"], case["size"], chance)
                                                for _ in range(case["rounds"])])[0]
                for _ in range(tries)) / tries
    return {"repeats": repeats, "bound": plan["bound"], "took": took, "plain": plain,
            "faults": faults}


def table(results):
    lines = [
        BEGIN, "", "## Breakout groups", "",
        "`roundtable groups --seconds 1` beside a plain shuffle (the mean of five). Repeats are meetings that",
        "are not the first of their pair; no plan has fewer than the bound. Processor seconds are those of the",
        "whole process, its start and its reading among them. `Benchmarks/groups.py` counts and judges.", "",
        "| people | repeats | bar | bound | plain shuffle | processor s | bar | met |",
        "|---|---:|---:|---:|---:|---:|---:|---|"]
    for case, result in results:
        bar = "" if case["repeats"] is None else f"≤ {case['repeats']}"
        lines.append(
            f"| {case['name']} | {result['repeats']} | {bar} | {result['bound']} | {result['plain']:.0f} | "
            f"{result['took']:.3f} | ≤ {case['seconds']:g} | {'✗' if result['faults'] else '✓'} |")
    return "\n".join([*lines, "", END])


def replaced(page, part):
    """The page with `part` in the place of the one that it had, or at its end."""
    if BEGIN in page and END in page:
        return page[:page.index(BEGIN)] + part + page[page.index(END) + len(END):]
    return page.rstrip("\n") + "\n\n" + part + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", default=os.path.join(ROOT, "BENCHMARKS.md"))
    parser.add_argument("--check", action="store_true", help="writes nothing")
    parser.add_argument("program", nargs="+", help="the program, after --")
    chosen = parser.parse_args()
    results = [(case, measure(case, chosen.program)) for case in CASES]
    part = table(results)
    print(part)
    if not chosen.check:
        page = ""
        if os.path.exists(chosen.output):
            with open(chosen.output, encoding="utf-8") as file:
                page = file.read()
        with open(chosen.output, "w", encoding="utf-8") as file:
            file.write(replaced(page, part))
    failed = [f"{case['name']}: {', '.join(result['faults'])}"
              for case, result in results if result["faults"]]
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
