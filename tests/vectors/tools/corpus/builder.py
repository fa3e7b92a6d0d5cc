"""What builds a case: AD structures in hex, and expectations under the names of docs/cli.md."""

import json
import pathlib

from reference_decoder import COMMON_SERVICE, decode_case, differences

FOLDER = pathlib.Path(__file__).parent.parent.parent
MADE = "self-made from the public description, labelled by two independent implementations"

# What most topics build with: flags, a random static sender, the key that it and its advert carry.
FLAGS = "020106"
STATIC = "C0:01:02:03:04:05"
KEY = "8001020304050607" "08090a0b0c0d0e0f" "1011121314151617" "18191a1b1c1d1e1f"
EID20 = "e6cec9ca5505f86e82781bcbe75984acb3ce5e03"
EID32 = "dea9f1d6a0809711fff101e92b8a2228335050c5b048598e2f7cfd0f0483ba73"

rows = []
counts = {}


def load(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def add(topic, note, adv, expect, origin=MADE, omit=(), **inputs):
    """One case. `omit` names parts of the answer on which the public sources are silent."""
    counts[topic] = counts.get(topic, 0) + 1
    case = {"id": f"{topic}-{counts[topic]:03}", "adv": adv.replace(" ", "").lower()}
    case |= {name: value for name, value in inputs.items() if value is not None}
    got = decode_case(case)
    wrong = differences(expect, got)
    assert not wrong, (case, expect, got, wrong)
    for name in omit:
        got.pop(name, None)
        got.get("fields", {}).pop(name, None)
    got = {"fields": expect["fields"]} if not got else got
    rows.append(case | {"expect": got, "note": note, "origin": origin})


def ad(kind, *parts):
    """One AD structure in hex, its length byte made to fit."""
    data = "".join(parts).replace(" ", "")
    return f"{len(data) // 2 + 1:02x}{kind}{data}"


def service(uuid, *parts):
    return ad("16", uuid[2:] + uuid[:2], *parts)


def maker(company, *parts):
    return ad("ff", company[2:] + company[:2], *parts)


def expect(network, kind=None, state=None, **fields):
    said = {"network": network, "fields": fields}
    return said | ({"kind": kind} if kind else {}) | ({"state": state} if state else {})


REFUSED = {"network": "unknown", "kind": "unknown", "rejected": True}
UNKNOWN = {"network": "unknown", "kind": "unknown", "rejected": False}


def apple_away(status="60", top="02", hint="07", company="004c"):
    """Find My, away from its owner; with STATIC it carries the first 28 bytes of KEY."""
    return maker(company, "1219", status, KEY[12:56], top, hint)


def apple_near(status="60", top="02"):
    """Find My near its owner."""
    return maker("004c", "1202", status, top)
