"""What surrounds a frame: padding, cuts, duplicates, refused neighbours, scan responses, long adverts."""

from .builder import (
    EID20,
    EID32,
    FLAGS,
    REFUSED,
    STATIC,
    UNKNOWN,
    ad,
    add,
    apple_away,
    apple_near,
    expect,
    maker,
    service,
)


def cases():
    away = {"address": STATIC, "address_type": "random"}
    add("frame", "empty advert", "", UNKNOWN, **away)
    add("frame", "flags only", FLAGS, UNKNOWN, **away)
    add("frame", "a name only", ad("09", b"keys".hex()), UNKNOWN)
    add("frame", "an empty structure: type without data", "01ff", UNKNOWN)
    for size in (1, 9, 31):
        add("frame", f"{size} zero bytes", "00" * size, UNKNOWN)
    add("frame", "zero padding up to 31 bytes", apple_near() + "00" * 23, expect("apple", "nearby"), **away)
    add(
        "frame",
        "zero padding up to 62 bytes, as scan records are handed out",
        apple_away() + "00" * 31,
        expect("apple", "separated"),
        **away,
    )
    add(
        "frame",
        "a length of zero ends the advert: what follows is padding",
        FLAGS + "00" + apple_near(),
        UNKNOWN,
        **away,
    )
    add("frame", "zero first", "00" + apple_near(), UNKNOWN, **away)
    for adv in ("01", "05", "ff", "0201", "1eff4c00", "02010603"):
        add("frame", "cut structure", adv, REFUSED, **away)
    whole = apple_away()
    for size in (5, 15, 30):
        add("frame", f"Find My advert cut behind {size} bytes", whole[: size * 2], REFUSED, **away)
    tag = FLAGS + service("feaa", "41", EID20, "91")
    for size in (4, 8, 20, 28):
        add("frame", f"Find Hub advert cut behind {size} bytes", tag[: size * 2], REFUSED)
    add(
        "frame",
        "a cut structure behind a good one: the good one stands",
        apple_near() + "0901",
        expect("apple", "nearby"),
        **away,
    )
    add(
        "frame",
        "a cut structure behind a good one, with its type",
        tag + "1eff4c0012",
        expect("fhn", "eid160", "separated"),
    )
    add("frame", "a length of ff behind a good one", tag + "ff16", expect("fhn", "eid160"))
    add(
        "frame",
        "a refused frame, then a good one",
        maker("004c", "12 03 600102") + apple_near(),
        expect("apple", "nearby"),
        **away,
    )
    add(
        "frame",
        "a refused frame of another network, then a good one",
        service("fd5a", "12") + tag,
        expect("fhn", "eid160"),
    )
    add(
        "frame",
        "three refused frames, then a good one",
        maker("004c", "0215 00") + service("feaa", "00") + service("fcb2", "02") + apple_near(),
        expect("apple", "nearby"),
        **away,
    )
    add("frame", "a refused frame, then a cut structure", maker("004c", "12 03 600102") + "09", REFUSED, **away)
    add("frame", "two refused frames", maker("004c", "12 03 600102") + service("feaa", "40"), REFUSED, **away)
    add("frame", "the same structure twice", apple_near() * 2, expect("apple", "nearby"), **away)
    add(
        "frame",
        "two frames of one format: the first decides",
        apple_near("60", "02") + apple_near("20", "01"),
        expect("apple", "nearby", status="60", key_prefix="800102030405"),
        **away,
    )
    add("frame", "flags twice", FLAGS * 2 + tag, expect("fhn", "eid160"))
    add("frame", "flags last", apple_near() + FLAGS, expect("apple", "nearby"), **away)
    add(
        "frame",
        "flags in the middle, name last",
        service("fe33", "0a00") + FLAGS + ad("09", b"C".hex()),
        expect("chipolo", None, "unknown"),
    )
    add(
        "frame",
        "advert and scan response in one: the tag is in the scan response",
        FLAGS + ad("09", b"Tracker".hex()) + tag,
        expect("fhn", "eid160"),
    )
    add(
        "frame",
        "scan response: name and iBeacon",
        ad("09", b"x".hex()) + maker("004c", "0215" + "11" * 16 + "00010002c5"),
        expect("ibeacon", major=1),
    )
    add(
        "frame",
        "extended advert of 255 bytes, the tag last",
        ad("09", "61" * 223) + ad("0a", "00") + service("fcb2", "0200 010203"),
        expect("dult", None, "separated"),
    )
    add(
        "frame",
        "extended advert of more than 255 bytes",
        ad("ff", "e000" + "55" * 200) + ad("09", "61" * 100) + service("feaa", "40", EID32, "78"),
        expect("fhn", "eid256"),
    )
    add(
        "frame",
        "the longest structure: 255 bytes",
        ad("ff", "e000" + "55" * 252) + apple_near(),
        expect("apple", "nearby"),
        **away,
    )
    add("frame", "service data under a 32-bit UUID is another type", ad("20", "aafe0000", "40", EID20), UNKNOWN)
    add(
        "frame",
        "service data under a 128-bit UUID made of 0xFEAA",
        ad("21", "fb349b5f80000080 00100000 aafe0000".replace(" ", ""), "40", EID20),
        UNKNOWN,
    )
    add("frame", "service data with half a UUID", ad("16", "aa"), UNKNOWN)
    for uuid in ("180f", "fe9f", "fd6f", "fcf1", "fdcd", "fe2d"):
        add("frame", f"service data under {uuid}", FLAGS + service(uuid, "40", EID20), UNKNOWN)
