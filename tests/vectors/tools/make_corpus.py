#!/usr/bin/env python3
"""Writes ../corpus.json: carried rows from public sources, then rows made here for every rule.

A made row states what it is meant to say; reference_decoder.py must agree before the row is written,
and adds the fields that the row did not spell out. A file of corpus/ holds each topic.
"""

import json

from corpus import (
    apple,
    beacons,
    builder,
    carried,
    dult,
    eddystone,
    fhn,
    findmesh,
    frames,
    mibeacon,
    samsung,
    seen,
    services,
)

# In this order: rows of a topic are numbered as they come.
TOPICS = (carried, seen, findmesh, apple, fhn, eddystone, beacons, dult, samsung, services, mibeacon, frames)

HEAD = {
    "spec": "docs/cli.md (names of networks, kinds, states and fields), docs/formats.md, docs/networks.md",
    "source": "public tests, notes and captures, and rows made by tests/vectors/tools/make_corpus.py; see `origin` in each case",
    "licence": "Apache-2.0, carried values under the licence of their source; self-made rows CC0-1.0",
}


def main():
    for topic in TOPICS:
        topic.cases()
    lines = ",\n".join("  " + json.dumps(case) for case in builder.rows)
    text = json.dumps(HEAD, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n ]\n}\n"
    (builder.FOLDER / "corpus.json").write_text(text, encoding="utf-8")
    malformed = sum(1 for case in builder.rows if case["expect"].get("rejected"))
    print(f"{len(builder.rows)} cases, {malformed} of them malformed: {builder.counts}")


if __name__ == "__main__":
    main()
