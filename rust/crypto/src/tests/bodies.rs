//! Sealed reports of the three networks, byte by byte: opened, and sealed again to the same bytes.

use super::{COMMON, array, bytes};
use crate::{apple, fhn, native, p224, p256, secp160r1};
use serde_json::json;

/// Bytes from hex with spaces, line ends and `# comments` in it.
fn annotated(text: &str) -> Vec<u8> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    let digits: String = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    hex::decode(digits).expect("hex")
}

fn fixed<const N: usize>(digits: &str) -> [u8; N] {
    array(&json!({ "digits": digits }), "digits")
}

/// docs/formats.md §3, tests/vectors/native-v1.json.
#[test]
fn native() {
    let body = annotated(
        "01                                                               # version
         7e37898f7be333301ecacc3b09f366ae17d34b489325a410c95c1c839b748273 # x of the ephemeral key, whose y is even
         57f1d99cc2a0e01814d4fd5f2cda3b84207f35e5e42d25ae                 # ciphertext, 24 bytes
         cdb0d4f28bc14129f569442635d9a579                                 # tag",
    );
    let plaintext = annotated(
        "6ab13b80 # time, Unix seconds
         0d6fcdd8 # latitude, 10⁻⁷ degrees
         43fbdab8 # longitude
         007d     # accuracy, decimetres
         000c     # altitude, metres
         10 20    # header and status as seen
         b9 00    # RSSI −71 dBm, transmit power 0 dBm
         0003     # age of the fix, seconds
         01       # source GNSS, not moving, extended form
         00       # unused",
    );
    let private = fixed("db6e7c27c3d555eede5d0390af8ec08f4627e4329409f9e0bdf694b83b8da2bd");
    let private = native::PrivateKey::from_bytes(&private).expect("a key");
    let report = native::open(p256::backend(), &private, &body, &COMMON).expect("it opens");
    assert_eq!(report.encode().to_vec(), plaintext);

    let random = fixed("2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40");
    let sealed = native::seal(p256::backend(), private.key(), &report, &COMMON, &random).expect("sealed");
    assert_eq!(sealed.to_vec(), body);
}

/// Self-made, cross-checked by two implementations (tests/vectors/apple-v1.json).
#[test]
fn apple_in_both_layouts() {
    let after_time = annotated(
        "03                                                       # confidence
         04                                                       # a point, uncompressed
         31cd16fae67464ce88bbf0739ed7813a1c35322a5a77a5b98da25766 # its x
         3825df4d4f032d92c22f6b5b04c840e2b2caf8446f034d47466b0bc9 # its y
         543904e60df3365737e9                                     # ciphertext, 10 bytes
         fa0d701755fd706ef06ebc58c04fc8c1                         # tag",
    );
    let time = annotated("30617300 # seconds since 2001");
    let body = [time.as_slice(), &after_time].concat();
    let newer = [time.as_slice(), &[0x5A], &after_time].concat();
    let private = fixed("c4c7aaba1cf78efd7420fcf6e7d233d0fefe8ecfe2dea39f99fc3b90");
    let private = apple::PrivateKey::from_bytes(&private).expect("a key");
    let report = apple::Report {
        time: 1_790_000_000,
        confidence: 3,
        lat_e7: 225_431_000,
        lon_e7: 1_140_579_000,
        accuracy_m: 17,
        status: 0x60,
    };
    assert_eq!(apple::open(&private, &body), Ok(report));
    assert_eq!(apple::open(&private, &newer), Ok(report));

    let ephemeral = fixed("2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c");
    let ephemeral = p224::Scalar::from_bytes(&ephemeral).expect("a scalar");
    let sealed = apple::seal_with(private.key(), &report, &ephemeral).expect("sealed");
    assert_eq!(sealed.to_vec(), body);
}

/// Self-made, cross-checked by two implementations (tests/vectors/fhn-v1.json): both nonces under one key.
#[test]
fn find_hub_in_both_forms_of_the_short_curve() {
    let forms = [
        (
            fhn::Form::Secp160r1Nonce16,
            "01                                       # form
             54f71a75c35f0142d8dbdb13624ea113da133127 # x of the ephemeral key
             bfe90af95ed6341f92e1c323                 # ciphertext
             ceb9a542ec8e44febd6b99b5b3150af3         # tag",
        ),
        (
            fhn::Form::Secp160r1Nonce20,
            "02                                       # form
             54f71a75c35f0142d8dbdb13624ea113da133127 # x of the ephemeral key
             47a6269587c21525dabc54cb                 # ciphertext
             7f89b06a41646c3dd30ae37ae8a2a58f         # tag",
        ),
    ];
    let plaintext = annotated(
        "0d d8cd6f0d # field 1, sfixed32: latitude 22.5431°
         15 b8dafb43 # field 2, sfixed32: longitude 114.0579°
         18 0c       # field 3, int32: altitude 12 m",
    );
    let private = fhn::PrivateKey::from_bytes(&bytes(&json!({ "d": PRIVATE }), "d")).expect("a key");
    let ephemeral = secp160r1::Scalar::from_bytes(&fixed("00a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"));
    let to = secp160r1::Point::lift_x(&fixed("3a19ac7db9a3a9140c0faceae210ec57a127fb31")).expect("a point");
    for (form, text) in forms {
        let body = annotated(text);
        let location = fhn::open(&private, &body).expect("it opens");
        assert_eq!((location.lat_e7, location.lon_e7, location.altitude_m), (225_431_000, 1_140_579_000, 12));
        assert_eq!((location.time, location.accuracy_dm), (None, None));
        let ephemeral = ephemeral.as_ref().expect("a scalar");
        assert_eq!(fhn::seal_160(ephemeral, &to, form, &plaintext), Ok(body));
    }
}

/// r of the identity key 00 01 … 1f at the clock 00000400.
const PRIVATE: &str = "0002e3d0514c00c88c457eea4c9685773b6bfb3a79";
