package dev.findmesh.devicecheck

/**
 * Measures one thing.
 *
 * @property name as in platform.toml, `section.constant`; for a [figure] a name of our own.
 * @property unit as in platform.toml.
 * @property accuracy how far from the truth the measured value may be, in [unit].
 * @property figure nothing in the model is held against it.
 */
internal class Probe(
    val name: String,
    val unit: String,
    val accuracy: Double = 0.0,
    val figure: Boolean = false,
    val measure: () -> Double,
)
