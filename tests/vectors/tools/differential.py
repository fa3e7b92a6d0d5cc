#!/usr/bin/env python3
"""Mutates the adverts of the corpus and compares a command's answers with the reference decoder's.

    differential.py [--seed N] [--count N] -- COMMAND …      ours: findmesh decode --json -

COMMAND reads JSON lines of {"adv", "address", "address_type", "bindkey"} and writes a JSON line of
network, kind, state, … for each, in order. Answers may say more than the reference.
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys

from reference_decoder import decode_case, differences

CORPUS = pathlib.Path(__file__).parent.parent / "corpus.json"


def flip(adv, _others):
    adv[random.randrange(len(adv))] ^= 1 << random.randrange(8)


def overwrite(adv, _others):
    adv[random.randrange(len(adv))] = random.randrange(256)


def insert(adv, _others):
    adv.insert(random.randrange(len(adv)), random.randrange(256))


def cut(adv, _others):
    del adv[random.randrange(len(adv)) :]


def append(adv, others):
    adv += random.choice(others)


def prepend(adv, others):
    adv[:0] = random.choice(others)


def shorten(adv, _others):
    """The first structure, its length byte made to fit."""
    if 0 < adv[0] < len(adv):
        size = random.randint(1, adv[0])
        adv[size + 1 : adv[0] + 1] = b""
        adv[0] = size


MUTATIONS = (flip, overwrite, insert, cut, append, prepend, shorten)


def mutant(case, others):
    adv = bytearray.fromhex(case["adv"])
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        if adv:
            random.choice(MUTATIONS)(adv, others)
    sender = {name: case[name] for name in ("address", "address_type", "bindkey") if name in case}
    return {"adv": adv.hex()} | sender


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    cases = [
        case for case in json.loads(CORPUS.read_text())["cases"] if not {"company_id", "service_uuid"} & case.keys()
    ]
    others = [bytes.fromhex(case["adv"]) for case in cases]
    lines = [mutant(random.choice(cases), others) for _ in range(arguments.count)]
    text = "\n".join(map(json.dumps, lines))
    run = subprocess.run(arguments.command, input=text, stdout=subprocess.PIPE, text=True, check=True)
    found = collections.Counter()
    for line, answer in zip(lines, map(json.loads, run.stdout.splitlines())):
        answer["rejected"] = "rejected" in answer
        for path in differences(decode_case(line), answer):
            found[path] += 1
            if found[path] == 1:
                print(
                    f"{path}: {json.dumps(line)}\n  reference {json.dumps(decode_case(line))}\n  command   {json.dumps(answer)}"
                )
    print(f"{arguments.count} mutants, differences: {dict(found)}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
