"""MiBeacon: flags, objects, keys."""

from .builder import FLAGS, REFUSED, add, expect, service

MAC = "A4:C1:38:0A:0B:0C"
MAC_LE = "0c0b0a38c1a4"


def sealed(version, plain, key, mac=MAC_LE, product="9803", counter="2a", ext="010000", control=None, with_mac=True):
    """An encrypted frame of version 4 or 5 as the public descriptions say."""
    from cryptography.hazmat.primitives.ciphers.aead import AESCCM

    control = control or f"{0x48 | (0x10 if with_mac else 0):02x}{version << 4 | 8:02x}"
    nonce = bytes.fromhex(mac + product + counter + ext)
    box = AESCCM(bytes.fromhex(key), tag_length=4).encrypt(nonce, bytes.fromhex(plain), b"\x11").hex()
    return service("fe95", control, product, counter, mac if with_mac else "", box[:-8], ext, box[-8:])


def cases():
    head = "5b05 2a"
    for version in (2, 3, 4, 5):
        add(
            "mibeacon",
            f"version {version}, one clear object",
            FLAGS + service("fe95", f"50{version}0", head, MAC_LE, "0410 02 c400"),
            expect(
                "mibeacon",
                "advert",
                "unknown",
                version=version,
                product_id=0x055B,
                frame_counter=42,
                mac=MAC,
                frame_control=f"{version}050",
                encrypted=False,
                objects=[{"id": 0x1004, "data": "c400"}],
            ),
        )
    for control, name in (("10 51", "bound"), ("10 52", "solicited")):
        add("mibeacon", f"{name} bit", service("fe95", control, head, MAC_LE), expect("mibeacon", **{name: True}))
    add(
        "mibeacon",
        "mesh bit",
        service("fe95", "90 50", head, MAC_LE),
        expect("mibeacon", mesh=True, bound=False, solicited=False),
    )
    add(
        "mibeacon",
        "auth mode 2, request timing and reserved bits",
        service("fe95", "17 58", head, MAC_LE),
        expect("mibeacon", frame_control="5817", version=5),
    )
    for version in (0, 1, 6, 15):
        add(
            "mibeacon",
            f"version {version}: nobody describes it",
            service("fe95", f"10{version:x}0", head, MAC_LE),
            REFUSED,
        )
    add(
        "mibeacon",
        "shortest frame: no MAC, no objects",
        service("fe95", "0050", head),
        expect("mibeacon", mac=None, product_id=0x055B),
    )
    add("mibeacon", "capability", service("fe95", "3050", head, MAC_LE, "08"), expect("mibeacon", capability="08"))
    add(
        "mibeacon",
        "capability with I/O byte, then an object",
        service("fe95", "7050", head, MAC_LE, "28 01", "0a10 01 64"),
        expect("mibeacon", capability="28", objects=[{"id": 0x100A, "data": "64"}]),
    )
    add(
        "mibeacon",
        "capability without I/O byte, then an object",
        service("fe95", "7050", head, MAC_LE, "0d", "0a10 01 64"),
        expect("mibeacon", capability="0d", objects=[{"id": 0x100A, "data": "64"}]),
    )
    add(
        "mibeacon",
        "object bit without MAC",
        service("fe95", "4050", head, "0300 01 01"),
        expect("mibeacon", mac=None, objects=[{"id": 3, "data": "01"}]),
    )
    add(
        "mibeacon",
        "two objects",
        service("fe95", "5050", head, MAC_LE, "0410 02 c400 0610 02 5402"),
        expect("mibeacon", objects=[{"id": 0x1004, "data": "c400"}, {"id": 0x1006, "data": "5402"}]),
    )
    add(
        "mibeacon",
        "an empty object",
        service("fe95", "5050", head, MAC_LE, "0800 00"),
        expect("mibeacon", objects=[{"id": 8, "data": ""}]),
    )
    add(
        "mibeacon",
        "a good object, then a cut one: the good one stands",
        service("fe95", "5050", head, MAC_LE, "0410 02 c400 0610 09 54"),
        expect("mibeacon", objects=[{"id": 0x1004, "data": "c400"}]),
    )
    add(
        "mibeacon",
        "mac is the one in the frame, not the sender's",
        service("fe95", "1050", head, MAC_LE),
        expect("mibeacon", mac=MAC),
        address="11:22:33:44:55:66",
        address_type="public",
    )
    for size in range(5):
        add("mibeacon", f"{size} of at least 5 bytes", service("fe95", "10505b052a"[: size * 2]), REFUSED)
    for size in (0, 1, 5):
        add("mibeacon", f"MAC of {size} bytes", service("fe95", "1050", head, MAC_LE[: size * 2]), REFUSED)
    add("mibeacon", "capability announced and missing", service("fe95", "3050", head, MAC_LE), REFUSED)
    add("mibeacon", "I/O byte announced and missing", service("fe95", "3050", head, MAC_LE, "28"), REFUSED)
    key = "814aac74c4f17b6c1581e1ab87816b99"
    humidity, both = "0610025402", "0610025402 0d1004 ea003902".replace(" ", "")
    for version in (4, 5):
        for plain, found in (
            (humidity, [{"id": 0x1006, "data": "5402"}]),
            ("0e560101", [{"id": 0x560E, "data": "01"}]),
            (both, [{"id": 0x1006, "data": "5402"}, {"id": 0x100D, "data": "ea003902"}]),
        ):
            add(
                "mibeacon",
                f"version {version}, encrypted, right key",
                sealed(version, plain, key),
                expect("mibeacon", mic_valid=True, encrypted=True, extended_counter=1, objects=found),
                bindkey=key,
            )
        add(
            "mibeacon",
            f"version {version}, encrypted, no key: objects stay closed",
            sealed(version, humidity, key),
            expect("mibeacon", encrypted=True, extended_counter=1, mic_valid=None, objects=None),
        )
        add(
            "mibeacon",
            f"version {version}, encrypted, wrong key",
            sealed(version, humidity, key),
            expect("mibeacon", encrypted=True, mic_valid=False, objects=None),
            bindkey="00" * 16,
        )
        add(
            "mibeacon",
            f"version {version}, MAC from the sender",
            sealed(version, humidity, key, with_mac=False),
            expect("mibeacon", mac=None, mic_valid=True, objects=[{"id": 0x1006, "data": "5402"}]),
            bindkey=key,
            address=MAC,
            address_type="public",
        )
        broken = sealed(version, humidity, key)
        add(
            "mibeacon",
            f"version {version}, one bit of the MIC flipped",
            broken[:-1] + f"{int(broken[-1], 16) ^ 1:x}",
            expect("mibeacon", mic_valid=False, objects=None),
            bindkey=key,
        )
    add(
        "mibeacon",
        "extended counter ffffff",
        sealed(5, humidity, key, ext="ffffff"),
        expect("mibeacon", extended_counter=16777215, mic_valid=True),
        bindkey=key,
    )
    add(
        "mibeacon",
        "encrypted and bound",
        sealed(5, humidity, key, control="5859"),
        expect("mibeacon", bound=True, mic_valid=True),
        bindkey=key,
    )
    for size in (0, 3, 6):
        add(
            "mibeacon",
            f"encrypted, {size} bytes where counter and MIC should be",
            service("fe95", "5858", head, MAC_LE, "00" * size),
            REFUSED,
        )
