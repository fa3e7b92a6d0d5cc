"""The frame that lets people notice an unknown tag."""

from .builder import FLAGS, REFUSED, STATIC, UNKNOWN, ad, add, apple_near, expect, service


def cases():
    for network in ("00", "01", "02", "03", "fe"):
        for bit, near in (("00", False), ("01", True)):
            add(
                "dult",
                f"network {network}, near-owner bit {int(near)}",
                FLAGS + service("fcb2", network, bit, "a1b2c3d4e5f6"),
                expect(
                    "dult",
                    None,
                    "near_owner" if near else "separated",
                    network_id=int(network, 16),
                    near_owner=near,
                    payload="a1b2c3d4e5f6",
                )
                | {"key": None},
            )
    add(
        "dult",
        "no proprietary bytes",
        service("fcb2", "0200"),
        expect("dult", None, "separated", network_id=2, payload=""),
        omit=("payload",),
    )
    add(
        "dult",
        "22 proprietary bytes",
        service("fcb2", "0201", "5a" * 22),
        expect("dult", None, "near_owner", payload="5a" * 22),
    )
    add(
        "dult",
        "two proprietary bytes, as in a public test",
        service("fcb2", "0200 aabb"),
        expect("dult", None, "separated", payload="aabb"),
        "unit test of a public scanner; repository not recorded",
    )
    for flags in ("fe", "80"):
        add(
            "dult",
            f"flags {flags}: reserved bits set, near-owner bit clear",
            service("fcb2", "02", flags, "0102"),
            expect("dult", None, "separated"),
        )
    add(
        "dult",
        "flags ff: reserved bits set, near-owner bit set",
        service("fcb2", "02ff 0102"),
        expect("dult", None, "near_owner"),
    )
    for data in ("", "02"):
        add("dult", f"{len(data) // 2} bytes of service data", service("fcb2", data), REFUSED)
    add("dult", "the UUID in a list only", FLAGS + ad("03", "b2fc"), UNKNOWN)
    add(
        "ambiguity",
        "DULT and Find My in one advert, both tags: the first one stands",
        service("fcb2", "0100 0102") + apple_near(),
        expect("dult", None, "separated"),
        address=STATIC,
        address_type="random",
    )
