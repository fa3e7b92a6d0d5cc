"""iBeacon and AltBeacon, and what meets them under their company ids."""

from .builder import EID20, FLAGS, REFUSED, STATIC, UNKNOWN, add, apple_near, expect, maker, service


def cases():
    uuid = "f7826da64fa24e988024bc5b71e0893e"
    dashed = "f7826da6-4fa2-4e98-8024-bc5b71e0893e"
    for major, minor, power, value in (
        ("0000", "0000", "00", 0),
        ("ffff", "ffff", "80", -128),
        ("0102", "0304", "c5", -59),
        ("0001", "8000", "7f", 127),
    ):
        add(
            "ibeacon",
            f"major {major}, minor {minor}, power {value}",
            "02011a" + maker("004c", "0215", uuid, major, minor, power),
            expect("ibeacon", None, "unknown", uuid=dashed, major=int(major, 16), minor=int(minor, 16), tx_power=value),
        )
    add("ibeacon", "all bytes zero", maker("004c", "0215" + "00" * 21), expect("ibeacon", major=0, minor=0, tx_power=0))
    for size in (0, 1, 16, 20):
        add("ibeacon", f"{size} bytes behind 0215", maker("004c", "0215", (uuid + "00010002c5")[: size * 2]), REFUSED)
    add(
        "ambiguity", "the bytes of an iBeacon under another company", maker("004d", "0215", uuid, "00010002c5"), UNKNOWN
    )
    add(
        "ambiguity",
        "0x004C: type 02 with another length than 15 is no iBeacon",
        maker("004c", "0214", uuid, "00010002"),
        REFUSED,
    )
    add(
        "ambiguity",
        "0x004C: iBeacon, then Find My in a second structure: the tag stands",
        maker("004c", "0215", uuid, "00010002c5") + apple_near(),
        expect("apple", "nearby"),
        address=STATIC,
        address_type="random",
    )
    add(
        "ambiguity",
        "0x004C: Find My, then iBeacon",
        apple_near() + maker("004c", "0215", uuid, "00010002c5"),
        expect("apple", "nearby"),
        address=STATIC,
        address_type="random",
    )
    add(
        "ambiguity",
        "0x004C: Find My behind another message of the same run",
        maker("004c", "1005011c3f2a19 1202 6002"),
        expect("apple", "nearby", key_prefix="800102030405"),
        address=STATIC,
        address_type="random",
    )
    add(
        "ambiguity",
        "0x004C: Find My, then another message of the same run",
        maker("004c", "1202 6002 1005011c3f2a19"),
        expect("apple", "nearby"),
        address=STATIC,
        address_type="random",
    )
    add(
        "ambiguity",
        "0x004C: two messages of other types, the second cut",
        maker("004c", "1005011c3f2a19 1007 00"),
        UNKNOWN,
    )
    add(
        "ambiguity",
        "a Xiaomi tag set up for Apple's network: its maker's id beside Find My",
        maker("038f", "0102") + apple_near(),
        expect("apple", "nearby"),
        address=STATIC,
        address_type="random",
    )
    add(
        "ambiguity",
        "a Xiaomi tag set up for Find Hub",
        FLAGS + service("feaa", "40", EID20, "94"),
        expect("fhn", "eid160"),
        address=STATIC,
        address_type="random",
    )
    add(
        "ambiguity",
        "MiBeacon first, Find Hub behind it: the tag stands before the sensor",
        FLAGS + service("fe95", "1050 5b05 2a 0c0b0a38c1a4") + service("feaa", "40", EID20),
        expect("fhn", "eid160"),
    )
    add(
        "ambiguity",
        "two beacons: the first one stands",
        service("feaa", "30ee 0102030405060708") + maker("004c", "0215", uuid, "00010002c5"),
        expect("eddystone", "eid"),
    )
    add(
        "ambiguity",
        "0x004C: type 01 has no length; what looks like Find My in it is none",
        maker("004c", "0100 1202 6002 00000000000000000000"),
        UNKNOWN,
        address=STATIC,
        address_type="random",
    )
    beacon = "00112233445566778899aabbccddeeff00010002"
    for company, value in (("0118", 0x0118), ("004c", 0x004C), ("0000", 0), ("ffff", 0xFFFF)):
        add(
            "altbeacon",
            f"company {company}",
            FLAGS + maker(company, "beac", beacon, "c5", "09"),
            expect("altbeacon", None, "unknown", company_id=value, id=beacon, tx_power=-59, reserved="09"),
        )
    for power, value in (("00", 0), ("7f", 127), ("80", -128)):
        add(
            "altbeacon",
            f"power {value}",
            maker("0118", "beac", beacon, power, "00"),
            expect("altbeacon", tx_power=value, reserved="00"),
        )
    for size in (0, 1, 19, 20):
        add("altbeacon", f"{size} bytes behind the code", maker("0118", "beac", (beacon + "c509")[: size * 2]), REFUSED)
    add("altbeacon", "code in the other byte order", maker("0118", "acbe", beacon, "c509"), UNKNOWN)
    add(
        "ambiguity",
        "an AltBeacon under the deployment's company id",
        FLAGS + maker("ffff", "beac", beacon, "c5", "09"),
        expect("altbeacon"),
        address=STATIC,
        address_type="random",
    )
