"""Rows of the other vector files, their labels translated."""

from .builder import add, expect, load

MAPPING = {
    "altbeacon": lambda e: expect(
        "altbeacon",
        company_id=int(e["company_id"], 16),
        id=e["beacon_id"],
        tx_power=e["measured_power"],
        reserved=None if e["mfg_reserved"] is None else f"{e['mfg_reserved']:02x}",
    ),
    "chipolo": lambda e: expect("chipolo", data=e["data"]),
    "eddystone_eid": lambda e: expect("eddystone", "eid", tx_power=e["tx_power_0m"], eid=e["eid"]),
    "eddystone_etlm": lambda e: expect("eddystone"),
    "eddystone_tlm": lambda e: expect(
        "eddystone",
        "tlm",
        battery_mv=e["battery_mv"],
        temperature_c=e["temperature_c"],
        adv_count=e["adv_count"],
        uptime_s=e["uptime_ds"] / 10,
    ),
    "eddystone_uid": lambda e: expect(
        "eddystone", "uid", tx_power=e["tx_power_0m"], namespace=e["namespace"], instance=e["instance"]
    ),
    "eddystone_url": lambda e: expect("eddystone", "url", tx_power=e["tx_power_0m"], url=e["url"]),
    "exposure_notification": lambda e: {"network": "unknown"},
    "google_fhn": lambda e: expect(
        "fhn",
        f"eid{len(e['eid']) * 4}",
        eid=e["eid"],
        frame="41" if e["frame"] == "utp" else "40",
        hashed_flags=e["hashed_flags"],
        unwanted_tracking_mode=e["frame"] == "utp",
    )
    | {"lookup_id": e["truncated_eid"]},
    "ibeacon": lambda e: expect(
        "ibeacon", uuid=e["uuid"], major=e["major"], minor=e["minor"], tx_power=e["measured_power"]
    ),
    "mibeacon": lambda e: mibeacon_expect(e),
    "none": lambda e: {"network": "unknown"},
    "tile": lambda e: expect("tile", service_uuid=e["uuid"], data=e["data"]),
}


def mibeacon_expect(e):
    said = expect(
        "mibeacon",
        "advert",
        frame_control=e["frame_control"],
        version=e["version"],
        product_id=int(e["product_id"], 16),
        frame_counter=e["frame_counter"],
        encrypted=e["encrypted"],
        bound=e["registered"],
        solicited=e["solicited"],
        mesh=e["mesh"],
        capability=e.get("capability"),
    )
    if "mac" in e:
        said["fields"]["mac"] = e["mac"].upper()
    if "ext_counter" in e:
        said["fields"]["extended_counter"] = int.from_bytes(bytes.fromhex(e["ext_counter"]), "little")
    if e.get("decrypt") in ("ok", "failed"):
        said["fields"]["mic_valid"] = e["decrypt"] == "ok"
    if e.get("objects") and e.get("decrypt") != "failed":
        said["fields"]["objects"] = [{"id": int(o["id"], 16), "data": o["data"]} for o in e["objects"]]
    return said


def cases():
    for row in load("adverts.json")["cases"]:
        e = row["expect"]
        where = (
            "own decoder of that collection"
            if row["source_repo"] == "self-made"
            else f"{row['source_repo']} {row['source_path']} at {row.get('commit', '')[:12]} ({row['licence']})"
        )
        test = f": {row['source_test']}" if row.get("source_test") else ""
        address = row.get("addr", "").upper() or None
        add(
            e["ecosystem"].replace("google_", "").replace("none", "other").replace("_", "-"),
            f"adverts.json {row['id']}{test}",
            row["adv_hex"],
            MAPPING[e["ecosystem"]](e),
            f"{where}; {row['expect_origin']}",
            address=address,
            address_type=row.get("addr_type"),
            bindkey=row.get("key"),
        )
    for row in load("apple-adverts.json")["cases"]:
        said = expect("apple", row["kind"], row["state"], **row["fields"]) | {
            "key": row["key"],
            "battery": row["battery"],
        }
        add(
            "apple",
            row["name"],
            row["adv"],
            said,
            row["source"],
            address=row.get("address"),
            address_type=row.get("address_type"),
        )
    for row in load("native-v1.json")["schedule"]["cases"]:
        state = "near_owner" if row["near_owner"] else "separated"
        said = expect("findmesh", "extended", state) | {"key": row["key"], "lookup_id": row["lookup_id"]}
        note = f"day {row['day']}, slot {row['slot']} of native-v1.json"
        add(
            "findmesh",
            f"{note}, extended form",
            row["extended_advert"],
            said,
            "docs/formats.md, independent implementation",
        )
        add(
            "findmesh",
            f"{note}, compact form",
            row["compact_advert"],
            said | {"kind": "compact"},
            "docs/formats.md, independent implementation",
            address=row["compact_address"],
            address_type="random",
        )
