#!/usr/bin/env python3
"""An independent reference decoder for finder-network adverts.

It was written from public descriptions and from docs/cli.md and docs/formats.md, before and without
reading the Rust decoders, and labels the self-made rows of corpus.json. Slow and short on purpose: one
function a format, no dependencies except `cryptography` for MiBeacon rows that carry a bind key.

    reference_decoder.py FILE|-           decodes JSON lines {"adv": hex, "address": ..., ...}
    reference_decoder.py --check corpus.json    checks every case of the corpus
"""

import hashlib
import json
import sys

COMMON_SERVICE = bytes.fromhex("2f9ac1fc42044dfa9fc0fc785b09cc2f")
TRACKERS = ("findmesh", "apple", "fhn", "dult", "samsung", "tile", "chipolo", "pebblebee")
BATTERY = ("full", "medium", "low", "critical")
DEVICE_KINDS = ("apple_device", "airtag", "find_my", "airpods")
SAMSUNG_STATES = {
    1: ("premature_offline", "separated"),
    2: ("offline", "separated"),
    3: ("overmature_offline", "separated"),
    4: ("connected_one", "near_owner"),
    5: ("connected_non_owner", "near_owner"),
    6: ("connected_two", "near_owner"),
}
SAMSUNG_BATTERY = ("very_low", "low", "medium", "full")
URL_SCHEMES = ("http://www.", "https://www.", "http://", "https://")
URL_CODES = (
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


class Rejected(Exception):
    """The structure belongs to the format, and the format's rules refuse it."""


class Sender:
    """Who sent the advert, as far as the receiver knows."""

    def __init__(self, address, address_type):
        self.bytes = bytes.fromhex(address.replace(":", "")) if address else None
        self.type = address_type or "unknown"

    def is_static(self):
        """A random static address: the only kind that can carry key bytes."""
        return self.bytes is not None and self.bytes[0] >= 0xC0 and self.type != "public"


def structures(adv):
    """AD type and data of each structure; raises Rejected at one that is cut. Length 0 ends the advert."""
    at = 0
    while at < len(adv) and adv[at]:
        end = at + 1 + adv[at]
        if end > len(adv):
            raise Rejected("cut")
        yield adv[at + 1], adv[at + 2 : end]
        at = end


def signed(byte):
    return byte - 256 if byte > 127 else byte


def word(data):
    return int.from_bytes(data, "little")


def need(condition, why):
    if not condition:
        raise Rejected(why)


def result(network, kind, state="unknown", key=None, battery=None, lookup=None, **fields):
    return {
        "network": network,
        "kind": kind,
        "state": state,
        "battery": battery,
        "key": key.hex() if key else None,
        "lookup_id": lookup.hex() if lookup else None,
        "fields": {name: value.hex() if isinstance(value, bytes) else value for name, value in fields.items()},
    }


def findmesh(key, kind, near, **fields):
    lookup = hashlib.sha256(b"findmesh/v1/id" + key).digest()[:16] if key else None
    return result("findmesh", kind, "near_owner" if near else "separated", key, None, lookup, **fields)


def findmesh_extended(data, _sender, _options):
    need(len(data) >= 34, "short")
    need(data[0] >> 4 == 1, "version")
    need(not data[0] & 8, "critical")
    rest = data[34:]
    while rest:
        need(len(rest) >= 2 and len(rest) >= 2 + rest[1], "cut TLV")
        rest = rest[2 + rest[1] :]
    return findmesh(data[2:34], "extended", data[0] & 1, version="01", status_masked=data[1:2], header=data[:1])


def findmesh_compact(data, sender, _options):
    need(len(data) == 27, "length")
    need(data[0] >> 4 & 3 == 1, "version")
    need(sender.bytes is None or sender.is_static(), "address")
    key = None
    if sender.bytes:
        key = bytes([data[0] & 0xC0 | sender.bytes[0] & 0x3F]) + sender.bytes[1:] + data[1:]
    return findmesh(key, "compact", data[0] & 1, version="01", header=data[:1])


def continuity(data, sender, options):
    """A run of Apple's messages, each `type | length | data`: type 12 is offline finding, 02 an iBeacon."""
    while data:
        if data[0] == 0x12:
            return apple(data, sender, options)
        if data[0] == 0x02:
            return ibeacon(data[: 2 + data[1]] if len(data) > 1 else data, sender, options)
        if data[0] == 0x01 or len(data) < 2 or len(data) < 2 + data[1]:
            return None  # type 01, the service UUIDs of apps in the background, has no length
        data = data[2 + data[1] :]
    return None


def apple(data, sender, _options):
    """Offline finding: length 19 (away from the owner) or 02 (near)."""
    need(len(data) >= 2, "cut")
    need(data[1] in (0x19, 0x02), "length")
    need(len(data) >= 2 + data[1], "cut")
    status = data[2]
    device = DEVICE_KINDS[status >> 4 & 3]
    battery = None if device == "airtag" else BATTERY[status >> 6]
    top = lambda bits: bytes([(bits & 3) << 6 | sender.bytes[0] & 0x3F]) + sender.bytes[1:]
    if data[1] == 0x02:
        prefix = {"key_prefix": top(data[3])} if sender.is_static() else {}
        return result(
            "apple", "nearby", "near_owner", None, battery, None, status=data[2:3], device_kind=device, **prefix
        )
    key = top(data[25]) + data[3:25] if sender.is_static() else None
    lookup = hashlib.sha256(key).digest() if key else None
    return result(
        "apple", "separated", "separated", key, battery, lookup, status=data[2:3], device_kind=device, hint=data[26:27]
    )


def ibeacon(data, _sender, _options):
    need(len(data) == 23 and data[1] == 0x15, "length")
    uuid = data[2:18].hex()
    dashed = "-".join((uuid[:8], uuid[8:12], uuid[12:16], uuid[16:20], uuid[20:]))
    return result(
        "ibeacon",
        "advert",
        uuid=dashed,
        major=int.from_bytes(data[18:20], "big"),
        minor=int.from_bytes(data[20:22], "big"),
        tx_power=signed(data[22]),
    )


def altbeacon(company, data):
    need(len(data) in (23, 24), "length")
    reserved = {"reserved": data[23:]} if len(data) == 24 else {}
    return result("altbeacon", "advert", company_id=company, id=data[2:22], tx_power=signed(data[22]), **reserved)


def fhn(data, _sender, _options):
    need(len(data) in (21, 22, 33, 34), "length")
    size = 20 if len(data) < 30 else 32
    flags = {"hashed_flags": data[1 + size :]} if len(data) > 1 + size else {}
    eid = data[1 : 1 + size]
    away = data[0] == 0x41
    return result(
        "fhn",
        "eid160" if size == 20 else "eid256",
        "separated" if away else "unknown",
        eid,
        None,
        eid[:10],
        frame=data[:1],
        eid=eid,
        unwanted_tracking_mode=away,
        **flags,
    )


def eddystone_url(data):
    need(3 <= len(data) <= 20 and data[2] < len(URL_SCHEMES), "url")
    need(all(code < 14 or 0x20 < code < 0x7F for code in data[3:]), "url")
    text = "".join(URL_CODES[code] if code < 14 else chr(code) for code in data[3:])
    return result("eddystone", "url", tx_power=signed(data[1]), url=URL_SCHEMES[data[2]] + text)


def eddystone_tlm(data):
    need(len(data) >= 2 and data[1] in (0, 1), "version")
    need(len(data) == (14, 18)[data[1]], "length")
    if data[1] == 1:
        return result("eddystone", "etlm")
    number = lambda start, end: int.from_bytes(data[start:end], "big")
    temperature = int.from_bytes(data[4:6], "big", signed=True)
    return result(
        "eddystone",
        "tlm",
        battery_mv=number(2, 4) or None,
        temperature_c=None if temperature == -32768 else temperature / 256,
        adv_count=number(6, 10),
        uptime_s=number(10, 14) / 10,
    )


def feaa(data, sender, options):
    """Eddystone (frame types 0x to 3x) and the Find Hub network (40 and 41) share a UUID."""
    need(data, "empty")
    if data[0] in (0x40, 0x41):
        return fhn(data, sender, options)
    if data[0] == 0x00:
        need(len(data) in (18, 20), "length")
        return result("eddystone", "uid", tx_power=signed(data[1]), namespace=data[2:12], instance=data[12:18])
    if data[0] == 0x10:
        return eddystone_url(data)
    if data[0] == 0x20:
        return eddystone_tlm(data)
    if data[0] == 0x30:
        need(len(data) == 10, "length")
        return result("eddystone", "eid", tx_power=signed(data[1]), eid=data[2:])
    raise Rejected("frame type")


def dult(data, _sender, _options):
    need(2 <= len(data), "length")
    near = bool(data[1] & 1)
    return result(
        "dult", "advert", "near_owner" if near else "separated", network_id=data[0], near_owner=near, payload=data[2:]
    )


def samsung_tag(data, _sender, _options):
    need(len(data) == 20, "length")
    need(data[0] >> 4 == 1, "version")
    need(not data[0] & 8, "type")
    name, state = SAMSUNG_STATES.get(data[0] & 7, (None, "unknown"))
    level = SAMSUNG_BATTERY[data[12] & 3]
    return result(
        "samsung",
        "tag",
        state,
        battery="critical" if level == "very_low" else level,
        version="01",
        **({"tag_state": name} if name else {}),
        aging_counter=word(data[1:4]),
        privacy_id=data[4:12],
        region=data[12] >> 4,
        end_to_end=bool(data[12] & 8),
        uwb=bool(data[12] & 4),
        motion=bool(data[13] & 0x80),
        activity_tracking=bool(data[15] & 1),
        signature=data[16:],
    ) | {"samsung_battery": level}


def samsung_phone(data, _sender, _options):
    need(len(data) >= 14, "length")
    return result("samsung", "phone", "unknown", id=data[1:13], properties=data[13:14])


def tile(uuid):
    """Under FEED the data begins with 02 00; of the two other UUIDs nothing is public."""

    def read_tile(data, _sender, _options):
        need(data, "empty")
        need(uuid != "feed" or data[:2] == b"\x02\x00", "form")
        return result("tile", "advert", service_uuid=uuid, data=data)

    return read_tile


def chipolo(data, sender, _options):
    need(data, "empty")
    seen = {}
    state = "unknown"
    if sender.bytes and sender.bytes[0] <= 0xD8 and len(data) >= 2:
        seen = {"owner_seen_recently": not data[1] & 1}
        state = "separated" if data[1] & 1 else "near_owner"
    return result("chipolo", "advert", state, data=data, **seen)


def pebblebee(data, _sender, _options):
    return result("pebblebee", "advert", service_uuid="fa25", data=data)


def fast_pair(data, _sender, _options):
    need(len(data) >= 2, "length")
    if len(data) == 3:
        return result("fast_pair", "model_id", model_id=data)
    need(data[0] >> 4 == 0, "version")
    rest = data[1:]
    while rest:
        size, kind = rest[0] >> 4, rest[0] & 15
        need(len(rest) > size, "cut")
        if kind == 7:
            return result("fast_pair", "model_id", model_id=rest[1 : 1 + size])
        if kind in (0, 2):
            return result("fast_pair", "account_key_filter", account_key_filter=rest[1 : 1 + size])
        rest = rest[1 + size :]
    raise Rejected("no filter")


def objects(data):
    found = []
    while len(data) >= 3 and len(data) >= 3 + data[2]:
        found.append({"id": word(data[:2]), "data": data[3 : 3 + data[2]].hex()})
        data = data[3 + data[2] :]
    return found


def decrypt(version, data, head, mac, key):
    """Plain objects of an encrypted MiBeacon tail and whether its MIC holds (None: it has no usable one)."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESCCM

    if version >= 4:
        nonce = mac + head[2:5] + data[-7:-4]
        try:
            return AESCCM(key, tag_length=4).decrypt(nonce, data[:-7] + data[-4:], b"\x11"), True
        except InvalidTag:
            return None, False
    nonce = head[:5] + data[-4:-1] + mac[:5]
    key = key[:6] + bytes.fromhex("8d3d3c97") + key[6:]
    # CCM encryption is its own inverse; the MIC of one byte is not checked by anybody.
    return AESCCM(key, tag_length=4).encrypt(nonce, data[:-4], b"\x11")[:-4], None


def mibeacon(data, sender, options):
    need(len(data) >= 5, "short")
    control = word(data[:2])
    flag = lambda bit: bool(control >> bit & 1)
    version = control >> 12
    need(2 <= version <= 5, "version")
    fields = {
        "frame_control": f"{control:04x}",
        "version": version,
        "product_id": word(data[2:4]),
        "frame_counter": data[4],
        "encrypted": flag(3),
        "bound": flag(8),
        "solicited": flag(9),
        "mesh": flag(7),
    }
    rest = data[5:]
    mac = sender.bytes[::-1] if sender.bytes else None
    if flag(4):
        need(len(rest) >= 6, "cut")
        mac, rest = rest[:6], rest[6:]
        fields["mac"] = ":".join(f"{byte:02X}" for byte in mac[::-1])
    if flag(5):
        need(rest, "cut")
        size = 2 if rest[0] & 0x20 else 1
        need(len(rest) >= size, "cut")
        fields["capability"], rest = rest[:1], rest[size:]
    if flag(6) and flag(3):
        tail = 7 if version >= 4 else 4
        need(len(rest) >= tail, "cut")
        start = len(rest) - tail
        fields["extended_counter"] = word(rest[start : start + 3])
        right_size = len(options["bindkey"] or b"") == (16 if version >= 4 else 12)
        if right_size and mac:
            plain, valid = decrypt(version, rest, data, mac, options["bindkey"])
            if valid is not None:
                fields["mic_valid"] = valid
            found = objects(plain or b"")
            # Without a MIC only a plaintext that is objects to its end speaks for the key.
            if valid or (valid is None and sum(3 + len(one["data"]) // 2 for one in found) == len(plain)):
                fields["objects"] = found
    elif flag(6):
        fields["objects"] = objects(rest)
    return result("mibeacon", "advert", **fields)


SERVICES_16 = {
    0xFEAA: feaa,
    0xFCB2: dult,
    0xFD5A: samsung_tag,
    0xFD69: samsung_phone,
    0xFEED: tile("feed"),
    0xFEEC: tile("feec"),
    0xFD84: tile("fd84"),
    0xFE33: chipolo,
    0xFA25: pebblebee,
    0xFE95: mibeacon,
    0xFE2C: fast_pair,
}


def read(kind, data, sender, options):
    """One AD structure: a result, None (another format's) or Rejected."""
    if kind == 0x16 and len(data) >= 2 and word(data[:2]) in SERVICES_16:
        return SERVICES_16[word(data[:2])](data[2:], sender, options)
    if kind in (0x02, 0x03) and 0xFA25 in (word(data[at : at + 2]) for at in range(0, len(data) - 1, 2)):
        return result("pebblebee", "advert", service_uuid="fa25")
    if kind == 0x21 and data[:16] == options["service_uuid"][::-1]:
        return findmesh_extended(data[16:], sender, options)
    if kind == 0xFF and len(data) >= 2:
        company, body = word(data[:2]), data[2:]
        if body[:2] == b"\xbe\xac":
            return altbeacon(company, body)
        if company == options["company_id"]:
            return findmesh_compact(body, sender, options)
        if company == 0x004C:
            return continuity(body, sender, options)
    return None


def rank(found):
    """A tag stands before a beacon, both before a service that is only listed."""
    if found["network"] == "pebblebee" and "data" not in found["fields"]:
        return 0
    return 2 if found["network"] in TRACKERS else 1


def decode(adv, address=None, address_type=None, company_id=0xFFFF, service_uuid=COMMON_SERVICE, bindkey=None):
    """What an advert is: the frame of the highest rank, of several the first. A refused or cut structure
    hides nothing, and is the answer where nothing good is there."""
    sender = Sender(address, address_type)
    options = {"company_id": company_id, "service_uuid": service_uuid, "bindkey": bindkey}
    best, refused = None, False
    walk = structures(adv)
    while True:
        try:
            found = read(*next(walk), sender, options)
        except StopIteration:
            break
        except Rejected:
            refused = True
            continue
        if found and (best is None or rank(found) > rank(best)):
            best = found
    if best is None:
        return {"network": "unknown", "kind": "unknown", "rejected": refused}
    level = best.pop("samsung_battery", None)
    return best | {"fields": best["fields"] | {"battery": level}} if level else best


def decode_case(case):
    bindkey = case.get("bindkey")
    return decode(
        bytes.fromhex(case["adv"]),
        case.get("address"),
        case.get("address_type"),
        int(case.get("company_id", "ffff"), 16),
        bytes.fromhex(case.get("service_uuid", COMMON_SERVICE.hex()).replace("-", "")),
        bytes.fromhex(bindkey) if bindkey else None,
    )


def differences(expect, got):
    """Paths at which `got` does not answer `expect`. An expected null is met by a missing value."""
    if isinstance(expect, dict):
        got = got if isinstance(got, dict) else {}
        return [f"{name}.{path}".rstrip(".") for name in expect for path in differences(expect[name], got.get(name))]
    return [] if expect == got else [""]


def check(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    wrong = 0
    for case in cases:
        for path in differences(case["expect"], decode_case(case)):
            print(f"{case['id']}: {path}")
            wrong += 1
    print(f"{len(cases)} cases, {wrong} differences")
    return 1 if wrong else 0


def main():
    if sys.argv[1:2] == ["--check"]:
        sys.exit(check(sys.argv[2]))
    source = sys.stdin if sys.argv[1:] in ([], ["-"]) else open(sys.argv[1], encoding="utf-8")
    for line in source:
        print(json.dumps(decode_case(json.loads(line))))


if __name__ == "__main__":
    main()
