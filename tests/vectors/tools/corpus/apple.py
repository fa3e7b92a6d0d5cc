"""Find My: devices, batteries, states, addresses that carry a key and that do not."""

from .builder import FLAGS, KEY, REFUSED, STATIC, UNKNOWN, add, apple_away, apple_near, expect, maker

APPLE_KEY = KEY[:56]


def cases():
    devices = {0: "apple_device", 1: "airtag", 2: "find_my", 3: "airpods"}
    levels = ("full", "medium", "low", "critical")
    for device, name in devices.items():
        for level in range(4):
            status = f"{level << 6 | device << 4:02x}"
            battery = None if name == "airtag" else levels[level]
            add(
                "apple",
                f"away from its owner: {name}, battery bits {level:02b}",
                apple_away(status),
                expect("apple", "separated", "separated", status=status, device_kind=name, hint="07")
                | {"battery": battery, "key": APPLE_KEY},
                address=STATIC,
                address_type="random",
            )
    for status in ("64", "24", "2f", "6b", "3f"):
        add(
            "apple",
            f"near its owner, status {status}: owner bit and reserved bits",
            apple_near(status),
            expect("apple", "nearby", "near_owner", status=status, key_prefix="800102030405"),
            address=STATIC,
            address_type="random",
        )
    for top in range(4):
        first = f"{top << 6:02x}"
        add(
            "apple",
            f"key's two highest bits {top:02b}",
            FLAGS[:4] + "1a" + apple_near(top=f"{top:02x}"),
            expect("apple", "nearby", "near_owner", key_prefix=first + "0102030405"),
            address=STATIC,
            address_type="random",
        )
        add(
            "apple",
            f"key's two highest bits {top:02b}, away",
            apple_away(top=f"{top:02x}"),
            expect("apple", "separated") | {"key": first + APPLE_KEY[2:]},
            address=STATIC,
            address_type="random",
        )
    add(
        "apple",
        "reserved bits beside the key's two highest ones",
        apple_away(top="fe"),
        expect("apple", "separated", "separated") | {"key": APPLE_KEY},
        address=STATIC,
        address_type="random",
    )
    add(
        "apple",
        "address type not given",
        apple_away(),
        expect("apple", "separated") | {"key": APPLE_KEY},
        address=STATIC,
    )
    for address, kind, note in (
        (None, None, "no address"),
        (STATIC, "public", "public address"),
        ("40:01:02:03:04:05", "random", "resolvable private address"),
        ("00:01:02:03:04:05", "random", "non-resolvable private address"),
    ):
        add(
            "apple",
            f"{note}: no key",
            apple_away(),
            expect("apple", "separated", "separated") | {"key": None, "lookup_id": None},
            address=address,
            address_type=kind,
        )
        add(
            "apple",
            f"{note}: no key prefix",
            apple_near(),
            expect("apple", "nearby", "near_owner", key_prefix=None),
            address=address,
            address_type=kind,
        )
    for hint in ("00", "ff"):
        add(
            "apple",
            f"hint {hint}",
            apple_away(hint=hint),
            expect("apple", "separated", hint=hint),
            address=STATIC,
            address_type="random",
        )
    for data, note in (
        ("12", "no length"),
        ("1202", "near, nothing behind the length"),
        ("120260", "near, one byte"),
        ("1219", "away, nothing behind the length"),
        ("121960" + KEY[12:56] + "02", "away, hint missing"),
        ("121900", "away, one byte"),
    ):
        add("apple", f"cut message: {note}", maker("004c", data), REFUSED, address=STATIC, address_type="random")
    for size in (0, 1, 3, 0x18, 0x1A, 0xFF):
        add(
            "apple",
            f"message length {size} is neither 2 nor 25",
            maker("004c", f"12{size:02x}" + "11" * min(size, 26)),
            REFUSED,
        )
    for data in (
        "",
        "0c0e00a1b2c3d4e5f60708090a0b0c0d",
        "1005011c3f2a19",
        "0719010e2055aab811000004",
        "0906030201a83284",
        "1603001122",
        "0f05a0336aa5f1",
    ):
        add(
            "other",
            "Continuity message of another type",
            maker("004c", data),
            UNKNOWN,
            address=STATIC,
            address_type="random",
        )
    for company in ("004b", "4c00", "0075", "00e0"):
        add(
            "other",
            f"the same bytes under company {company}",
            apple_away(company=company),
            UNKNOWN,
            address=STATIC,
            address_type="random",
        )
