//! Products of numbers of three and four limbs, written out: arrays that loops walk would travel through memory.

use super::limbs::add;

/// `a · b`, as low and high limb.
#[inline(always)]
fn product(a: u64, b: u64) -> (u64, u64) {
    a.carrying_mul(b, 0)
}

/// `a · b` of one limb and three.
#[inline(always)]
fn row_3(a: u64, [b0, b1, b2]: [u64; 3]) -> [u64; 4] {
    let (l0, h0) = product(a, b0);
    let (l1, h1) = product(a, b1);
    let (l2, h2) = product(a, b2);
    let ([r1, r2, r3], _) = add([h0, h1, h2], [l1, l2, 0]);
    [l0, r1, r2, r3]
}

/// `a · b` of one limb and four.
#[inline(always)]
fn row_4(a: u64, [b0, b1, b2, b3]: [u64; 4]) -> [u64; 5] {
    let (l0, h0) = product(a, b0);
    let (l1, h1) = product(a, b1);
    let (l2, h2) = product(a, b2);
    let (l3, h3) = product(a, b3);
    let ([r1, r2, r3, r4], _) = add([h0, h1, h2, h3], [l1, l2, l3, 0]);
    [l0, r1, r2, r3, r4]
}

/// `a · b`.
#[inline(always)]
pub(crate) fn mul_3([a0, a1, a2]: [u64; 3], b: [u64; 3]) -> [u64; 6] {
    let [t0, t1, t2, t3] = row_3(a0, b);
    let [u0, u1, u2, u3] = row_3(a1, b);
    let ([t1, t2, t3, t4], _) = add([t1, t2, t3, 0], [u0, u1, u2, u3]);
    let [u0, u1, u2, u3] = row_3(a2, b);
    let ([t2, t3, t4, t5], _) = add([t2, t3, t4, 0], [u0, u1, u2, u3]);
    [t0, t1, t2, t3, t4, t5]
}

/// `a · b`.
#[inline(always)]
pub(crate) fn mul_4([a0, a1, a2, a3]: [u64; 4], b: [u64; 4]) -> [u64; 8] {
    let [t0, t1, t2, t3, t4] = row_4(a0, b);
    let [u0, u1, u2, u3, u4] = row_4(a1, b);
    let ([t1, t2, t3, t4, t5], _) = add([t1, t2, t3, t4, 0], [u0, u1, u2, u3, u4]);
    let [u0, u1, u2, u3, u4] = row_4(a2, b);
    let ([t2, t3, t4, t5, t6], _) = add([t2, t3, t4, t5, 0], [u0, u1, u2, u3, u4]);
    let [u0, u1, u2, u3, u4] = row_4(a3, b);
    let ([t3, t4, t5, t6, t7], _) = add([t3, t4, t5, t6, 0], [u0, u1, u2, u3, u4]);
    [t0, t1, t2, t3, t4, t5, t6, t7]
}

/// `a²`: products of different limbs once and doubled, then the squares.
#[inline(always)]
pub(crate) fn square_3([a0, a1, a2]: [u64; 3]) -> [u64; 6] {
    let (t1, h01) = product(a0, a1);
    let (l02, h02) = product(a0, a2);
    let (l12, h12) = product(a1, a2);
    let ([t2, t3, t4], _) = add([h01, h02, h12], [l02, l12, 0]);
    let ([t1, t2, t3, t4, t5], _) = add([t1, t2, t3, t4, 0], [t1, t2, t3, t4, 0]);
    let (t0, s1) = product(a0, a0);
    let (s2, s3) = product(a1, a1);
    let (s4, s5) = product(a2, a2);
    let ([t1, t2, t3, t4, t5], _) = add([t1, t2, t3, t4, t5], [s1, s2, s3, s4, s5]);
    [t0, t1, t2, t3, t4, t5]
}

/// `a²`: products of different limbs once and doubled, then the squares.
#[inline(always)]
pub(crate) fn square_4([a0, a1, a2, a3]: [u64; 4]) -> [u64; 8] {
    let [t1, t2, t3, t4] = row_3(a0, [a1, a2, a3]);
    let (l12, h12) = product(a1, a2);
    let (l13, h13) = product(a1, a3);
    let (l23, h23) = product(a2, a3);
    let ([t3, t4, t5, t6], _) = {
        let ([m1, m2, m3], _) = add([h12, h13, h23], [l13, l23, 0]);
        add([t3, t4, 0, 0], [l12, m1, m2, m3])
    };
    let ([t1, t2, t3, t4, t5, t6, t7], _) = add([t1, t2, t3, t4, t5, t6, 0], [t1, t2, t3, t4, t5, t6, 0]);
    let (t0, s1) = product(a0, a0);
    let (s2, s3) = product(a1, a1);
    let (s4, s5) = product(a2, a2);
    let (s6, s7) = product(a3, a3);
    let ([t1, t2, t3, t4, t5, t6, t7], _) = add([t1, t2, t3, t4, t5, t6, t7], [s1, s2, s3, s4, s5, s6, s7]);
    [t0, t1, t2, t3, t4, t5, t6, t7]
}
