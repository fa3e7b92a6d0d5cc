//! The curves of Find My and Find Hub, which are our own, beside P-256 and beside the library that has one of them.

use ::p224::elliptic_curve::{Group, point::AffineCoordinates};
use ::p224::{NonZeroScalar, ProjectivePoint};
use findmesh_crypto::hash::sha256;
use findmesh_crypto::{p224, p256, secp160r1};

use crate::budgets::{Budgets, of};
use crate::measure::{Case, Timing, in_turns};
use crate::report::Report;

/// Points in a batch: what a core is given of a few thousand.
const TOGETHER: u16 = 1_024;

/// Keys (fixed base), shared secrets (variable base) and lifted coordinates, on one core.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) {
    let Some(points) = Points::new() else { return };
    report.topic("a key on each curve");
    let timings = in_turns(points.keys());
    report.timings(&timings);
    judge(report, budgets, &timings, ["p224_keys", "secp160r1_keys"]);
    report.topic("a shared secret on each curve");
    let timings = in_turns(points.secrets());
    report.timings(&timings);
    judge(report, budgets, &timings, ["p224_secrets", "secp160r1_secrets"]);
    report.topic("a point from its x coordinate on each curve");
    report.timings(&in_turns(points.lifts()));
}

/// Each batch against P-256 by the chosen backend, in the same run: the last two cases against the first.
fn judge(report: &mut Report, budgets: &Budgets, timings: &[Timing], names: [&str; 2]) {
    let [reference, .., p224, secp160r1] = timings else { return };
    for (name, timing) in names.into_iter().zip([p224, secp160r1]) {
        let ratio = timing.median / reference.median;
        report.at_most(&format!("ratios.{name}"), ratio, of(&budgets.ratios, name));
    }
}

/// A scalar and a point that belongs to another.
type Pair<S, P> = (S, P);

struct Points {
    p256: Pair<p256::Scalar, p256::Point>,
    p224: Vec<Pair<p224::Scalar, p224::Point>>,
    secp160r1: Vec<Pair<secp160r1::Scalar, secp160r1::Point>>,
    library: Pair<NonZeroScalar, ProjectivePoint>,
}

impl Points {
    fn new() -> Option<Self> {
        let number = |index: u16| sha256(&index.to_be_bytes());
        let p256_scalar = p256::Scalar::from_bytes(&number(0))?;
        let p256_point = p256::backend().public(&p256_scalar).ok()?;
        let p224_pair = |index| {
            let wide = [&number(index)[..], &[0; 4]].concat();
            let scalar = p224::Scalar::from_wide_plus_one(&wide.try_into().ok()?);
            let point = p224::public(&scalar)?;
            Some((scalar, point))
        };
        let secp160r1_pair = |index| {
            let scalar = secp160r1::Scalar::from_wide(&number(index));
            let point = secp160r1::public(&scalar)?;
            Some((scalar, point))
        };
        let p224: Vec<_> = (0..TOGETHER).map_while(p224_pair).collect();
        let secp160r1 = (0..TOGETHER).map_while(secp160r1_pair).collect();
        let scalar = NonZeroScalar::from_repr((*p224.first()?.0.to_bytes()).into()).into_option()?;
        let library = (scalar, ProjectivePoint::mul_by_generator(&scalar));
        Some(Self { p256: (p256_scalar, p256_point), p224, secp160r1, library })
    }

    fn keys(&self) -> Vec<Case<'_>> {
        let together = u32::from(TOGETHER);
        let p224: Vec<p224::Scalar> = self.p224.iter().map(|(scalar, _)| scalar.clone()).collect();
        let secp160r1: Vec<secp160r1::Scalar> = self.secp160r1.iter().map(|(s, _)| s.clone()).collect();
        vec![
            Case::new("P-256, as chosen", || p256::backend().public(&self.p256.0).is_ok()),
            Case::new("P-224, the p224 crate", || {
                ProjectivePoint::mul_by_generator(&self.library.0).to_affine().x()
            }),
            Case::new("P-224", || self.p224.first().map(|(scalar, _)| p224::public(scalar))),
            Case::new("secp160r1", || self.secp160r1.first().map(|(scalar, _)| secp160r1::public(scalar))),
            Case::new("P-224, a thousand at once", move || p224::public_batch(&p224)).of(together),
            Case::new("secp160r1, a thousand at once", move || secp160r1::public_batch(&secp160r1))
                .of(together),
        ]
    }

    fn secrets(&self) -> Vec<Case<'_>> {
        let together = u32::from(TOGETHER);
        let p224: Vec<_> = self.p224.iter().map(|(scalar, point)| (scalar, point)).collect();
        let secp160r1: Vec<_> = self.secp160r1.iter().map(|(scalar, point)| (scalar, point)).collect();
        vec![
            Case::new("P-256, as chosen", || p256::backend().shared_x(&self.p256.0, &self.p256.1).is_ok()),
            Case::new("P-224, the p224 crate", || (self.library.1 * *self.library.0).to_affine().x()),
            Case::new("P-224", || self.p224.first().map(|(scalar, point)| p224::shared_x(scalar, point))),
            Case::new("secp160r1", || self.secp160r1.first().map(|(s, p)| secp160r1::shared_x(s, p))),
            Case::new("P-224, a thousand at once", move || p224::shared_x_batch(&p224)).of(together),
            Case::new("secp160r1, a thousand at once", move || secp160r1::shared_x_batch(&secp160r1))
                .of(together),
        ]
    }

    fn lifts(&self) -> Vec<Case<'_>> {
        vec![
            Case::new("P-256", || p256::Point::lift(self.p256.1.x())),
            Case::new("P-224", || self.p224.first().map(|(_, point)| p224::Point::lift_x(point.x()))),
            Case::new("secp160r1", || {
                self.secp160r1.first().map(|(_, point)| secp160r1::Point::lift_x(point.x()))
            }),
        ]
    }
}
