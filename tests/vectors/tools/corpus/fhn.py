"""The Find Hub network, and what meets it under its UUID."""

from .builder import EID20, EID32, FLAGS, REFUSED, UNKNOWN, ad, add, expect, maker, service


def cases():
    for frame, mode, state in (("40", False, "unknown"), ("41", True, "separated")):
        for eid, kind in ((EID20, "eid160"), (EID32, "eid256")):
            for flags in (None, "94", "91", "00", "ff"):
                if flags is None and mode:
                    continue
                add(
                    "fhn",
                    f"frame {frame}, {kind}, hashed flags {flags or 'left out'}",
                    FLAGS + service("feaa", frame, eid, flags or ""),
                    expect("fhn", kind, state, frame=frame, eid=eid, hashed_flags=flags, unwanted_tracking_mode=mode)
                    | {"key": eid, "lookup_id": eid[:20], "battery": None},
                )
    add(
        "fhn",
        "flags 02: a phone as beacon",
        "020102" + service("feaa", "40", EID20, "94"),
        expect("fhn", "eid160", "unknown"),
    )
    add(
        "fhn",
        "UUID list before the service data",
        FLAGS + ad("03", "aafe") + service("feaa", "40", EID20),
        expect("fhn", "eid160"),
    )
    add(
        "fhn",
        "a resolvable private address changes nothing",
        service("feaa", "40", EID20),
        expect("fhn", "eid160") | {"key": EID20},
        address="45:67:89:AB:CD:EF",
        address_type="random",
    )
    for size in (0, 1, 8, 19, 22, 31, 34, 40):
        add(
            "fhn",
            f"{size} bytes behind frame 40: no length of this format",
            FLAGS + service("feaa", "40", (EID32 + "0102030405060708")[: size * 2]),
            REFUSED,
        )
    for size in (0, 10, 23):
        add("fhn", f"{size} bytes behind frame 41", FLAGS + service("feaa", "41", EID32[: size * 2]), REFUSED)
    for frame in ("50", "42", "4f", "80", "ff"):
        add(
            "fhn",
            f"frame type {frame}: reserved for both owners of the UUID",
            FLAGS + service("feaa", frame, EID20, "94"),
            REFUSED,
        )
    add("fhn", "the UUID alone", FLAGS + ad("03", "aafe"), UNKNOWN)
    add("fhn", "service data without data", FLAGS + service("feaa"), REFUSED)
    add("fhn", "manufacturer data with the same bytes", maker("feaa", "40", EID20), UNKNOWN)
    for eid, kind in ((EID20, "eid160"), (EID32, "eid256")):
        add(
            "fhn",
            f"frame 41, {kind}, hashed flags left out against the specification: read",
            service("feaa", "41", eid),
            expect("fhn", kind, "separated", eid=eid, hashed_flags=None, unwanted_tracking_mode=True),
        )
    add(
        "ambiguity",
        "0xFEAA frame 30 is Eddystone, 20 identifier bytes are not its length",
        service("feaa", "30", EID20),
        REFUSED,
    )
    add(
        "ambiguity",
        "0xFEAA: Eddystone first, Find Hub second in one advert: the tag stands before the beacon",
        FLAGS + service("feaa", "30ee 0102030405060708") + service("feaa", "40", EID20),
        expect("fhn", "eid160"),
    )
    add(
        "ambiguity",
        "0xFEAA: Find Hub first, Eddystone second",
        FLAGS + service("feaa", "40", EID20) + service("feaa", "30ee 0102030405060708"),
        expect("fhn", "eid160"),
    )
    add(
        "ambiguity",
        "Fast Pair and Find Hub in one advert: the tag stands",
        FLAGS + service("fe2c", "0a0b0c") + service("feaa", "41", EID20, "91"),
        expect("fhn", "eid160", "separated"),
    )
