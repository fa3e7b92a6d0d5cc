"""Formats of one service UUID: Tile, Chipolo, Pebblebee, Fast Pair."""

from .builder import EID20, FLAGS, REFUSED, UNKNOWN, ad, add, expect, service


def cases():
    for uuid in ("feed", "feec", "fd84"):
        add(
            "tile",
            f"service data under {uuid}",
            FLAGS + ad("03", uuid[2:] + uuid[:2]) + service(uuid, "0200 8c788d8b72761b07"),
            expect("tile", None, "unknown", service_uuid=uuid, data="02008c788d8b72761b07"),
        )
    add(
        "tile",
        "advert and scan response in one",
        FLAGS + ad("03", "edfe") + service("feed", "0200dae6579629d91f12") + ad("09", b"Tile".hex()),
        expect("tile", data="0200dae6579629d91f12"),
    )
    for first, bit, seen, state in (
        ("C4", "00", True, "near_owner"),
        ("C4", "01", False, "separated"),
        ("D8", "00", True, "near_owner"),
        ("D8", "ff", False, "separated"),
        ("00", "fe", True, "near_owner"),
        ("D9", "00", None, "unknown"),
        ("D9", "01", None, "unknown"),
        ("FF", "01", None, "unknown"),
    ):
        add(
            "chipolo",
            f"address marker {first}, byte 1 is {bit}",
            FLAGS + service("fe33", "0a", bit, "c0ffee"),
            expect("chipolo", None, state, data=f"0a{bit}c0ffee", owner_seen_recently=seen),
            address=f"{first}:11:22:33:44:55",
        )
    add(
        "chipolo",
        "no address: the state cannot be read",
        FLAGS + service("fe33", "0a01c0ffee"),
        expect("chipolo", None, "unknown", data="0a01c0ffee", owner_seen_recently=None),
    )
    add(
        "pebblebee",
        "service data",
        FLAGS + service("fa25", "01020304"),
        expect("pebblebee", None, "unknown", service_uuid="fa25", data="01020304"),
    )
    add(
        "pebblebee",
        "service data with a name",
        FLAGS + service("fa25", "0a0b") + ad("09", b"PB - 1234".hex()),
        expect("pebblebee", data="0a0b"),
    )
    add(
        "pebblebee",
        "the UUID in a list, and a name",
        FLAGS + ad("03", "25fa") + ad("09", b"PB - 1234".hex()),
        expect("pebblebee", service_uuid="fa25", data=None),
    )
    add(
        "pebblebee",
        "the UUID in an incomplete list of two",
        FLAGS + ad("02", "0f18 25fa"),
        expect("pebblebee", service_uuid="fa25"),
    )
    add(
        "ambiguity",
        "Pebblebee listed, the frame of the network it was set up for beside it",
        FLAGS + ad("03", "25fa") + service("feaa", "40", EID20),
        expect("fhn", "eid160"),
    )
    for uuid in ("feed", "feec", "fe33"):
        add(
            "tile" if uuid != "fe33" else "chipolo",
            f"{uuid} in a list only says nothing of a frame",
            FLAGS + ad("03", uuid[2:] + uuid[:2]),
            UNKNOWN,
        )
    for data in ("", "02", "0201 8c788d8b72761b07", "0100 8c788d8b72761b07"):
        add("tile", f"feed, data {data[:4] or 'left out'}: not the form of a tag", service("feed", data), REFUSED)
    add("tile", "feec, another form: shown as it is", service("feec", "0a0b0c"), expect("tile", data="0a0b0c"))
    add("chipolo", "service data without data", service("fe33"), REFUSED)
    add(
        "chipolo",
        "one byte: no state",
        service("fe33", "0a"),
        expect("chipolo", None, "unknown", data="0a"),
        address="C4:11:22:33:44:55",
    )
    for model in ("000000", "ffffff", "0a0b0c"):
        add(
            "fast-pair",
            f"model id {model}",
            FLAGS + ad("03", "2cfe") + service("fe2c", model),
            expect("fast_pair", None, "unknown", model_id=model),
        )
    for data, wanted, note in (
        ("00 40 0a420888 11 c7", "0a420888", "one account key, salt of one byte"),
        ("00 50 0a42088810 21 c7c8", "0a42088810", "two account keys, salt of two bytes"),
        ("00 42 0a420888 11 c7", "0a420888", "hide the notification"),
        ("00 40 0a420888 11 c7 33 404040", "0a420888", "with battery levels"),
        ("00 90 010203040506070809 21 aabb", "010203040506070809", "five account keys"),
    ):
        add(
            "fast-pair",
            f"account key filter: {note}",
            FLAGS + service("fe2c", data),
            expect("fast_pair", account_key_filter=wanted),
        )
    add(
        "fast-pair",
        "model id and capabilities, as devices that share LE audio send them",
        FLAGS + service("fe2c", "00 37 0a0b0c 18 01"),
        expect("fast_pair", "model_id", model_id="0a0b0c"),
    )
    add(
        "fast-pair",
        "no account key yet",
        FLAGS + service("fe2c", "0000"),
        expect("fast_pair", "account_key_filter", account_key_filter=""),
        omit=("account_key_filter",),
    )
    for data in ("", "01"):
        add("fast-pair", f"{len(data) // 2} bytes of service data", service("fe2c", data), REFUSED)
