package dev.findmesh.service

import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import java.util.Base64

/** Who signs orders, as docs/finder-service.md says. */
object Operator {
    val key: KeyPair = newKey()

    fun newKey(): KeyPair = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()

    fun sign(json: String, by: PrivateKey = key.private, domain: String = "findmesh finder-service orders v1\n"): String {
        val signature = Signature.getInstance("SHA256withECDSA").run {
            initSign(by)
            update((domain + json).toByteArray())
            sign()
        }
        return json + "\n" + Base64.getEncoder().encodeToString(signature) + "\n"
    }

    fun orders(issued: Long, finder: String = "on", share: Int = 100, offBelow: Long = 0): String =
        sign("""{"issued":$issued,"finder":"$finder","share":$share,"off_below":$offBelow}""")
}
