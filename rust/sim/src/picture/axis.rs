//! Scales, and the lines behind the dots.

use std::fmt::Write;

/// Width of the picture.
pub(super) const WIDTH: f64 = 1000.0;
/// Height of the picture.
pub(super) const HEIGHT: f64 = 660.0;

/// The edges of the field in which dots stand.
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// Where the field lies.
pub(super) const FRAME: Frame = Frame { left: 76.0, right: 972.0, top: 96.0, bottom: 592.0 };

/// Energy from left to right, logarithmic; shares from 0 at the bottom to 1 at the top.
pub(super) struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// Over all these energies, mAh, and a little more; nothing below a hundredth counts.
    pub(super) fn of(energies: impl Iterator<Item = f64>) -> Self {
        let (low, high) =
            energies.map(|energy| energy.max(0.01)).fold((f64::INFINITY, 0.01), |(low, high), energy| {
                (f64::min(low, energy), f64::max(high, energy))
            });
        Self { low: low / 1.5, high: high * 1.6 }
    }

    pub(super) fn x(&self, energy: f64) -> f64 {
        let share = (energy.max(0.01) / self.low).ln() / (self.high / self.low).ln();
        FRAME.left + share * (FRAME.right - FRAME.left)
    }

    pub(super) fn y(share: f64) -> f64 {
        FRAME.bottom - share * (FRAME.bottom - FRAME.top)
    }

    pub(super) fn draw(&self, svg: &mut String) {
        for energy in self.ticks() {
            let x = self.x(energy);
            let _ = writeln!(
                svg,
                "<path d=\"M{x:.1} {}V{}\" stroke=\"#e6ebf0\"/><text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\" \
                 fill=\"#667\">{energy}</text>",
                FRAME.top,
                FRAME.bottom,
                FRAME.bottom + 20.0
            );
        }
        for percent in (0..=100).step_by(20) {
            let y = Self::y(f64::from(percent) / 100.0);
            let _ = writeln!(
                svg,
                "<path d=\"M{} {y:.1}H{}\" stroke=\"#e6ebf0\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" \
                 fill=\"#667\">{percent} %</text>",
                FRAME.left,
                FRAME.right,
                FRAME.left - 8.0,
                y + 4.5
            );
        }
        titles(svg);
    }

    /// 1, 2 and 5 of each power of ten that the field holds.
    fn ticks(&self) -> impl Iterator<Item = f64> {
        let steps = (-2..5).flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * 10_f64.powi(power)));
        let (low, high) = (self.low, self.high);
        // Back from binary: 0.02 is 0.02, not 0.020000000000000004.
        steps.filter(move |tick| (low..=high).contains(tick)).map(|tick| (tick * 100.0).round() / 100.0)
    }
}

fn titles(svg: &mut String) {
    let (middle, height) = (f64::midpoint(FRAME.left, FRAME.right), f64::midpoint(FRAME.top, FRAME.bottom));
    let _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" fill=\"#334\">energy a day, mAh (logarithmic)</text>\
         <text transform=\"translate(24 {height}) rotate(-90)\" text-anchor=\"middle\" fill=\"#334\">60 s encounters \
         reported</text>",
        FRAME.bottom + 46.0
    );
}
