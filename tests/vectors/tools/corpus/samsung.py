"""SmartTags, and phones and earbuds of the same network."""

from .builder import FLAGS, REFUSED, UNKNOWN, ad, add, expect, service


def smart_tag(
    head="12", counter="dcc701", privacy="4348f47468aacf29", byte12="b3", byte13="00", rest="0000", signature="4f0daa91"
):
    return service("fd5a", head, counter, privacy, byte12, byte13, rest, signature)


def cases():
    names = {
        1: "premature_offline",
        2: "offline",
        3: "overmature_offline",
        4: "connected_one",
        5: "connected_non_owner",
        6: "connected_two",
    }
    for state, name in names.items():
        add(
            "samsung",
            f"tag state {state}",
            "020104" + ad("02", "5afd") + smart_tag(f"1{state}"),
            expect("samsung", "tag", tag_state=name, aging_counter=0x01C7DC),
        )
    for state in (0, 7):
        add(
            "samsung",
            f"reserved tag state {state}: reported, not guessed",
            smart_tag(f"1{state}"),
            expect("samsung", "tag", "unknown"),
            omit=("tag_state",),
        )
    for bits, name in enumerate(("very_low", "low", "medium", "full")):
        add(
            "samsung",
            f"battery bits {bits:02b}",
            smart_tag(byte12=f"{0xB0 | bits:02x}"),
            expect("samsung", "tag", battery=name),
        )
    for region in (0, 1, 3, 5, 7, 10, 11, 12, 15):
        add(
            "samsung",
            f"region {region}",
            smart_tag(byte12=f"{region << 4 | 3:02x}"),
            expect("samsung", "tag", region=region),
        )
    for byte, e2e, uwb in (("b7", False, True), ("bb", True, False), ("bf", True, True)):
        add(
            "samsung",
            f"end to end {e2e}, UWB {uwb}",
            smart_tag(byte12=byte),
            expect("samsung", "tag", end_to_end=e2e, uwb=uwb),
        )
    for byte13, motion in (("80", True), ("ff", True), ("7f", False)):
        add("samsung", f"byte 13 is {byte13}", smart_tag(byte13=byte13), expect("samsung", "tag", motion=motion))
    for rest, active in (("0001", True), ("ffff", True), ("fffe", False)):
        add(
            "samsung",
            f"bytes 14 and 15 are {rest}",
            smart_tag(rest=rest),
            expect("samsung", "tag", activity_tracking=active),
        )
    for counter, value in (("000000", 0), ("ffffff", 16777215), ("010000", 1), ("000001", 65536)):
        add(
            "samsung",
            f"aging counter {value}",
            smart_tag(counter=counter),
            expect("samsung", "tag", aging_counter=value),
        )
    add(
        "samsung",
        "first privacy id of published parameters",
        smart_tag(privacy="6f3043f2087a724e"),
        expect("samsung", "tag", privacy_id="6f3043f2087a724e", signature="4f0daa91"),
    )
    whole = "12dcc7014348f47468aacf29b30000004f0daa91"
    for size in (0, 1, 4, 12, 19):
        add("samsung", f"{size} of 20 bytes", service("fd5a", whole[: size * 2]), REFUSED)
    for head in ("02", "22", "f2"):
        add("samsung", f"version {head[0]}", smart_tag(head), REFUSED)
    add("samsung", "advertisement type bit set", smart_tag("1a"), REFUSED)
    add("samsung", "the UUID in a list only", "020104" + ad("02", "5afd"), UNKNOWN)
    identity = "00112233445566778899aabb"
    for properties in ("00", "80", "ff"):
        add(
            "samsung",
            f"phone or buds, properties {properties}",
            FLAGS + service("fd69", "01", identity, properties),
            expect("samsung", "phone", id=identity, properties=properties),
            omit=("state",),
        )
    add(
        "samsung",
        "phone with bytes behind the properties",
        service("fd69", "01", identity, "00", "aabbccdd"),
        expect("samsung", "phone", id=identity),
        omit=("state",),
    )
    for size in (0, 1, 12, 13):
        add("samsung", f"phone, {size} of 14 bytes", service("fd69", ("01" + identity)[: size * 2]), REFUSED)
