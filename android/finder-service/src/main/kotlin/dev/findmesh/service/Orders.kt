package dev.findmesh.service

import org.json.JSONException
import org.json.JSONObject
import java.security.GeneralSecurityException
import java.security.PublicKey
import java.security.Signature
import java.util.Base64

/**
 * What the operator orders of every finder: a signed document that can only take away (docs/finder-service.md).
 *
 * @property issued seconds since 1970; the later document counts.
 * @property on false: every finder rests.
 * @property share of 100 phones, how many find; which ones each draws for itself.
 * @property offBelow builds with a lower version code rest.
 */
class Orders(val issued: Long, val on: Boolean, val share: Int, val offBelow: Long) {
    override fun toString(): String = "Orders(issued=$issued, on=$on, share=$share, offBelow=$offBelow)"

    companion object {
        /** Longer than this is no document. */
        const val MAX_CHARS: Int = 4096
        private const val DOMAIN = "findmesh finder-service orders v1\n"

        /**
         * Reads `JSON "\n" base64(signature)`, signed with ECDSA over P-256 and SHA-256.
         *
         * @throws OrdersException nobody who may has signed it, or it is no document.
         */
        fun read(document: String, keys: List<PublicKey>): Orders {
            if (document.length > MAX_CHARS) throw OrdersException("longer than $MAX_CHARS")
            val end = document.indexOf('\n')
            if (end < 0) throw OrdersException("no signature")
            val text = document.substring(0, end)
            val signed = (DOMAIN + text).toByteArray()
            val signature = try {
                Base64.getMimeDecoder().decode(document.substring(end + 1).trim())
            } catch (_: IllegalArgumentException) {
                throw OrdersException("the signature is not base64")
            }
            if (keys.none { it.signed(signed, signature) }) throw OrdersException("the signature does not fit")
            return parse(text)
        }

        private fun PublicKey.signed(text: ByteArray, signature: ByteArray): Boolean = try {
            Signature.getInstance("SHA256withECDSA").run {
                initVerify(this@signed)
                update(text)
                verify(signature)
            }
        } catch (_: GeneralSecurityException) {
            false
        }

        private fun parse(text: String): Orders = try {
            val json = JSONObject(text)
            val share = json.optInt("share", ALL)
            if (share !in 0..ALL) throw OrdersException("share is 0 to 100")
            val finder = json.getString("finder")
            // A word that this build does not know asks for something that it cannot do.
            Orders(json.getLong("issued"), finder == "on", share, json.optLong("off_below", 0))
        } catch (_: JSONException) {
            throw OrdersException("not the JSON of orders")
        }

        private const val ALL = 100
    }
}

/** Bytes that are no orders; what was ordered before stays. */
class OrdersException(reason: String) : Exception(reason)
