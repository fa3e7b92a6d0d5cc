"""Eddystone: identifier, address, telemetry, ephemeral identifier."""

from .builder import FLAGS, REFUSED, ad, add, expect, service


def cases():
    namespace, instance = "00112233445566778899", "aabbccddeeff"
    for power, value in (("ee", -18), ("00", 0), ("80", -128), ("7f", 127)):
        add(
            "eddystone",
            f"uid, power {value}",
            FLAGS + ad("03", "aafe") + service("feaa", "00", power, namespace, instance, "0000"),
            expect("eddystone", "uid", "unknown", tx_power=value, namespace=namespace, instance=instance),
        )
    add(
        "eddystone",
        "uid without the two reserved bytes",
        service("feaa", "00ee", namespace, instance),
        expect("eddystone", "uid", namespace=namespace, instance=instance),
    )
    add(
        "eddystone",
        "uid, reserved bytes not zero",
        service("feaa", "00ee", namespace, instance, "1234"),
        expect("eddystone", "uid"),
    )
    for size in (0, 1, 11, 16):
        add(
            "eddystone",
            f"uid, {size} bytes behind the frame type",
            service("feaa", "00", ("ee" + namespace + instance)[: size * 2]),
            REFUSED,
        )
    for code, scheme in enumerate(("http://www.", "https://www.", "http://", "https://")):
        add(
            "eddystone",
            f"url, scheme {code}",
            service("feaa", f"10f8{code:02x}", b"findmesh".hex(), "07"),
            expect("eddystone", "url", tx_power=-8, url=scheme + "findmesh.com"),
        )
    for code, text in enumerate(
        (
            ".com/",
            ".org/",
            ".edu/",
            ".net/",
            ".info/",
            ".biz/",
            ".gov/",
            ".com",
            ".org",
            ".edu",
            ".net",
            ".info",
            ".biz",
            ".gov",
        )
    ):
        add(
            "eddystone",
            f"url, expansion {code}",
            service("feaa", "10f803", b"a".hex(), f"{code:02x}"),
            expect("eddystone", "url", url=f"https://a{text}"),
        )
    add(
        "eddystone",
        "url, 17 encoded bytes",
        service("feaa", "10f802", b"abcdefghijklmnopq".hex()),
        expect("eddystone", "url", url="http://abcdefghijklmnopq"),
    )
    add(
        "eddystone",
        "url, expansion in the middle",
        service("feaa", "100003", b"goo".hex() + "00" + b"x#y?z=1".hex()),
        expect("eddystone", "url", tx_power=0, url="https://goo.com/x#y?z=1"),
    )
    for scheme in ("04", "ff"):
        add(
            "eddystone",
            f"url, reserved scheme {scheme}: no address is guessed",
            service("feaa", f"10f8{scheme}", b"a".hex()),
            {"fields": {"url": None}},
            omit=("network", "kind", "rejected"),
        )
    for code in ("0e", "20", "7f", "ff"):
        add(
            "eddystone",
            f"url, reserved code {code}: no address is guessed",
            service("feaa", "10f803", b"a".hex(), code),
            {"fields": {"url": None}},
            omit=("network", "kind", "rejected"),
        )
    add(
        "eddystone",
        "url, 18 encoded bytes: one more than there may be",
        service("feaa", "10f802", b"abcdefghijklmnopqr".hex()),
        REFUSED,
    )
    for data in ("10", "10f8"):
        add("eddystone", "url, cut", service("feaa", data), REFUSED)
    for raw, said in (
        ("0bb8 1900 00000001 0000000a", (3000, 25.0, 1, 1.0)),
        ("0000 1680 00000000 00000000", (None, 22.5, 0, 0.0)),
        ("0c80 8000 ffffffff ffffffff", (3200, None, 4294967295, 429496729.5)),
        ("0001 ff80 00000010 00000001", (1, -0.5, 16, 0.1)),
        ("ffff 7fff 00000000 00000258", (65535, 127.99609375, 0, 60.0)),
        ("0e10 8001 00000002 00000003", (3600, -127.99609375, 2, 0.3)),
    ):
        volts, degrees, count, uptime = said
        add(
            "eddystone",
            "tlm, plain",
            service("feaa", "2000", raw),
            expect("eddystone", "tlm", battery_mv=volts, temperature_c=degrees, adv_count=count, uptime_s=uptime),
        )
    for size in (0, 1, 6, 11):
        add(
            "eddystone",
            f"tlm, {size} bytes behind the version",
            service("feaa", "2000", "0bb819000000000100000001"[: size * 2]),
            REFUSED,
        )
    add("eddystone", "tlm, no version", service("feaa", "20"), REFUSED)
    for version in ("02", "ff"):
        add(
            "eddystone",
            f"tlm, unknown version {version}",
            service("feaa", "20", version, "0bb81900000000010000000a"),
            REFUSED,
        )
    for power in ("ec", "14"):
        add(
            "eddystone",
            "eid",
            FLAGS + service("feaa", "30", power, "0102030405060708"),
            expect("eddystone", "eid", eid="0102030405060708"),
        )
    for size in (0, 1, 8, 10):
        add(
            "eddystone",
            f"eid, {size} bytes behind the frame type",
            service("feaa", "30", "ec010203040506070809"[: size * 2]),
            REFUSED,
        )
