"""Our own two forms (docs/formats.md, section 2)."""

from .builder import COMMON_SERVICE, FLAGS, KEY, REFUSED, STATIC, UNKNOWN, ad, add, expect, maker

UUID = COMMON_SERVICE[::-1].hex()


def extended(header="10", status="a5", key=KEY, tail="", uuid=UUID):
    return ad("21", uuid, header, status, key, tail)


def compact(header="9b", company="ffff", key=KEY[12:]):
    return maker(company, header, key)


def cases():
    good = {"key": KEY}
    add(
        "findmesh",
        "extended, separated, UUID listed",
        FLAGS + ad("07", UUID) + extended(),
        expect("findmesh", "extended", "separated", version="01", status_masked="a5", header="10") | good,
    )
    for header, state in (("11", "near_owner"), ("16", "separated"), ("17", "near_owner")):
        add(
            "findmesh",
            f"extended, header {header}: bits 2-1 are ignored",
            FLAGS + extended(header),
            expect("findmesh", "extended", state, header=header) | good,
        )
    for status in ("00", "ff"):
        add(
            "findmesh",
            f"extended, masked status {status}",
            extended(status=status),
            expect("findmesh", "extended", "separated", status_masked=status) | good | {"battery": None},
        )
    for tail, note in (
        ("0100", "an empty TLV"),
        ("ee00 0302 0909", "two TLVs of unknown types"),
        ("0110" + "55" * 16, "a reserved key credential"),
        ("ff" + "20" + "aa" * 32, "a TLV of type ff"),
    ):
        add(
            "findmesh",
            f"extended, {note} is ignored",
            FLAGS + extended(tail=tail),
            expect("findmesh", "extended", "separated") | good,
        )
    for header, note in (
        ("00", "version 0"),
        ("20", "version 2"),
        ("f0", "version 15"),
        ("18", "critical bit"),
        ("19", "critical bit, near"),
    ):
        add("findmesh", f"extended, {note}: refused", FLAGS + extended(header), REFUSED)
    for size in (0, 1, 2, 17, 33):
        add(
            "findmesh",
            f"extended, payload of {size} bytes: too short",
            FLAGS + ad("21", UUID, ("10a5" + KEY)[: size * 2]),
            REFUSED,
        )
    for tail in ("01", "0102 00", "0100 03", "05ff 00"):
        add("findmesh", "extended, cut TLV", FLAGS + extended(tail=tail), REFUSED)
    add("findmesh", "UUID list alone says nothing", FLAGS + ad("07", UUID), UNKNOWN)
    add("findmesh", "service data of another deployment", FLAGS + extended(uuid="07" * 16), UNKNOWN)
    add("findmesh", "service data shorter than a 128-bit UUID", FLAGS + ad("21", UUID[:30]), UNKNOWN)
    add(
        "findmesh",
        "the deployment named by the case",
        FLAGS + extended(uuid="07" * 16),
        expect("findmesh", "extended", "separated") | good,
        service_uuid="07070707-0707-0707-0707-070707070707",
    )
    add(
        "findmesh",
        "UUID in the order of text, not of the air",
        FLAGS + ad("21", COMMON_SERVICE.hex(), "10a5", KEY),
        UNKNOWN,
    )
    for header, state in (("9b", "near_owner"), ("90", "separated"), ("9e", "separated"), ("9f", "near_owner")):
        add(
            "findmesh",
            f"compact, header {header}",
            compact(header),
            expect("findmesh", "compact", state, header=header, version="01") | good,
            address=STATIC,
            address_type="random",
        )
    for top in range(4):
        first = f"{top << 6:02x}"
        add(
            "findmesh",
            f"compact, key's two highest bits {top:02b}",
            compact(f"{top << 6 | 0x10:02x}"),
            expect("findmesh", "compact", "separated") | {"key": first + KEY[2:]},
            address=STATIC,
            address_type="random",
        )
    add(
        "findmesh",
        "compact, address type not given: accepted",
        compact(),
        expect("findmesh", "compact") | good,
        address=STATIC,
    )
    add(
        "findmesh",
        "compact without an address: no key",
        compact(),
        expect("findmesh", "compact", "near_owner") | {"key": None, "lookup_id": None},
    )
    for header in ("8b", "ab", "bb"):
        add(
            "findmesh",
            f"compact, version bits {int(header, 16) >> 4 & 3:02b}",
            compact(header),
            REFUSED,
            address=STATIC,
            address_type="random",
        )
    for size in (0, 1, 13, 26, 28):
        add(
            "findmesh",
            f"compact, {size} bytes instead of 27",
            maker("ffff", ("9b" + KEY[12:] + "00")[: size * 2]),
            REFUSED,
            address=STATIC,
            address_type="random",
        )
    add("findmesh", "compact, public address", compact(), REFUSED, address=STATIC, address_type="public")
    for address in ("00:01:02:03:04:05", "40:01:02:03:04:05", "80:01:02:03:04:05", "BF:01:02:03:04:05"):
        add(
            "findmesh",
            "compact, address that is not random static",
            compact(),
            REFUSED,
            address=address,
            address_type="random",
        )
    add(
        "findmesh",
        "compact, another company id",
        compact(company="1234"),
        UNKNOWN,
        address=STATIC,
        address_type="random",
    )
    add(
        "findmesh",
        "compact, the company id named by the case",
        compact(company="1234"),
        expect("findmesh", "compact") | good,
        address=STATIC,
        address_type="random",
        company_id="1234",
    )
    add("findmesh", "manufacturer data without a whole company id", ad("ff", "ff"), UNKNOWN)
