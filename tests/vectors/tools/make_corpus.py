#!/usr/bin/env python3
"""Writes ../corpus.json: carried rows from public sources, then rows made here for every rule.

A made row states what it is meant to say; reference_decoder.py must agree before the row is written,
and adds the fields that the row did not spell out. Run it in tests/vectors: tools/make_corpus.py
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from reference_decoder import COMMON_SERVICE, decode_case, differences  # noqa: E402

HERE = pathlib.Path(__file__).parent.parent
MADE = "self-made from the public description, labelled by two independent implementations"
FLAGS = "020106"
cases = []
counts = {}


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def add(topic, note, adv, expect, origin=MADE, omit=(), **inputs):
    """One case. `omit` names parts of the answer on which the public sources are silent."""
    counts[topic] = counts.get(topic, 0) + 1
    case = {"id": f"{topic}-{counts[topic]:03}", "adv": adv.replace(" ", "").lower()}
    case |= {name: value for name, value in inputs.items() if value is not None}
    got = decode_case(case)
    wrong = differences(expect, got)
    assert not wrong, (case, expect, got, wrong)
    for name in omit:
        got.pop(name, None)
        got.get("fields", {}).pop(name, None)
    got = {"fields": expect["fields"]} if not got else got
    cases.append(case | {"expect": got, "note": note, "origin": origin})


def ad(kind, *parts):
    """One AD structure in hex, its length byte made to fit."""
    data = "".join(parts).replace(" ", "")
    return f"{len(data) // 2 + 1:02x}{kind}{data}"


def service(uuid, *parts):
    return ad("16", uuid[2:] + uuid[:2], *parts)


def maker(company, *parts):
    return ad("ff", company[2:] + company[:2], *parts)


def expect(network, kind=None, state=None, **fields):
    said = {"network": network, "fields": fields}
    return said | ({"kind": kind} if kind else {}) | ({"state": state} if state else {})


REFUSED = {"network": "unknown", "kind": "unknown", "rejected": True}
UNKNOWN = {"network": "unknown", "kind": "unknown", "rejected": False}


# ---------------------------------------------------------------- carried rows

MAPPING = {
    "altbeacon": lambda e: expect("altbeacon", company_id=int(e["company_id"], 16), id=e["beacon_id"],
                                  tx_power=e["measured_power"],
                                  reserved=None if e["mfg_reserved"] is None else f"{e['mfg_reserved']:02x}"),
    "chipolo": lambda e: expect("chipolo", data=e["data"]),
    "eddystone_eid": lambda e: expect("eddystone", "eid", tx_power=e["tx_power_0m"], eid=e["eid"]),
    "eddystone_etlm": lambda e: expect("eddystone"),
    "eddystone_tlm": lambda e: expect("eddystone", "tlm", battery_mv=e["battery_mv"], temperature_c=e["temperature_c"],
                                      adv_count=e["adv_count"], uptime_s=e["uptime_ds"] / 10),
    "eddystone_uid": lambda e: expect("eddystone", "uid", tx_power=e["tx_power_0m"], namespace=e["namespace"],
                                      instance=e["instance"]),
    "eddystone_url": lambda e: expect("eddystone", "url", tx_power=e["tx_power_0m"], url=e["url"]),
    "exposure_notification": lambda e: {"network": "unknown"},
    "google_fhn": lambda e: expect("fhn", f"eid{len(e['eid']) * 4}", eid=e["eid"],
                                   frame="41" if e["frame"] == "utp" else "40", hashed_flags=e["hashed_flags"],
                                   unwanted_tracking_mode=e["frame"] == "utp") | {"lookup_id": e["truncated_eid"]},
    "ibeacon": lambda e: expect("ibeacon", uuid=e["uuid"], major=e["major"], minor=e["minor"], tx_power=e["measured_power"]),
    "mibeacon": lambda e: mibeacon_expect(e),
    "none": lambda e: {"network": "unknown"},
    "tile": lambda e: expect("tile", service_uuid=e["uuid"], data=e["data"]),
}


def mibeacon_expect(e):
    said = expect("mibeacon", "advert", frame_control=e["frame_control"], version=e["version"],
                  product_id=int(e["product_id"], 16), frame_counter=e["frame_counter"], encrypted=e["encrypted"],
                  bound=e["registered"], solicited=e["solicited"], mesh=e["mesh"], capability=e.get("capability"))
    if "mac" in e:
        said["fields"]["mac"] = e["mac"].upper()
    if "ext_counter" in e:
        said["fields"]["extended_counter"] = int.from_bytes(bytes.fromhex(e["ext_counter"]), "little")
    if e.get("decrypt") in ("ok", "failed"):
        said["fields"]["mic_valid"] = e["decrypt"] == "ok"
    if e.get("objects") and e.get("decrypt") != "failed":
        said["fields"]["objects"] = [{"id": int(o["id"], 16), "data": o["data"]} for o in e["objects"]]
    return said


def carried():
    for row in load("adverts.json")["cases"]:
        e = row["expect"]
        where = "own decoder of that collection" if row["source_repo"] == "self-made" else \
            f"{row['source_repo']} {row['source_path']} at {row.get('commit', '')[:12]} ({row['licence']})"
        test = f": {row['source_test']}" if row.get("source_test") else ""
        address = row.get("addr", "").upper() or None
        add(e["ecosystem"].replace("google_", "").replace("none", "other").replace("_", "-"),
            f"adverts.json {row['id']}{test}", row["adv_hex"], MAPPING[e["ecosystem"]](e),
            f"{where}; {row['expect_origin']}", address=address, address_type=row.get("addr_type"), bindkey=row.get("key"))
    for row in load("apple-adverts.json")["cases"]:
        said = expect("apple", row["kind"], row["state"], **row["fields"]) | {"key": row["key"], "battery": row["battery"]}
        add("apple", row["name"], row["adv"], said, row["source"], address=row.get("address"),
            address_type=row.get("address_type"))
    for row in load("native-v1.json")["schedule"]["cases"]:
        state = "near_owner" if row["near_owner"] else "separated"
        said = expect("findmesh", "extended", state) | {"key": row["key"], "lookup_id": row["lookup_id"]}
        note = f"day {row['day']}, slot {row['slot']} of native-v1.json"
        add("findmesh", f"{note}, extended form", row["extended_advert"], said, "docs/formats.md, independent implementation")
        add("findmesh", f"{note}, compact form", row["compact_advert"], said | {"kind": "compact"},
            "docs/formats.md, independent implementation", address=row["compact_address"], address_type="random")


# ---------------------------------------------------------------- rows seen in public

def seen():
    rally = "public decoder notes of raw adverts as heard (values only)"
    tag = "1eff4c001219102807ce0b3c33332ed37b5d9d8291b1d99d0b8615189700e0"
    add("apple", "AirTag away from its owner; the source spells the whole key out", tag,
        expect("apple", "separated", "separated", status="10", device_kind="airtag", hint="e0")
        | {"key": "3b6d083d25a42807ce0b3c33332ed37b5d9d8291b1d99d0b86151897", "battery": None},
        "worked example in the README of a public AirTag key matcher", address="FB:6D:08:3D:25:A4", address_type="random")
    add("apple", "AirTag near its owner, owner bit set", "07ff4c0012025402",
        expect("apple", "nearby", "near_owner", status="54", device_kind="airtag", key_prefix="9fa4651a5272"),
        "the same README, example 2 (bytes)", address="DF:A4:65:1A:52:72", address_type="random")
    add("apple", "the key of a home-made tag; the source gives key and advert",
        "1eff4c001219006725acc77b7e7a5cb8b8050519a2f6748a5ac7a00b890100",
        expect("apple", "separated", "separated", status="00")
        | {"key": "515292e23dec6725acc77b7e7a5cb8b8050519a2f6748a5ac7a00b89"},
        "script of L. Pesce for transmitting fixed OpenHaystack beacons (values only)",
        address="D1:52:92:E2:3D:EC", address_type="random")
    add("other", "proximity pairing (type 07) with the bytes of a Find My advert: not offline finding",
        "1eff4c000719006725acc77b7e7a5cb8b8050519a2f6748a5ac7a00b890100", UNKNOWN,
        "the same script", address="D1:52:92:E2:3D:EC", address_type="random")
    add("apple", "a lost iPhone X", "1eff4c001219006d17255505df2aec6ef580be0ddeba8bb034c996de5b0200",
        expect("apple", "separated", "separated", status="00", device_kind="apple_device", hint="00"),
        "Android Open Source Project, BLEDeviceFilter test iPhoneX_A (Apache-2.0)")
    add("apple", "example of the Find My message; bytes 6 to 27 of the key",
        ad("ff", "4c00 1219 00 57364dc7fb77866c40c91076603cb37c1f59f923ab3a 03 00"),
        expect("apple", "separated", "separated", status="00", hint="00"), "furiousMAC/continuity messages/findmy.md at 395fe53b053c")
    for adv in ("1eff4c00121910e7d63f125160d7ec1974466ae4497e2362c8ad84603502e1",
                "1eff4c00121910809b873c11e8532740a397b3fa95d1b7cbf95a1476ad0318"):
        add("apple", "recorded AirTag, address not given", adv,
            expect("apple", "separated", "separated", status="10", device_kind="airtag") | {"battery": None, "key": None}, rally)
    add("apple", "recorded, Find My tag of another maker near its owner", "07ff4c0012022400",
        expect("apple", "nearby", "near_owner", status="24", device_kind="find_my", key_prefix=None), "unit test of a public scanner")
    add("apple", "recorded near-owner frame with status 14", "07ff4c0012021401",
        expect("apple", "nearby", "near_owner", status="14", device_kind="airtag"), "field log in a public integration's notes")
    smart = "02010403025afd17165afd15dcc7014348f47468aacf29b30000004f0daa910a09536d61727420546167"
    add("samsung", "recorded SmartTag, advert and scan response in one; battery full, region 11 (Europe)", smart,
        expect("samsung", "tag", tag_state="connected_non_owner", aging_counter=0x01C7DC, privacy_id="4348f47468aacf29",
               region=11, end_to_end=False, uwb=False, battery="full", motion=False, activity_tracking=False,
               signature="4f0daa91"), rally)
    add("fast-pair", "recorded earphones: Fast Pair first, other services after", "0201060d162cfe004008005a32345a5014020af6031603fe0816dffd43200153e515084a424c204c4956452050524f2b205457532d4c45",
        expect("fast_pair", "account_key_filter", account_key_filter="08005a32"), rally)
    for adv, note in (("1eff0600010920021c34290c9c8c7826df7fc4a4107a4fb4935dc9a7fe7c00", "Windows 10 beacon"),
                      ("030303fe0e094c455f57482d31303030584d35", "headphones by name"),
                      ("1bff7500420401806028395edea9ca2a395edea9c901000000000000", "television, manufacturer data of Samsung"),
                      ("02011a020a0c0cff4c001007081f730b533c78", "phone, Continuity type 10")):
        add("other", f"recorded: {note}", adv, UNKNOWN, rally)
    add("other", "recorded: a scooter that uses company FFFF, the one of tests, without right",
        "0201060b0953656777617920496f5409ffffff8c59dcf571a211079ecadc240ee5a9e093f3a3b50100406e", {"network": "unknown"}, rally,
        omit=("rejected",))
    add("fhn", "recorded Find Hub frame, cut behind 12 bytes by its collector", "0201061916aafe40c6e8d4ad4d28a3f96b510734", REFUSED,
        "unit test of a public scanner, from a field backup")
    add("fhn", "20 zero bytes as identifier", "0201061816aafe400000000000000000000000000000000000000000",
        expect("fhn", "eid160", "unknown", eid="00" * 20, frame="40", hashed_flags=None),
        "Android Open Source Project, Bluetooth utilities test, E2EE-EID of the design document (Apache-2.0)")
    for model in ("d6005d", "8f95f8", "cd8256", "d5a59e"):
        add("fast-pair", "model id in pairing mode", FLAGS + service("fe2c", model),
            expect("fast_pair", model_id=model), "public captures and tests (values only)")


# ---------------------------------------------------------------- our own formats

KEY = "8001020304050607 08090a0b0c0d0e0f 1011121314151617 18191a1b1c1d1e1f".replace(" ", "")
STATIC = "C0:01:02:03:04:05"
UUID = COMMON_SERVICE[::-1].hex()


def extended(header="10", status="a5", key=KEY, tail="", uuid=UUID):
    return ad("21", uuid, header, status, key, tail)


def compact(header="9b", company="ffff", key=KEY[12:]):
    return maker(company, header, key)


def own():
    good = {"key": KEY}
    add("findmesh", "extended, separated, UUID listed", FLAGS + ad("07", UUID) + extended(),
        expect("findmesh", "extended", "separated", version="01", status_masked="a5", header="10") | good)
    for header, state in (("11", "near_owner"), ("16", "separated"), ("17", "near_owner")):
        add("findmesh", f"extended, header {header}: bits 2-1 are ignored", FLAGS + extended(header),
            expect("findmesh", "extended", state, header=header) | good)
    for status in ("00", "ff"):
        add("findmesh", f"extended, masked status {status}", extended(status=status),
            expect("findmesh", "extended", "separated", status_masked=status) | good | {"battery": None})
    for tail, note in (("0100", "an empty TLV"), ("ee00 0302 0909", "two TLVs of unknown types"),
                       ("0110" + "55" * 16, "a reserved key credential"), ("ff" + "20" + "aa" * 32, "a TLV of type ff")):
        add("findmesh", f"extended, {note} is ignored", FLAGS + extended(tail=tail), expect("findmesh", "extended", "separated") | good)
    for header, note in (("00", "version 0"), ("20", "version 2"), ("f0", "version 15"), ("18", "critical bit"), ("19", "critical bit, near")):
        add("findmesh", f"extended, {note}: refused", FLAGS + extended(header), REFUSED)
    for size in (0, 1, 2, 17, 33):
        add("findmesh", f"extended, payload of {size} bytes: too short", FLAGS + ad("21", UUID, ("10a5" + KEY)[:size * 2]), REFUSED)
    for tail in ("01", "0102 00", "0100 03", "05ff 00"):
        add("findmesh", "extended, cut TLV", FLAGS + extended(tail=tail), REFUSED)
    add("findmesh", "UUID list alone says nothing", FLAGS + ad("07", UUID), UNKNOWN)
    add("findmesh", "service data of another deployment", FLAGS + extended(uuid="07" * 16), UNKNOWN)
    add("findmesh", "service data shorter than a 128-bit UUID", FLAGS + ad("21", UUID[:30]), UNKNOWN)
    add("findmesh", "the deployment named by the case", FLAGS + extended(uuid="07" * 16),
        expect("findmesh", "extended", "separated") | good, service_uuid="07070707-0707-0707-0707-070707070707")
    add("findmesh", "UUID in the order of text, not of the air", FLAGS + ad("21", COMMON_SERVICE.hex(), "10a5", KEY), UNKNOWN)
    for header, state in (("9b", "near_owner"), ("90", "separated"), ("9e", "separated"), ("9f", "near_owner")):
        add("findmesh", f"compact, header {header}", compact(header), expect("findmesh", "compact", state, header=header, version="01") | good,
            address=STATIC, address_type="random")
    for top in range(4):
        first = f"{top << 6:02x}"
        add("findmesh", f"compact, key's two highest bits {top:02b}", compact(f"{top << 6 | 0x10:02x}"),
            expect("findmesh", "compact", "separated") | {"key": first + KEY[2:]}, address=STATIC, address_type="random")
    add("findmesh", "compact, address type not given: accepted", compact(), expect("findmesh", "compact") | good, address=STATIC)
    add("findmesh", "compact without an address: no key", compact(), expect("findmesh", "compact", "near_owner") | {"key": None, "lookup_id": None})
    for header in ("8b", "ab", "bb"):
        add("findmesh", f"compact, version bits {int(header, 16) >> 4 & 3:02b}", compact(header), REFUSED, address=STATIC, address_type="random")
    for size in (0, 1, 13, 26, 28):
        add("findmesh", f"compact, {size} bytes instead of 27", maker("ffff", ("9b" + KEY[12:] + "00")[:size * 2]), REFUSED,
            address=STATIC, address_type="random")
    add("findmesh", "compact, public address", compact(), REFUSED, address=STATIC, address_type="public")
    for address in ("00:01:02:03:04:05", "40:01:02:03:04:05", "80:01:02:03:04:05", "BF:01:02:03:04:05"):
        add("findmesh", "compact, address that is not random static", compact(), REFUSED, address=address, address_type="random")
    add("findmesh", "compact, another company id", compact(company="1234"), UNKNOWN, address=STATIC, address_type="random")
    add("findmesh", "compact, the company id named by the case", compact(company="1234"), expect("findmesh", "compact") | good,
        address=STATIC, address_type="random", company_id="1234")
    add("findmesh", "manufacturer data without a whole company id", ad("ff", "ff"), UNKNOWN)


# ---------------------------------------------------------------- Apple

def apple_away(status="60", top="02", hint="07", company="004c"):
    return maker(company, "1219", status, KEY[12:56], top, hint)


def apple_near(status="60", top="02"):
    return maker("004c", "1202", status, top)


APPLE_KEY = KEY[:56]


def apple():
    devices = {0: "apple_device", 1: "airtag", 2: "find_my", 3: "airpods"}
    levels = ("full", "medium", "low", "critical")
    for device, name in devices.items():
        for level in range(4):
            status = f"{level << 6 | device << 4:02x}"
            battery = None if name == "airtag" else levels[level]
            add("apple", f"away from its owner: {name}, battery bits {level:02b}", apple_away(status),
                expect("apple", "separated", "separated", status=status, device_kind=name, hint="07")
                | {"battery": battery, "key": APPLE_KEY}, address=STATIC, address_type="random")
    for status in ("64", "24", "2f", "6b", "3f"):
        add("apple", f"near its owner, status {status}: owner bit and reserved bits", apple_near(status),
            expect("apple", "nearby", "near_owner", status=status, key_prefix="800102030405"), address=STATIC, address_type="random")
    for top in range(4):
        first = f"{top << 6:02x}"
        add("apple", f"key's two highest bits {top:02b}", FLAGS[:4] + "1a" + apple_near(top=f"{top:02x}"),
            expect("apple", "nearby", "near_owner", key_prefix=first + "0102030405"), address=STATIC, address_type="random")
        add("apple", f"key's two highest bits {top:02b}, away", apple_away(top=f"{top:02x}"),
            expect("apple", "separated") | {"key": first + APPLE_KEY[2:]}, address=STATIC, address_type="random")
    add("apple", "reserved bits beside the key's two highest ones", apple_away(top="fe"),
        expect("apple", "separated", "separated") | {"key": APPLE_KEY}, address=STATIC, address_type="random")
    add("apple", "address type not given", apple_away(), expect("apple", "separated") | {"key": APPLE_KEY}, address=STATIC)
    for address, kind, note in ((None, None, "no address"), (STATIC, "public", "public address"),
                                ("40:01:02:03:04:05", "random", "resolvable private address"),
                                ("00:01:02:03:04:05", "random", "non-resolvable private address")):
        add("apple", f"{note}: no key", apple_away(), expect("apple", "separated", "separated") | {"key": None, "lookup_id": None},
            address=address, address_type=kind)
        add("apple", f"{note}: no key prefix", apple_near(), expect("apple", "nearby", "near_owner", key_prefix=None),
            address=address, address_type=kind)
    for hint in ("00", "ff"):
        add("apple", f"hint {hint}", apple_away(hint=hint), expect("apple", "separated", hint=hint), address=STATIC, address_type="random")
    for data, note in (("12", "no length"), ("1202", "near, nothing behind the length"), ("120260", "near, one byte"),
                       ("1219", "away, nothing behind the length"), ("121960" + KEY[12:56] + "02", "away, hint missing"),
                       ("121900", "away, one byte")):
        add("apple", f"cut message: {note}", maker("004c", data), REFUSED, address=STATIC, address_type="random")
    for size in (0, 1, 3, 0x18, 0x1A, 0xFF):
        add("apple", f"message length {size} is neither 2 nor 25", maker("004c", f"12{size:02x}" + "11" * min(size, 26)), REFUSED)
    for data in ("", "0c0e00a1b2c3d4e5f60708090a0b0c0d", "1005011c3f2a19", "0719010e2055aab811000004", "0906030201a83284", "1603001122", "0f05a0336aa5f1"):
        add("other", "Continuity message of another type", maker("004c", data), UNKNOWN, address=STATIC, address_type="random")
    for company in ("004b", "4c00", "0075", "00e0"):
        add("other", f"the same bytes under company {company}", apple_away(company=company), UNKNOWN, address=STATIC, address_type="random")


# ---------------------------------------------------------------- Find Hub and Eddystone

EID20 = "e6cec9ca5505f86e82781bcbe75984acb3ce5e03"
EID32 = "dea9f1d6a0809711fff101e92b8a2228335050c5b048598e2f7cfd0f0483ba73"


def fhn():
    for frame, mode, state in (("40", False, "unknown"), ("41", True, "separated")):
        for eid, kind in ((EID20, "eid160"), (EID32, "eid256")):
            for flags in (None, "94", "91", "00", "ff"):
                if flags is None and mode:
                    continue
                add("fhn", f"frame {frame}, {kind}, hashed flags {flags or 'left out'}", FLAGS + service("feaa", frame, eid, flags or ""),
                    expect("fhn", kind, state, frame=frame, eid=eid, hashed_flags=flags, unwanted_tracking_mode=mode)
                    | {"key": eid, "lookup_id": eid[:20], "battery": None})
    add("fhn", "flags 02: a phone as beacon", "020102" + service("feaa", "40", EID20, "94"), expect("fhn", "eid160", "unknown"))
    add("fhn", "UUID list before the service data", FLAGS + ad("03", "aafe") + service("feaa", "40", EID20), expect("fhn", "eid160"))
    add("fhn", "a resolvable private address changes nothing", service("feaa", "40", EID20), expect("fhn", "eid160") | {"key": EID20},
        address="45:67:89:AB:CD:EF", address_type="random")
    for size in (0, 1, 8, 19, 22, 31, 34, 40):
        add("fhn", f"{size} bytes behind frame 40: no length of this format", FLAGS + service("feaa", "40", (EID32 + "0102030405060708")[:size * 2]), REFUSED)
    for size in (0, 10, 23):
        add("fhn", f"{size} bytes behind frame 41", FLAGS + service("feaa", "41", EID32[:size * 2]), REFUSED)
    for frame in ("50", "42", "4f", "80", "ff"):
        add("fhn", f"frame type {frame}: reserved for both owners of the UUID", FLAGS + service("feaa", frame, EID20, "94"),
            REFUSED)
    add("fhn", "the UUID alone", FLAGS + ad("03", "aafe"), UNKNOWN)
    add("fhn", "service data without data", FLAGS + service("feaa"), REFUSED)
    add("fhn", "manufacturer data with the same bytes", maker("feaa", "40", EID20), UNKNOWN)
    add("ambiguity", "0xFEAA frame 30 is Eddystone, 20 identifier bytes are not its length", service("feaa", "30", EID20), REFUSED)
    add("ambiguity", "0xFEAA: Eddystone first, Find Hub second in one advert: the tag stands before the beacon",
        FLAGS + service("feaa", "30ee 0102030405060708") + service("feaa", "40", EID20), expect("fhn", "eid160"))
    add("ambiguity", "0xFEAA: Find Hub first, Eddystone second", FLAGS + service("feaa", "40", EID20) + service("feaa", "30ee 0102030405060708"),
        expect("fhn", "eid160"))
    add("ambiguity", "Fast Pair and Find Hub in one advert: the tag stands",
        FLAGS + service("fe2c", "0a0b0c") + service("feaa", "41", EID20, "91"), expect("fhn", "eid160", "separated"))


def eddystone():
    namespace, instance = "00112233445566778899", "aabbccddeeff"
    for power, value in (("ee", -18), ("00", 0), ("80", -128), ("7f", 127)):
        add("eddystone", f"uid, power {value}", FLAGS + ad("03", "aafe") + service("feaa", "00", power, namespace, instance, "0000"),
            expect("eddystone", "uid", "unknown", tx_power=value, namespace=namespace, instance=instance))
    add("eddystone", "uid without the two reserved bytes", service("feaa", "00ee", namespace, instance),
        expect("eddystone", "uid", namespace=namespace, instance=instance))
    add("eddystone", "uid, reserved bytes not zero", service("feaa", "00ee", namespace, instance, "1234"), expect("eddystone", "uid"))
    for size in (0, 1, 11, 16):
        add("eddystone", f"uid, {size} bytes behind the frame type", service("feaa", "00", ("ee" + namespace + instance)[:size * 2]), REFUSED)
    for code, scheme in enumerate(("http://www.", "https://www.", "http://", "https://")):
        add("eddystone", f"url, scheme {code}", service("feaa", f"10f8{code:02x}", b"findmesh".hex(), "07"),
            expect("eddystone", "url", tx_power=-8, url=scheme + "findmesh.com"))
    for code, text in enumerate((".com/", ".org/", ".edu/", ".net/", ".info/", ".biz/", ".gov/",
                                 ".com", ".org", ".edu", ".net", ".info", ".biz", ".gov")):
        add("eddystone", f"url, expansion {code}", service("feaa", "10f803", b"a".hex(), f"{code:02x}"), expect("eddystone", "url", url=f"https://a{text}"))
    add("eddystone", "url, 17 encoded bytes", service("feaa", "10f802", b"abcdefghijklmnopq".hex()), expect("eddystone", "url", url="http://abcdefghijklmnopq"))
    add("eddystone", "url, expansion in the middle", service("feaa", "100003", b"goo".hex() + "00" + b"x#y?z=1".hex()),
        expect("eddystone", "url", tx_power=0, url="https://goo.com/x#y?z=1"))
    for scheme in ("04", "ff"):
        add("eddystone", f"url, reserved scheme {scheme}: no address is guessed", service("feaa", f"10f8{scheme}", b"a".hex()), {"fields": {"url": None}},
            omit=("network", "kind", "rejected"))
    for code in ("0e", "20", "7f", "ff"):
        add("eddystone", f"url, reserved code {code}: no address is guessed", service("feaa", "10f803", b"a".hex(), code), {"fields": {"url": None}},
            omit=("network", "kind", "rejected"))
    for data in ("10", "10f8"):
        add("eddystone", "url, cut", service("feaa", data), REFUSED)
    for raw, said in (("0bb8 1900 00000001 0000000a", (3000, 25.0, 1, 1.0)), ("0000 1680 00000000 00000000", (None, 22.5, 0, 0.0)),
                      ("0c80 8000 ffffffff ffffffff", (3200, None, 4294967295, 429496729.5)), ("0001 ff80 00000010 00000001", (1, -0.5, 16, 0.1)),
                      ("ffff 7fff 00000000 00000258", (65535, 127.99609375, 0, 60.0)), ("0e10 8001 00000002 00000003", (3600, -127.99609375, 2, 0.3))):
        volts, degrees, count, uptime = said
        add("eddystone", "tlm, plain", service("feaa", "2000", raw), expect("eddystone", "tlm", battery_mv=volts, temperature_c=degrees,
            adv_count=count, uptime_s=uptime))
    for size in (0, 1, 6, 11):
        add("eddystone", f"tlm, {size} bytes behind the version", service("feaa", "2000", "0bb819000000000100000001"[:size * 2]), REFUSED)
    add("eddystone", "tlm, no version", service("feaa", "20"), REFUSED)
    for version in ("02", "ff"):
        add("eddystone", f"tlm, unknown version {version}", service("feaa", "20", version, "0bb81900000000010000000a"), REFUSED)
    for power in ("ec", "14"):
        add("eddystone", "eid", FLAGS + service("feaa", "30", power, "0102030405060708"), expect("eddystone", "eid", eid="0102030405060708"))
    for size in (0, 1, 8, 10):
        add("eddystone", f"eid, {size} bytes behind the frame type", service("feaa", "30", "ec010203040506070809"[:size * 2]), REFUSED)


# ---------------------------------------------------------------- beacons

def beacons():
    uuid = "f7826da64fa24e988024bc5b71e0893e"
    dashed = "f7826da6-4fa2-4e98-8024-bc5b71e0893e"
    for major, minor, power, value in (("0000", "0000", "00", 0), ("ffff", "ffff", "80", -128), ("0102", "0304", "c5", -59), ("0001", "8000", "7f", 127)):
        add("ibeacon", f"major {major}, minor {minor}, power {value}", "02011a" + maker("004c", "0215", uuid, major, minor, power),
            expect("ibeacon", None, "unknown", uuid=dashed, major=int(major, 16), minor=int(minor, 16), tx_power=value))
    add("ibeacon", "all bytes zero", maker("004c", "0215" + "00" * 21), expect("ibeacon", major=0, minor=0, tx_power=0))
    for size in (0, 1, 16, 20):
        add("ibeacon", f"{size} bytes behind 0215", maker("004c", "0215", (uuid + "00010002c5")[:size * 2]), REFUSED)
    add("ambiguity", "the bytes of an iBeacon under another company", maker("004d", "0215", uuid, "00010002c5"), UNKNOWN)
    add("ambiguity", "0x004C: type 02 with another length than 15 is no iBeacon", maker("004c", "0214", uuid, "00010002"), REFUSED)
    add("ambiguity", "0x004C: iBeacon, then Find My in a second structure: the tag stands", maker("004c", "0215", uuid, "00010002c5") + apple_near(),
        expect("apple", "nearby"), address=STATIC, address_type="random")
    add("ambiguity", "0x004C: Find My, then iBeacon", apple_near() + maker("004c", "0215", uuid, "00010002c5"), expect("apple", "nearby"),
        address=STATIC, address_type="random")
    add("ambiguity", "0x004C: Find My behind another message of the same run", maker("004c", "1005011c3f2a19 1202 6002"),
        expect("apple", "nearby", key_prefix="800102030405"), address=STATIC, address_type="random")
    add("ambiguity", "0x004C: Find My, then another message of the same run", maker("004c", "1202 6002 1005011c3f2a19"),
        expect("apple", "nearby"), address=STATIC, address_type="random")
    add("ambiguity", "0x004C: two messages of other types, the second cut", maker("004c", "1005011c3f2a19 1007 00"), UNKNOWN)
    add("ambiguity", "a Xiaomi tag set up for Apple's network: its maker's id beside Find My", maker("038f", "0102") + apple_near(),
        expect("apple", "nearby"), address=STATIC, address_type="random")
    add("ambiguity", "a Xiaomi tag set up for Find Hub", FLAGS + service("feaa", "40", EID20, "94"),
        expect("fhn", "eid160"), address=STATIC, address_type="random")
    add("ambiguity", "MiBeacon first, Find Hub behind it: the tag stands before the sensor",
        FLAGS + service("fe95", "1050 5b05 2a 0c0b0a38c1a4") + service("feaa", "40", EID20), expect("fhn", "eid160"))
    add("ambiguity", "two beacons: the first one stands", service("feaa", "30ee 0102030405060708") + maker("004c", "0215", uuid, "00010002c5"),
        expect("eddystone", "eid"))
    beacon = "00112233445566778899aabbccddeeff00010002"
    for company, value in (("0118", 0x0118), ("004c", 0x004C), ("0000", 0), ("ffff", 0xFFFF)):
        add("altbeacon", f"company {company}", FLAGS + maker(company, "beac", beacon, "c5", "09"),
            expect("altbeacon", None, "unknown", company_id=value, id=beacon, tx_power=-59, reserved="09"))
    for power, value in (("00", 0), ("7f", 127), ("80", -128)):
        add("altbeacon", f"power {value}", maker("0118", "beac", beacon, power, "00"), expect("altbeacon", tx_power=value, reserved="00"))
    for size in (0, 1, 19, 20):
        add("altbeacon", f"{size} bytes behind the code", maker("0118", "beac", (beacon + "c509")[:size * 2]), REFUSED)
    add("altbeacon", "code in the other byte order", maker("0118", "acbe", beacon, "c509"), UNKNOWN)
    add("ambiguity", "an AltBeacon under the deployment's company id", FLAGS + maker("ffff", "beac", beacon, "c5", "09"), expect("altbeacon"),
        address=STATIC, address_type="random")


# ---------------------------------------------------------------- DULT

def dult():
    for network in ("00", "01", "02", "03", "fe"):
        for bit, near in (("00", False), ("01", True)):
            add("dult", f"network {network}, near-owner bit {int(near)}", FLAGS + service("fcb2", network, bit, "a1b2c3d4e5f6"),
                expect("dult", None, "near_owner" if near else "separated", network_id=int(network, 16), near_owner=near, payload="a1b2c3d4e5f6")
                | {"key": None})
    add("dult", "no proprietary bytes", service("fcb2", "0200"), expect("dult", None, "separated", network_id=2, payload=""), omit=("payload",))
    add("dult", "22 proprietary bytes", service("fcb2", "0201", "5a" * 22), expect("dult", None, "near_owner", payload="5a" * 22))
    add("dult", "two proprietary bytes, as in a public test", service("fcb2", "0200 aabb"), expect("dult", None, "separated", payload="aabb"),
        "unit test of a public scanner")
    for flags in ("fe", "80"):
        add("dult", f"flags {flags}: reserved bits set, near-owner bit clear", service("fcb2", "02", flags, "0102"), expect("dult", None, "separated"))
    add("dult", "flags ff: reserved bits set, near-owner bit set", service("fcb2", "02ff 0102"), expect("dult", None, "near_owner"))
    for data in ("", "02"):
        add("dult", f"{len(data) // 2} bytes of service data", service("fcb2", data), REFUSED)
    add("dult", "the UUID in a list only", FLAGS + ad("03", "b2fc"), UNKNOWN)
    add("ambiguity", "DULT and Find My in one advert, both tags: the first one stands", service("fcb2", "0100 0102") + apple_near(),
        expect("dult", None, "separated"), address=STATIC, address_type="random")


# ---------------------------------------------------------------- Samsung

def smart_tag(head="12", counter="dcc701", privacy="4348f47468aacf29", byte12="b3", byte13="00", rest="0000", signature="4f0daa91"):
    return service("fd5a", head, counter, privacy, byte12, byte13, rest, signature)


def samsung():
    names = {1: "premature_offline", 2: "offline", 3: "overmature_offline", 4: "connected_one", 5: "connected_non_owner", 6: "connected_two"}
    for state, name in names.items():
        add("samsung", f"tag state {state}", "020104" + ad("02", "5afd") + smart_tag(f"1{state}"),
            expect("samsung", "tag", tag_state=name, aging_counter=0x01C7DC))
    for state in (0, 7):
        add("samsung", f"reserved tag state {state}: reported, not guessed", smart_tag(f"1{state}"), expect("samsung", "tag", "unknown"),
            omit=("tag_state",))
    for bits, name in enumerate(("very_low", "low", "medium", "full")):
        add("samsung", f"battery bits {bits:02b}", smart_tag(byte12=f"{0xB0 | bits:02x}"), expect("samsung", "tag", battery=name))
    for region in (0, 1, 3, 5, 7, 10, 11, 12, 15):
        add("samsung", f"region {region}", smart_tag(byte12=f"{region << 4 | 3:02x}"), expect("samsung", "tag", region=region))
    for byte, e2e, uwb in (("b7", False, True), ("bb", True, False), ("bf", True, True)):
        add("samsung", f"end to end {e2e}, UWB {uwb}", smart_tag(byte12=byte), expect("samsung", "tag", end_to_end=e2e, uwb=uwb))
    for byte13, motion in (("80", True), ("ff", True), ("7f", False)):
        add("samsung", f"byte 13 is {byte13}", smart_tag(byte13=byte13), expect("samsung", "tag", motion=motion))
    for rest, active in (("0001", True), ("ffff", True), ("fffe", False)):
        add("samsung", f"bytes 14 and 15 are {rest}", smart_tag(rest=rest), expect("samsung", "tag", activity_tracking=active))
    for counter, value in (("000000", 0), ("ffffff", 16777215), ("010000", 1), ("000001", 65536)):
        add("samsung", f"aging counter {value}", smart_tag(counter=counter), expect("samsung", "tag", aging_counter=value))
    add("samsung", "first privacy id of published parameters", smart_tag(privacy="6f3043f2087a724e"),
        expect("samsung", "tag", privacy_id="6f3043f2087a724e", signature="4f0daa91"))
    whole = "12dcc7014348f47468aacf29b30000004f0daa91"
    for size in (0, 1, 4, 12, 19):
        add("samsung", f"{size} of 20 bytes", service("fd5a", whole[:size * 2]), REFUSED)
    for head in ("02", "22", "f2"):
        add("samsung", f"version {head[0]}", smart_tag(head), REFUSED)
    add("samsung", "advertisement type bit set", smart_tag("1a"), REFUSED)
    add("samsung", "the UUID in a list only", "020104" + ad("02", "5afd"), UNKNOWN)
    identity = "00112233445566778899aabb"
    for properties in ("00", "80", "ff"):
        add("samsung", f"phone or buds, properties {properties}", FLAGS + service("fd69", "01", identity, properties),
            expect("samsung", "phone", id=identity, properties=properties), omit=("state",))
    add("samsung", "phone with bytes behind the properties", service("fd69", "01", identity, "00", "aabbccdd"), expect("samsung", "phone", id=identity),
        omit=("state",))
    for size in (0, 1, 12, 13):
        add("samsung", f"phone, {size} of 14 bytes", service("fd69", ("01" + identity)[:size * 2]), REFUSED)


# ---------------------------------------------------------------- Tile, Chipolo, Pebblebee, Fast Pair

def others():
    for uuid in ("feed", "feec", "fd84"):
        add("tile", f"service data under {uuid}", FLAGS + ad("03", uuid[2:] + uuid[:2]) + service(uuid, "0200 8c788d8b72761b07"),
            expect("tile", None, "unknown", service_uuid=uuid, data="02008c788d8b72761b07"))
    add("tile", "advert and scan response in one", FLAGS + ad("03", "edfe") + service("feed", "0200dae6579629d91f12") + ad("09", b"Tile".hex()),
        expect("tile", data="0200dae6579629d91f12"))
    for first, bit, seen, state in (("C4", "00", True, "near_owner"), ("C4", "01", False, "separated"), ("D8", "00", True, "near_owner"),
                                    ("D8", "ff", False, "separated"), ("00", "fe", True, "near_owner"), ("D9", "00", None, "unknown"),
                                    ("D9", "01", None, "unknown"), ("FF", "01", None, "unknown")):
        add("chipolo", f"address marker {first}, byte 1 is {bit}", FLAGS + service("fe33", "0a", bit, "c0ffee"),
            expect("chipolo", None, state, data=f"0a{bit}c0ffee", owner_seen_recently=seen), address=f"{first}:11:22:33:44:55")
    add("chipolo", "no address: the state cannot be read", FLAGS + service("fe33", "0a01c0ffee"),
        expect("chipolo", None, "unknown", data="0a01c0ffee", owner_seen_recently=None))
    add("pebblebee", "service data", FLAGS + service("fa25", "01020304"), expect("pebblebee", None, "unknown", service_uuid="fa25", data="01020304"))
    add("pebblebee", "service data with a name", FLAGS + service("fa25", "0a0b") + ad("09", b"PB - 1234".hex()), expect("pebblebee", data="0a0b"))
    add("pebblebee", "the UUID in a list, and a name", FLAGS + ad("03", "25fa") + ad("09", b"PB - 1234".hex()), expect("pebblebee", service_uuid="fa25", data=None))
    add("pebblebee", "the UUID in an incomplete list of two", FLAGS + ad("02", "0f18 25fa"), expect("pebblebee", service_uuid="fa25"))
    add("ambiguity", "Pebblebee listed, the frame of the network it was set up for beside it", FLAGS + ad("03", "25fa") + service("feaa", "40", EID20),
        expect("fhn", "eid160"))
    for uuid in ("feed", "feec", "fe33"):
        add("tile" if uuid != "fe33" else "chipolo", f"{uuid} in a list only says nothing of a frame", FLAGS + ad("03", uuid[2:] + uuid[:2]), UNKNOWN)
    for model in ("000000", "ffffff", "0a0b0c"):
        add("fast-pair", f"model id {model}", FLAGS + ad("03", "2cfe") + service("fe2c", model), expect("fast_pair", None, "unknown", model_id=model))
    for data, wanted, note in (("00 40 0a420888 11 c7", "0a420888", "one account key, salt of one byte"),
                               ("00 50 0a42088810 21 c7c8", "0a42088810", "two account keys, salt of two bytes"),
                               ("00 42 0a420888 11 c7", "0a420888", "hide the notification"),
                               ("00 40 0a420888 11 c7 33 404040", "0a420888", "with battery levels"),
                               ("00 90 010203040506070809 21 aabb", "010203040506070809", "five account keys")):
        add("fast-pair", f"account key filter: {note}", FLAGS + service("fe2c", data), expect("fast_pair", account_key_filter=wanted))
    add("fast-pair", "no account key yet", FLAGS + service("fe2c", "0000"), expect("fast_pair", "account_key_filter", account_key_filter=""),
        omit=("account_key_filter",))
    for data in ("", "01"):
        add("fast-pair", f"{len(data) // 2} bytes of service data", service("fe2c", data), REFUSED)


# ---------------------------------------------------------------- MiBeacon

MAC = "A4:C1:38:0A:0B:0C"
MAC_LE = "0c0b0a38c1a4"


def sealed(version, plain, key, mac=MAC_LE, product="9803", counter="2a", ext="010000", control=None, with_mac=True):
    """An encrypted frame of version 4 or 5 as the public descriptions say."""
    from cryptography.hazmat.primitives.ciphers.aead import AESCCM
    control = control or f"{0x48 | (0x10 if with_mac else 0):02x}{version << 4 | 8:02x}"
    nonce = bytes.fromhex(mac + product + counter + ext)
    box = AESCCM(bytes.fromhex(key), tag_length=4).encrypt(nonce, bytes.fromhex(plain), b"\x11").hex()
    return service("fe95", control, product, counter, mac if with_mac else "", box[:-8], ext, box[-8:])


def mibeacon():
    head = "5b05 2a"
    for version in (2, 3, 4, 5):
        add("mibeacon", f"version {version}, one clear object", FLAGS + service("fe95", f"50{version}0", head, MAC_LE, "0410 02 c400"),
            expect("mibeacon", "advert", "unknown", version=version, product_id=0x055B, frame_counter=42, mac=MAC, frame_control=f"{version}050",
                   encrypted=False, objects=[{"id": 0x1004, "data": "c400"}]))
    for control, name in (("10 51", "bound"), ("10 52", "solicited")):
        add("mibeacon", f"{name} bit", service("fe95", control, head, MAC_LE), expect("mibeacon", **{name: True}))
    add("mibeacon", "mesh bit", service("fe95", "90 50", head, MAC_LE), expect("mibeacon", mesh=True, bound=False, solicited=False))
    add("mibeacon", "auth mode 2, request timing and reserved bits", service("fe95", "17 58", head, MAC_LE), expect("mibeacon", frame_control="5817", version=5))
    for version in (0, 1, 6, 15):
        add("mibeacon", f"version {version}: nobody describes it", service("fe95", f"10{version:x}0", head, MAC_LE), REFUSED)
    add("mibeacon", "shortest frame: no MAC, no objects", service("fe95", "0050", head), expect("mibeacon", mac=None, product_id=0x055B))
    add("mibeacon", "capability", service("fe95", "3050", head, MAC_LE, "08"), expect("mibeacon", capability="08"))
    add("mibeacon", "capability with I/O byte, then an object", service("fe95", "7050", head, MAC_LE, "28 01", "0a10 01 64"),
        expect("mibeacon", capability="28", objects=[{"id": 0x100A, "data": "64"}]))
    add("mibeacon", "capability without I/O byte, then an object", service("fe95", "7050", head, MAC_LE, "0d", "0a10 01 64"),
        expect("mibeacon", capability="0d", objects=[{"id": 0x100A, "data": "64"}]))
    add("mibeacon", "object bit without MAC", service("fe95", "4050", head, "0300 01 01"), expect("mibeacon", mac=None, objects=[{"id": 3, "data": "01"}]))
    add("mibeacon", "two objects", service("fe95", "5050", head, MAC_LE, "0410 02 c400 0610 02 5402"),
        expect("mibeacon", objects=[{"id": 0x1004, "data": "c400"}, {"id": 0x1006, "data": "5402"}]))
    add("mibeacon", "an empty object", service("fe95", "5050", head, MAC_LE, "0800 00"), expect("mibeacon", objects=[{"id": 8, "data": ""}]))
    add("mibeacon", "a good object, then a cut one: the good one stands", service("fe95", "5050", head, MAC_LE, "0410 02 c400 0610 09 54"),
        expect("mibeacon", objects=[{"id": 0x1004, "data": "c400"}]))
    add("mibeacon", "mac is the one in the frame, not the sender's", service("fe95", "1050", head, MAC_LE), expect("mibeacon", mac=MAC),
        address="11:22:33:44:55:66", address_type="public")
    for size in range(5):
        add("mibeacon", f"{size} of at least 5 bytes", service("fe95", "10505b052a"[:size * 2]), REFUSED)
    for size in (0, 1, 5):
        add("mibeacon", f"MAC of {size} bytes", service("fe95", "1050", head, MAC_LE[:size * 2]), REFUSED)
    add("mibeacon", "capability announced and missing", service("fe95", "3050", head, MAC_LE), REFUSED)
    add("mibeacon", "I/O byte announced and missing", service("fe95", "3050", head, MAC_LE, "28"), REFUSED)
    key = "814aac74c4f17b6c1581e1ab87816b99"
    humidity, both = "0610025402", "0610025402 0d1004 ea003902".replace(" ", "")
    for version in (4, 5):
        for plain, found in ((humidity, [{"id": 0x1006, "data": "5402"}]), ("0e560101", [{"id": 0x560E, "data": "01"}]),
                             (both, [{"id": 0x1006, "data": "5402"}, {"id": 0x100D, "data": "ea003902"}])):
            add("mibeacon", f"version {version}, encrypted, right key", sealed(version, plain, key),
                expect("mibeacon", mic_valid=True, encrypted=True, extended_counter=1, objects=found), bindkey=key)
        add("mibeacon", f"version {version}, encrypted, no key: objects stay closed", sealed(version, humidity, key),
            expect("mibeacon", encrypted=True, extended_counter=1, mic_valid=None, objects=None))
        add("mibeacon", f"version {version}, encrypted, wrong key", sealed(version, humidity, key),
            expect("mibeacon", encrypted=True, mic_valid=False, objects=None), bindkey="00" * 16)
        add("mibeacon", f"version {version}, MAC from the sender", sealed(version, humidity, key, with_mac=False),
            expect("mibeacon", mac=None, mic_valid=True, objects=[{"id": 0x1006, "data": "5402"}]), bindkey=key, address=MAC, address_type="public")
        broken = sealed(version, humidity, key)
        add("mibeacon", f"version {version}, one bit of the MIC flipped", broken[:-1] + f"{int(broken[-1], 16) ^ 1:x}",
            expect("mibeacon", mic_valid=False, objects=None), bindkey=key)
    add("mibeacon", "extended counter ffffff", sealed(5, humidity, key, ext="ffffff"), expect("mibeacon", extended_counter=16777215, mic_valid=True), bindkey=key)
    add("mibeacon", "encrypted and bound", sealed(5, humidity, key, control="5859"), expect("mibeacon", bound=True, mic_valid=True), bindkey=key)
    for size in (0, 3, 6):
        add("mibeacon", f"encrypted, {size} bytes where counter and MIC should be", service("fe95", "5858", head, MAC_LE, "00" * size), REFUSED)


# ---------------------------------------------------------------- frames

def frames():
    away = {"address": STATIC, "address_type": "random"}
    add("frame", "empty advert", "", UNKNOWN, **away)
    add("frame", "flags only", FLAGS, UNKNOWN, **away)
    add("frame", "a name only", ad("09", b"keys".hex()), UNKNOWN)
    add("frame", "an empty structure: type without data", "01ff", UNKNOWN)
    for size in (1, 9, 31):
        add("frame", f"{size} zero bytes", "00" * size, UNKNOWN)
    add("frame", "zero padding up to 31 bytes", apple_near() + "00" * 23, expect("apple", "nearby"), **away)
    add("frame", "zero padding up to 62 bytes, as scan records are handed out", apple_away() + "00" * 31, expect("apple", "separated"), **away)
    add("frame", "a length of zero ends the advert: what follows is padding", FLAGS + "00" + apple_near(), UNKNOWN, **away)
    add("frame", "zero first", "00" + apple_near(), UNKNOWN, **away)
    for adv in ("01", "05", "ff", "0201", "1eff4c00", "02010603"):
        add("frame", "cut structure", adv, REFUSED, **away)
    whole = apple_away()
    for size in (5, 15, 30):
        add("frame", f"Find My advert cut behind {size} bytes", whole[:size * 2], REFUSED, **away)
    tag = FLAGS + service("feaa", "41", EID20, "91")
    for size in (4, 8, 20, 28):
        add("frame", f"Find Hub advert cut behind {size} bytes", tag[:size * 2], REFUSED)
    add("frame", "a cut structure behind a good one: the good one stands", apple_near() + "0901", expect("apple", "nearby"), **away)
    add("frame", "a cut structure behind a good one, with its type", tag + "1eff4c0012", expect("fhn", "eid160", "separated"))
    add("frame", "a length of ff behind a good one", tag + "ff16", expect("fhn", "eid160"))
    add("frame", "a refused frame, then a good one", maker("004c", "12 03 600102") + apple_near(), expect("apple", "nearby"), **away)
    add("frame", "a refused frame of another network, then a good one", service("fd5a", "12") + tag, expect("fhn", "eid160"))
    add("frame", "three refused frames, then a good one", maker("004c", "0215 00") + service("feaa", "00") + service("fcb2", "02") + apple_near(),
        expect("apple", "nearby"), **away)
    add("frame", "a refused frame, then a cut structure", maker("004c", "12 03 600102") + "09", REFUSED, **away)
    add("frame", "two refused frames", maker("004c", "12 03 600102") + service("feaa", "40"), REFUSED, **away)
    add("frame", "the same structure twice", apple_near() * 2, expect("apple", "nearby"), **away)
    add("frame", "two frames of one format: the first decides", apple_near("60", "02") + apple_near("20", "01"),
        expect("apple", "nearby", status="60", key_prefix="800102030405"), **away)
    add("frame", "flags twice", FLAGS * 2 + tag, expect("fhn", "eid160"))
    add("frame", "flags last", apple_near() + FLAGS, expect("apple", "nearby"), **away)
    add("frame", "flags in the middle, name last", service("fe33", "0a00") + FLAGS + ad("09", b"C".hex()), expect("chipolo", None, "unknown"))
    add("frame", "advert and scan response in one: the tag is in the scan response", FLAGS + ad("09", b"Tracker".hex()) + tag, expect("fhn", "eid160"))
    add("frame", "scan response: name and iBeacon", ad("09", b"x".hex()) + maker("004c", "0215" + "11" * 16 + "00010002c5"), expect("ibeacon", major=1))
    add("frame", "extended advert of 255 bytes, the tag last", ad("09", "61" * 223) + ad("0a", "00") + service("fcb2", "0200 010203"),
        expect("dult", None, "separated"))
    add("frame", "extended advert of more than 255 bytes", ad("ff", "e000" + "55" * 200) + ad("09", "61" * 100) + service("feaa", "40", EID32, "78"),
        expect("fhn", "eid256"))
    add("frame", "the longest structure: 255 bytes", ad("ff", "e000" + "55" * 252) + apple_near(), expect("apple", "nearby"), **away)
    add("frame", "service data under a 32-bit UUID is another type", ad("20", "aafe0000", "40", EID20), UNKNOWN)
    add("frame", "service data under a 128-bit UUID made of 0xFEAA", ad("21", "fb349b5f80000080 00100000 aafe0000".replace(" ", ""), "40", EID20),
        UNKNOWN)
    add("frame", "service data with half a UUID", ad("16", "aa"), UNKNOWN)
    for uuid in ("180f", "fe9f", "fd6f", "fcf1", "fdcd", "fe2d"):
        add("frame", f"service data under {uuid}", FLAGS + service(uuid, "40", EID20), UNKNOWN)


def main():
    carried()
    seen()
    own()
    apple()
    fhn()
    eddystone()
    beacons()
    dult()
    samsung()
    others()
    mibeacon()
    frames()
    head = {
        "spec": "docs/cli.md (names of networks, kinds, states and fields), docs/formats.md, docs/networks.md",
        "source": "public tests, notes and captures, and rows made by tests/vectors/tools/make_corpus.py; see `origin` in each case",
        "licence": "Apache-2.0, carried values under the licence of their source; self-made rows CC0-1.0",
    }
    lines = ",\n".join("  " + json.dumps(case) for case in cases)
    text = json.dumps(head, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n ]\n}\n"
    json.loads(text)
    (HERE / "corpus.json").write_text(text, encoding="utf-8")
    malformed = sum(1 for case in cases if case["expect"].get("rejected"))
    print(f"{len(cases)} cases, {malformed} of them malformed: {counts}")


if __name__ == "__main__":
    main()
