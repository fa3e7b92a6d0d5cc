package dev.findmesh.ui.privacy

import dev.findmesh.ErasureProof

/**
 * What a person is shown of an [ErasureProof].
 *
 * @property holds nothing that was looked for is left.
 * @property entries rows that went.
 * @property keys that went.
 * @property renewed copies of the files from before open no more.
 * @property pieces that were looked for, sealed and in the clear.
 * @property before of these, found before.
 * @property after of these, found afterwards.
 * @property files that were searched afterwards.
 * @property bytes that they have.
 * @property command repeats the search.
 * @property json all of it.
 */
internal data class Proof(
    val holds: Boolean,
    val entries: Long,
    val keys: Long,
    val renewed: Boolean,
    val pieces: Long,
    val before: Long,
    val after: Long,
    val files: Long,
    val bytes: Long,
    val command: String,
    val json: String,
) {
    fun toMap(): Map<String, String> = mapOf(
        FLAGS to "$holds,$renewed",
        FIGURES to listOf(entries, keys, pieces, before, after, files, bytes).joinToString(","),
        COMMAND to command,
        JSON to json,
    )

    companion object {
        private const val FLAGS = "proof_flags"
        private const val FIGURES = "proof_figures"
        private const val COMMAND = "proof_command"
        private const val JSON = "proof_json"
        private const val COUNT = 7

        fun of(proof: ErasureProof): Proof = Proof(
            holds = proof.holds,
            entries = proof.rows.values.sum(),
            keys = proof.keys,
            renewed = proof.wrappingKeyRenewed,
            pieces = proof.pieces + proof.clearPieces,
            before = proof.foundBefore + proof.clearBefore,
            after = proof.foundAfter + proof.clearAfter,
            files = proof.files.size.toLong(),
            bytes = proof.files.values.sum(),
            command = proof.howToRepeat,
            json = proof.json,
        )

        /** Null where [saved] holds none. */
        fun of(saved: Map<String, String>): Proof? {
            val (holds, renewed) = saved[FLAGS]?.split(',')?.map(String::toBoolean)?.takeIf { it.size == 2 } ?: return null
            val figures = saved[FIGURES]?.split(',')?.mapNotNull(String::toLongOrNull)?.takeIf { it.size == COUNT } ?: return null
            val next = figures.iterator()
            return Proof(
                holds = holds,
                entries = next.next(),
                keys = next.next(),
                renewed = renewed,
                pieces = next.next(),
                before = next.next(),
                after = next.next(),
                files = next.next(),
                bytes = next.next(),
                command = saved[COMMAND].orEmpty(),
                json = saved[JSON].orEmpty(),
            )
        }
    }
}
