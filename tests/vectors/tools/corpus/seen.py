"""Bytes that others published as heard on the air."""

from .builder import FLAGS, REFUSED, UNKNOWN, ad, add, expect, maker, service


def cases():
    rally = "bytes as heard, in the notes of a public Python advert parser (parse_adv_data); repository not recorded"
    tag = "1eff4c001219102807ce0b3c33332ed37b5d9d8291b1d99d0b8615189700e0"
    add(
        "apple",
        "AirTag away from its owner; the source spells the whole key out",
        tag,
        expect("apple", "separated", "separated", status="10", device_kind="airtag", hint="e0")
        | {"key": "3b6d083d25a42807ce0b3c33332ed37b5d9d8291b1d99d0b86151897", "battery": None},
        "worked example in the README of a public bluepy tool that finds one's own AirTags; repository not recorded",
        address="FB:6D:08:3D:25:A4",
        address_type="random",
    )
    add(
        "apple",
        "AirTag near its owner, owner bit set",
        "07ff4c0012025402",
        expect("apple", "nearby", "near_owner", status="54", device_kind="airtag", key_prefix="9fa4651a5272"),
        "the same README, example 2 (bytes; the label follows the rule, the README reads 02 as 3)",
        address="DF:A4:65:1A:52:72",
        address_type="random",
    )
    add(
        "apple",
        "the key of a home-made tag; the source gives key and advert",
        "1eff4c001219006725acc77b7e7a5cb8b8050519a2f6748a5ac7a00b890100",
        expect("apple", "separated", "separated", status="00")
        | {"key": "515292e23dec6725acc77b7e7a5cb8b8050519a2f6748a5ac7a00b89"},
        "script of L. Pesce for transmitting fixed OpenHaystack beacons (values only)",
        address="D1:52:92:E2:3D:EC",
        address_type="random",
    )
    add(
        "other",
        "proximity pairing (type 07) with the bytes of a Find My advert: not offline finding",
        "1eff4c000719006725acc77b7e7a5cb8b8050519a2f6748a5ac7a00b890100",
        UNKNOWN,
        "the same script",
        address="D1:52:92:E2:3D:EC",
        address_type="random",
    )
    add(
        "apple",
        "a lost iPhone X",
        "1eff4c001219006d17255505df2aec6ef580be0ddeba8bb034c996de5b0200",
        expect("apple", "separated", "separated", status="00", device_kind="apple_device", hint="00"),
        "Android Open Source Project, BLEDeviceFilter test iPhoneX_A (Apache-2.0)",
    )
    add(
        "apple",
        "example of the Find My message; bytes 6 to 27 of the key",
        ad("ff", "4c00 1219 00 57364dc7fb77866c40c91076603cb37c1f59f923ab3a 03 00"),
        expect("apple", "separated", "separated", status="00", hint="00"),
        "furiousMAC/continuity messages/findmy.md at 395fe53b053c",
    )
    for adv in (
        "1eff4c00121910e7d63f125160d7ec1974466ae4497e2362c8ad84603502e1",
        "1eff4c00121910809b873c11e8532740a397b3fa95d1b7cbf95a1476ad0318",
    ):
        add(
            "apple",
            "recorded AirTag, address not given",
            adv,
            expect("apple", "separated", "separated", status="10", device_kind="airtag")
            | {"battery": None, "key": None},
            rally,
        )
    add(
        "apple",
        "recorded, Find My tag of another maker near its owner",
        "07ff4c0012022400",
        expect("apple", "nearby", "near_owner", status="24", device_kind="find_my", key_prefix=None),
        "unit test of a public scanner; repository not recorded",
    )
    add(
        "apple",
        "recorded near-owner frame with status 14",
        "07ff4c0012021401",
        expect("apple", "nearby", "near_owner", status="14", device_kind="airtag"),
        "field log in the notes of a public integration; repository not recorded",
    )
    smart = "02010403025afd17165afd15dcc7014348f47468aacf29b30000004f0daa910a09536d61727420546167"
    add(
        "samsung",
        "recorded SmartTag, advert and scan response in one; battery full, region 11 (Europe)",
        smart,
        expect(
            "samsung",
            "tag",
            tag_state="connected_non_owner",
            aging_counter=0x01C7DC,
            privacy_id="4348f47468aacf29",
            region=11,
            end_to_end=False,
            uwb=False,
            battery="full",
            motion=False,
            activity_tracking=False,
            signature="4f0daa91",
        ),
        rally,
    )
    add(
        "fast-pair",
        "recorded earphones: Fast Pair first, other services after",
        "0201060d162cfe004008005a32345a5014020af6031603fe0816dffd43200153e515084a424c204c4956452050524f2b205457532d4c45",
        expect("fast_pair", "account_key_filter", account_key_filter="08005a32"),
        rally,
    )
    for adv, note in (
        ("1eff0600010920021c34290c9c8c7826df7fc4a4107a4fb4935dc9a7fe7c00", "Windows 10 beacon"),
        ("030303fe0e094c455f57482d31303030584d35", "headphones by name"),
        ("1bff7500420401806028395edea9ca2a395edea9c901000000000000", "television, manufacturer data of Samsung"),
        ("02011a020a0c0cff4c001007081f730b533c78", "phone, Continuity type 10"),
    ):
        add("other", f"recorded: {note}", adv, UNKNOWN, rally)
    add(
        "other",
        "recorded: a scooter that uses company FFFF, the one of tests, without right",
        "0201060b0953656777617920496f5409ffffff8c59dcf571a211079ecadc240ee5a9e093f3a3b50100406e",
        {"network": "unknown"},
        rally,
        omit=("rejected",),
    )
    add(
        "fhn",
        "recorded Find Hub frame, cut behind 12 bytes by its collector",
        "0201061916aafe40c6e8d4ad4d28a3f96b510734",
        REFUSED,
        "unit test of a public scanner, from a field backup; repository not recorded",
    )
    add(
        "fhn",
        "20 zero bytes as identifier",
        "0201061816aafe400000000000000000000000000000000000000000",
        expect("fhn", "eid160", "unknown", eid="00" * 20, frame="40", hashed_flags=None),
        "Android Open Source Project, Bluetooth utilities test, E2EE-EID of the design document (Apache-2.0)",
    )
    for model in ("d6005d", "8f95f8", "cd8256", "d5a59e"):
        add(
            "fast-pair",
            "model id in pairing mode",
            FLAGS + service("fe2c", model),
            expect("fast_pair", model_id=model),
            "public captures and tests (model ids only)",
        )
