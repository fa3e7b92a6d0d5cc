"""The tools that people use today, doing the same work on the same inputs as findmesh-perf.

Speaks lines of JSON: the first line of standard input holds the inputs and is answered with what this side
made itself; then each {"case": name, "calls": n} is answered with {"nanos": t, "digest": hex, "first": hex}: the time of n
calls, a digest over the results of the last one, which must equal ours, and its first result.
"""

import hashlib
import json
import logging
import struct
import sys
import time
from datetime import datetime, timezone

from bluetooth_data_tools import parse_advertisement_data
from Cryptodome.Cipher import AES
from Cryptodome.Hash import SHA256
from Cryptodome.Protocol.KDF import HKDF
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
from ecdsa import SECP160r1
from ecdsa.ellipticcurve import Point
from ecdsa.numbertheory import square_root_mod_prime
from findmy.accessory import _AccessoryKeyGenerator
from findmy.keys import KeyPair
from findmy.reports import LocationReport
from findmy.scanner.scanner import OfflineFindingDevice
from home_assistant_bluetooth import BluetoothServiceInfo
from xiaomi_ble.parser import XiaomiBluetoothDeviceData

logging.disable(logging.CRITICAL)

CURVE = SECP160r1.curve
GENERATOR = SECP160r1.generator
ORDER = SECP160r1.order
WIDTH = 20

SEEN_AT = datetime(2026, 11, 22, tzinfo=timezone.utc)
MI_ADDRESS = bytes.fromhex("a4c138aabbcc")
MI_BIND_KEY = bytes.fromhex("0123456789abcdef0123456789abcdef")


def digest(results):
    """SHA-256 over all results."""
    sha = hashlib.sha256()
    for result in results:
        sha.update(result)
    return sha.hexdigest()


# Apple, by FindMy.py.


def separated(inputs):
    """The key of each separated advert."""
    adverts = [(a["address"], bytes.fromhex(a["message"])) for a in inputs["separated"]]

    def run():
        found = [OfflineFindingDevice.from_ble_payload(mac, data, SEEN_AT) for mac, data in adverts]
        return [device.adv_key_bytes for device in found]

    return run, len(adverts)


def apple_keys(inputs, first, count):
    """Public keys of consecutive indexes, from a generator that has not run yet."""
    master, symmetric = (bytes.fromhex(inputs["apple"][name]) for name in ("private_key", "symmetric_key"))

    def run():
        chain = _AccessoryKeyGenerator(master, symmetric)
        return [chain[index].adv_key_bytes for index in range(first, first + count)]

    return run, count


def apple_open(inputs):
    """Latitude and longitude of each report; the keys are there."""
    reports = []
    for report in inputs["apple_reports"]:
        key = KeyPair(bytes.fromhex(report["private_key"]))
        reports.append((key, bytes.fromhex(report["body"]), key.hashed_adv_key_bytes))

    def run():
        places = []
        for key, body, key_hash in reports:
            report = LocationReport(body, key_hash)
            report.decrypt(key)
            places.append(place(round(report.latitude * 1e7), round(report.longitude * 1e7)))
        return places

    return run, len(reports)


def place(latitude, longitude):
    """Two signed 32-bit integers."""
    return latitude.to_bytes(4, "big", signed=True) + longitude.to_bytes(4, "big", signed=True)


# Find Hub, with python-ecdsa and pycryptodomex: the libraries of GoogleFindMyTools, in the same steps.


def scalar(eik, counter):
    """The private key of a moment."""
    counter &= ~1023
    stamp = b"\x0a" + counter.to_bytes(4, "big")
    block = b"\xff" * 11 + stamp + bytes(11) + stamp
    return int.from_bytes(AES.new(eik, AES.MODE_ECB).encrypt(block), "big") % ORDER


def lift(x):
    """A point of this x coordinate."""
    p = CURVE.p()
    return Point(CURVE, x, square_root_mod_prime((x * x * x + CURVE.a() * x + CURVE.b()) % p, p))


def cipher(shared, own, ephemeral):
    """AES-256-EAX with the 16-byte nonce."""
    key = HKDF(shared.to_bytes(WIDTH, "big"), 32, b"", SHA256)
    nonce = own.to_bytes(WIDTH, "big")[12:] + ephemeral.to_bytes(WIDTH, "big")[12:]
    return AES.new(key, AES.MODE_EAX, nonce=nonce)


def fhn_eids(inputs):
    """The identifier of each counter."""
    eik = bytes.fromhex(inputs["fhn"]["identity_key"])
    counters = inputs["fhn"]["counters"]

    def run():
        return [(scalar(eik, counter) * GENERATOR).x().to_bytes(WIDTH, "big") for counter in counters]

    return run, len(counters)


def fhn_open(inputs):
    """Latitude and longitude of each report, from identity key and counter."""
    eik = bytes.fromhex(inputs["fhn"]["identity_key"])
    reports = [(r["counter"], bytes.fromhex(r["body"])) for r in inputs["fhn_reports"]]

    def run():
        return [open_one(eik, counter, body) for counter, body in reports]

    return run, len(reports)


def open_one(eik, counter, body):
    """One report of form 1."""
    r = scalar(eik, counter)
    x, sealed = int.from_bytes(body[1 : 1 + WIDTH], "big"), body[1 + WIDTH :]
    shared = r * lift(x)
    own = r * GENERATOR
    text = cipher(shared.x(), own.x(), x).decrypt_and_verify(sealed[:-16], sealed[-16:])
    return place(*struct.unpack("<xixi", text[:10]))


def fhn_seal(inputs):
    """A body for each identifier; the other side opens the first one."""
    eids = [int.from_bytes(bytes.fromhex(eid), "big") for eid in inputs["fhn"]["eids"]]
    text = bytes.fromhex(inputs["fhn"]["plaintext"])

    def run():
        return [seal_one(x, n + 7, text) for n, x in enumerate(eids)]

    return run, len(eids)


def seal_one(x, s, text):
    """One report of form 1."""
    s = int.from_bytes(hashlib.sha256(s.to_bytes(8, "big")).digest(), "big") % ORDER
    ephemeral = s * GENERATOR
    sealed, tag = cipher((s * lift(x)).x(), x, ephemeral.x()).encrypt_and_digest(text)
    return b"\x01" + ephemeral.x().to_bytes(WIDTH, "big") + sealed + tag


# Adverts of all kinds.


def gap(inputs):
    """The structures of adverts that were not seen before; the cache is kept from helping."""
    adverts = [bytes.fromhex(advert) for advert in inputs["gap"]]

    def run():
        return [len(parse_advertisement_data((advert,)).manufacturer_data).to_bytes(1, "big") for advert in adverts]

    return run, len(adverts)


def mi_frames(count):
    """Encrypted MiBeacon frames of a thermometer, version 5, each with a counter of its own."""
    frames = []
    for n in range(count):
        product = bytes.fromhex("5b05") + bytes([n & 0xFF])
        mac = MI_ADDRESS[::-1]
        extra = (n >> 8).to_bytes(3, "little")
        clear = bytes.fromhex("041002") + (200 + n % 100).to_bytes(2, "little")
        sealed = AESCCM(MI_BIND_KEY, tag_length=4).encrypt(mac + product + extra, clear, b"\x11")
        frames.append(bytes.fromhex("5858") + product + mac + sealed[:-4] + extra + sealed[-4:])
    return frames


def mibeacon(frames):
    """The decrypted object of each frame."""
    address = MI_ADDRESS.hex(":").upper()
    infos = [
        BluetoothServiceInfo("", address, -60, {}, {"0000fe95-0000-1000-8000-00805f9b34fb": frame}, [], "local")
        for frame in frames
    ]

    def run():
        parser = XiaomiBluetoothDeviceData(bindkey=MI_BIND_KEY)
        good = 0
        for info in infos:
            parser.update(info)
            good += parser.bindkey_verified
        return [good.to_bytes(2, "big")]

    return run, len(frames)


def prepare(inputs):
    """Every case by name: what to call and how many operations a call makes."""
    frames = mi_frames(512)
    cases = {
        "apple_decode": separated(inputs),
        "gap": gap(inputs),
        "mibeacon": mibeacon(frames),
        "apple_keys": apple_keys(inputs, 1, 512),
        "apple_year": apple_keys(inputs, 1, 35_408),
        "apple_open": apple_open(inputs),
        "fhn_eids": fhn_eids(inputs),
        "fhn_seal": fhn_seal(inputs),
        "fhn_open": fhn_open(inputs),
    }
    made = {"frames": [frame.hex() for frame in frames], "address": MI_ADDRESS.hex(), "key": MI_BIND_KEY.hex()}
    return cases, made | {"operations": {name: case[1] for name, case in cases.items()}}


def main():
    """Answers until standard input ends."""
    cases, made = prepare(json.loads(sys.stdin.readline()))
    print(json.dumps(made), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        run, _ = cases[asked["case"]]
        start = time.perf_counter_ns()
        for _ in range(asked["calls"]):
            results = run()
        nanos = time.perf_counter_ns() - start
        print(json.dumps({"nanos": nanos, "digest": digest(results), "first": results[0].hex()}), flush=True)


main()
