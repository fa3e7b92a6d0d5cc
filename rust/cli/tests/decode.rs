//! `findmesh decode`.
#![allow(missing_docs, clippy::cast_possible_wrap)]

mod common;

use std::collections::BTreeSet;

use common::{capture, findmesh, findmesh_with, golden, text, vectors};
use serde_json::json;

/// Ours in both forms, Apple's two frames, one refused, one of nobody, two malformed lines.
fn mixed() -> String {
    let cases = &vectors("native-v1.json")["schedule"]["cases"];
    let separated = &cases[2];
    let lines = [
        json!({"adv": separated["compact_advert"], "address": separated["compact_address"], "address_type": "random",
            "rssi": -60, "time": "2026-11-22T09:00:00Z"}).to_string(),
        json!({"adv": cases[0]["extended_advert"], "rssi": -71, "time": 1_790_000_000.5}).to_string(),
        "not a record".to_owned(),
        json!({"adv": "07ff4c0012020002", "address": "da:44:05:30:bb:6f", "address_type": "random"}).to_string(),
        json!({"adv": separated["compact_advert"], "address": "11:22:33:44:55:66", "address_type": "public"}).to_string(),
        json!({"adv": separated["compact_advert"]}).to_string(),
        json!({"adv": "02011a0303aafe", "address": "11:22:33:44:55:66", "address_type": "public"}).to_string(),
        "{\"adv\":\"0x\"}".to_owned(),
    ];
    lines.join("\n") + "\n"
}

#[test]
fn for_programs() {
    let run = findmesh_with(&["decode", "--json", "-"], mixed().as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    golden("decode.jsonl", &run.stdout);
    let separated = &vectors("native-v1.json")["schedule"]["cases"][2];
    let first = &run.objects()[0];
    assert_eq!((&first["key"], &first["lookup_id"]), (&separated["key"], &separated["lookup_id"]));
    golden("decode.err", &run.stderr);
}

#[test]
fn for_people() {
    let run = findmesh_with(&["decode", "-"], mixed().as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    golden("decode.txt", &run.stdout);
}

/// The first advert of each network and kind in the corpus.
fn one_of_each() -> String {
    let mut seen = BTreeSet::new();
    let corpus = vectors("corpus.json");
    let cases = corpus["cases"].as_array().unwrap().iter().filter(|case| {
        let form = format!("{} {}", case["expect"]["network"], case["expect"]["kind"]);
        seen.insert(form)
    });
    let mut text = String::new();
    for (n, case) in cases.enumerate() {
        let mut line = case.clone();
        let more = json!({"rssi": -45 - 3 * n as i64, "time": 1_790_000_000 + 7 * n});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        text += &format!("{line}\n");
    }
    text
}

#[test]
fn every_network_for_people() {
    let run = findmesh_with(&["decode", "-"], one_of_each().as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    golden("networks.txt", &run.stdout);
}

/// `COLUMNS` speaks for terminals only: what goes into a file is not cut.
#[test]
fn output_into_a_file_is_whole() {
    let input = one_of_each();
    let run = findmesh_with(&["decode", "-"], input.as_bytes());
    assert!(run.stdout.lines().any(|line| line.chars().count() > 200), "{}", run.stdout);
    assert!(!run.stdout.contains('…') && !run.stdout.contains('\x1b'));
}

#[test]
fn the_deployment_is_what_the_arguments_name() {
    let run = findmesh_with(&["decode", "--json", "--company-id", "004d", "-"], mixed().as_bytes());
    assert_eq!(run.summary()["networks"], json!({"apple": 1, "findmesh": 1, "unknown": 4}));
    let uuid = "00000000-0000-4000-8000-000000000000";
    let run = findmesh_with(&["decode", "--json", "--service-uuid", uuid, "-"], mixed().as_bytes());
    assert_eq!(run.summary()["networks"], json!({"apple": 1, "findmesh": 2, "unknown": 3}));
}

#[test]
fn apple_near_owner_adverts_of_the_air_captures() {
    for (name, near_owner, bad_crc) in [
        ("air_findmy_256.pcap", 18, 18),
        ("air_findmy_251_derived.pcap", 18, 18),
        ("air_ch37_findmy_noise_256.pcap", 9, 76),
    ] {
        let Some(path) = capture(name) else { return };
        let run = findmesh(&["decode", "--json", path.to_str().unwrap()]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}");
        let apple = run
            .objects()
            .iter()
            .filter(|line| line["state"] == "near_owner" && line["network"] == "apple")
            .count();
        assert_eq!(apple, near_owner, "{name}");
        assert_eq!(run.summary()["rejected"], json!({"bad_crc": bad_crc}), "{name}");
    }
}

#[test]
fn adverts_of_the_btsnoop_capture() {
    let Some(path) = capture("android_tile_ibeacon_1002.btsnoop") else {
        return;
    };
    let run = findmesh(&["decode", "--json", path.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let summary = run.summary();
    assert_eq!(
        (&summary["records"], &summary["adverts"], &summary["malformed"]),
        (&json!(430), &json!(412), &json!(0))
    );
    assert_eq!(summary["addresses"], 36);
    let first = &run.objects()[0];
    assert_eq!((&first["n"], &first["address"]), (&json!(7), &json!("A4:C1:38:BF:6F:AB")));
    assert_eq!((&first["time"], &first["rssi"]), (&json!("2021-02-01T03:27:59.789053Z"), &json!(-49)));
}

#[test]
fn a_cut_capture_says_what_it_saw_and_how_it_ended() {
    let Some(path) = capture("android_tile_ibeacon_1002.btsnoop") else {
        return;
    };
    let bytes = std::fs::read(path).unwrap();
    let run = findmesh_with(&["decode", "--json", "-"], &bytes[..5000]);
    assert_eq!(run.status, 2);
    assert_eq!(run.summary()["adverts"], 76);
    assert_eq!(run.summary()["malformed"], 1);
    assert!(run.stderr.contains("the input is cut") && run.stderr.contains("byte 4985"), "{}", run.stderr);
    assert!(run.stderr.contains("91 records with 76 adverts"), "{}", run.stderr);
}

#[test]
fn what_is_no_capture() {
    let run = findmesh_with(&["decode", "-"], b"GIF89a\x01\x00\x01\x00\x00\x00");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("not a btsnoop, pcap, pcapng or JSON lines file"), "{}", run.stderr);
    let run = findmesh(&["decode", "/nowhere/at.all"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("/nowhere/at.all"), "{}", run.stderr);
    let run = findmesh(&["decode", "--input", "mp3", "-"]);
    assert_eq!(run.status, 2);
}

/// Self-made: AES-CCM by another library. Behind the humidity begins a battery's object that is cut.
#[test]
fn objects_that_a_bind_key_opens_may_be_cut() {
    let line = json!({
        "adv": "0201061e1695fe5859480b6803020138c1a4568dac933c2c461b6a010203329cba18",
        "bindkey": "000102030405060708090a0b0c0d0e0f",
    });
    let run = findmesh_with(&["decode", "--json", "-"], line.to_string().as_bytes());
    let fields = run.objects()[0]["fields"].clone();
    assert_eq!(fields["objects"], json!([{"id": 0x1006, "data": "5402"}]), "{}", run.stderr);
    assert_eq!(json!([fields["mic_valid"], fields["object_truncated"]]), json!([true, true]));
}

#[test]
fn nothing_is_nothing() {
    let run = findmesh_with(&["decode", "--json", "-"], b"");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(text(&json!("0")), run.summary()["adverts"].to_string());
}
