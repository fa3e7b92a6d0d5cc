//! Many at once give what one by one gives.

use super::{COUNTER, identity, place};
use crate::fhn::{
    Curve, Eid, Ephemeral, Form, PrivateKey, ephemeral, ephemeral_batch, open, open_batch, seal,
};

/// More than two pieces of work, and not a whole number of them.
const MANY: u32 = 1_100;

fn derived(curve: Curve, count: u32) -> Vec<Ephemeral> {
    let counters: Vec<u32> = (0..count).map(|step| COUNTER.wrapping_add(step * 1000)).collect();
    ephemeral_batch(&identity(9), curve, &counters).expect("no fault")
}

#[test]
fn a_batch_of_keys() {
    for (curve, count) in [(Curve::Secp160r1, MANY), (Curve::Secp256r1, 600)] {
        let all = derived(curve, count);
        assert_eq!(all.len(), count as usize);
        for (step, made) in (0..count).zip(&all).step_by(37) {
            assert_eq!(Ok(made), ephemeral(&identity(9), COUNTER + step * 1000, curve).as_ref());
        }
        // Steps shorter than a rotation: neighbours share keys, and nothing else does.
        let mut eids: Vec<Eid> = all.iter().map(|made| made.eid).collect();
        eids.dedup();
        assert!(eids.len() < all.len());
        let different = eids.len();
        eids.sort_unstable();
        eids.dedup();
        assert_eq!(eids.len(), different);
    }
    assert_eq!(ephemeral_batch(&identity(9), Curve::Secp160r1, &[]), Ok(vec![]));
}

#[test]
fn a_batch_of_reports_good_and_bad() {
    let keys: Vec<PrivateKey> = derived(Curve::Secp160r1, 60)
        .into_iter()
        .chain(derived(Curve::Secp256r1, 20))
        .map(|made| made.private_key)
        .collect();
    let bodies: Vec<Vec<u8>> = (0_u8..).zip(keys.iter()).map(|(number, key)| body(number, key)).collect();
    let reports: Vec<_> = keys.iter().zip(bodies.iter().map(Vec::as_slice)).cycle().take(400).collect();
    let answers = open_batch(&reports);
    assert_eq!(answers.len(), reports.len());
    for ((key, body), answer) in reports.iter().zip(&answers) {
        assert_eq!(answer, &open(key, body));
    }
    assert!(answers.iter().filter(|answer| answer.is_ok()).count() > 200);
    assert!(answers.iter().filter(|answer| answer.is_err()).count() > 100);
    assert_eq!(open_batch(&[]), []);
}

/// Every third one damaged, in a place that moves; every twelfth cut.
fn body(number: u8, key: &PrivateKey) -> Vec<u8> {
    let form = match key.curve() {
        Curve::Secp160r1 if number.is_multiple_of(2) => Form::Secp160r1Nonce16,
        Curve::Secp160r1 => Form::Secp160r1Nonce20,
        Curve::Secp256r1 => Form::P256,
    };
    let mut body = seal(key.eid(), &place(), form, &[number; 32]).expect("sealed");
    if number.is_multiple_of(12) {
        body.truncate(usize::from(number) / 2);
    } else if number.is_multiple_of(3) {
        let at = usize::from(number) % body.len();
        body[at] ^= 1 << (number % 8);
    }
    body
}
