package dev.findmesh

import java.time.Instant

/**
 * What [MyData.erase] made go, and what a search of the files found of it.
 *
 * The search looks for every piece of eight bytes of every row, as it lay in the files, and for the same in the clear:
 * keys, addresses, places, labels. That it finds what is there is shown by the same search before.
 *
 * @property time when.
 * @property holds nothing that was looked for is left.
 * @property rows rows that went, by table.
 * @property keys wrapped keys that went.
 * @property wrappingKeyRenewed the key that wrapped them was renewed: a copy of the files from before opens no more.
 * @property pieces pieces of rows that were looked for.
 * @property foundBefore of these, pieces that stood in the files before.
 * @property foundAfter and after.
 * @property clearPieces pieces in the clear that were looked for.
 * @property clearBefore of these, pieces that stood in the files before: 0 where everything was sealed.
 * @property clearAfter and after.
 * @property files files that were searched afterwards, with their bytes.
 * @property howToRepeat a command of any Unix that repeats the search in the folder of the files.
 * @property json all of it, for the person to keep.
 */
public class ErasureProof(
    public val time: Instant,
    public val holds: Boolean,
    public val rows: Map<String, Long>,
    public val keys: Long,
    public val wrappingKeyRenewed: Boolean,
    public val pieces: Long,
    public val foundBefore: Long,
    public val foundAfter: Long,
    public val clearPieces: Long,
    public val clearBefore: Long,
    public val clearAfter: Long,
    public val files: Map<String, Long>,
    public val howToRepeat: String,
    public val json: String,
) {
    override fun toString(): String = "ErasureProof(holds=$holds, rows=${rows.values.sum()}, keys=$keys)"
}
