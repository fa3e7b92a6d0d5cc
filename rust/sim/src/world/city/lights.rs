//! Traffic lights: every sixth crossing has them, rows and columns have green in turn.

use super::streets::Node;
use crate::world::assumptions::{LIGHT_GREEN_MS, LIGHT_MS};

/// How long somebody who reaches a crossing waits for green, milliseconds; 0 where there are no lights.
pub(super) fn wait_ms(node: Node, along_row: bool, at_ms: u64) -> u64 {
    if !has_lights(node) {
        return 0;
    }
    let begins = if along_row { 0 } else { LIGHT_MS / 2 };
    let into = (at_ms + phase_ms(node) + LIGHT_MS - begins) % LIGHT_MS;
    if into < LIGHT_GREEN_MS { 0 } else { LIGHT_MS - into }
}

const fn has_lights(node: Node) -> bool {
    node.column.is_multiple_of(2) && node.row.is_multiple_of(3)
}

/// Lights are not in step with each other.
fn phase_ms(node: Node) -> u64 {
    (u64::from(node.column) * 13_577 + u64::from(node.row) * 29_989) % LIGHT_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_wait_it_is_green_for_one_direction_only() {
        let node = Node { column: 4, row: 9 };
        for at_ms in (0..LIGHT_MS).step_by(500) {
            for along_row in [true, false] {
                let wait = wait_ms(node, along_row, at_ms);
                assert!(wait <= LIGHT_MS - LIGHT_GREEN_MS);
                assert_eq!(wait_ms(node, along_row, at_ms + wait), 0);
                assert!(wait > 0 || wait_ms(node, !along_row, at_ms) > 0);
            }
        }
        assert_eq!(wait_ms(Node { column: 3, row: 9 }, true, 40_000), 0);
    }
}
