package dev.findmesh.service

import android.content.Context
import android.util.Base64
import dev.findmesh.FinderLimits
import dev.findmesh.FinderMode
import dev.findmesh.FindmeshConfig
import dev.findmesh.FindmeshException
import java.net.URI
import java.security.GeneralSecurityException
import java.security.KeyFactory
import java.security.PublicKey
import java.security.spec.X509EncodedKeySpec
import java.util.UUID

/**
 * What the maker of the phone builds in (`res/values/deployment.xml`), and nobody can change on a phone.
 *
 * @property limits caps of one phone's reports and traffic, for a fleet of millions.
 * @property orders where the operator's orders are, on the relay's host; null: there are none.
 * @property orderKeys whose signature counts; the second is for the change from one key to the next.
 * @property ordersMaxAgeDays the finder rests when its newest orders are older than this; 0: never.
 */
class Deployment(
    val relay: URI,
    val serviceUuid: UUID,
    val companyId: Int?,
    val limits: FinderLimits,
    val orders: URI?,
    val orderKeys: List<PublicKey>,
    val ordersMaxAgeDays: Int,
) {
    /** The library's configuration. */
    fun config(): FindmeshConfig = FindmeshConfig.Builder(relay)
        .deployment(serviceUuid, companyId)
        .mode(FinderMode.SYSTEM)
        .limits(limits)
        .build()

    companion object {
        /**
         * @throws IllegalArgumentException something in the resources cannot be used: a mistake that no phone may ship with.
         * @throws FindmeshException.InvalidConfig likewise.
         */
        fun of(context: Context): Deployment {
            val resources = context.resources
            val relay = URI(context.getString(R.string.deployment_relay))
            val path = context.getString(R.string.deployment_orders_path)
            val keys = resources.getStringArray(R.array.deployment_order_keys)
            require(path.isEmpty() || keys.isNotEmpty()) { "orders need a key to check them with" }
            return Deployment(
                relay = relay,
                serviceUuid = UUID.fromString(context.getString(R.string.deployment_service_uuid)),
                companyId = resources.getInteger(R.integer.deployment_company_id).takeIf { it >= 0 },
                limits = FinderLimits.Builder()
                    .reportsPerHour(resources.getInteger(R.integer.deployment_reports_per_hour))
                    .meteredBytesPerDay(resources.getInteger(R.integer.deployment_metered_bytes_per_day))
                    .cellularWakesPerDay(resources.getInteger(R.integer.deployment_cellular_wakes_per_day))
                    .build(),
                orders = path.takeIf { it.isNotEmpty() }?.let(relay::resolve),
                orderKeys = keys.map(::publicKey),
                ordersMaxAgeDays = resources.getInteger(R.integer.deployment_orders_max_age_days),
            )
        }

        internal fun publicKey(base64: String): PublicKey = try {
            KeyFactory.getInstance("EC").generatePublic(X509EncodedKeySpec(Base64.decode(base64, Base64.DEFAULT)))
        } catch (e: GeneralSecurityException) {
            throw IllegalArgumentException("not a public key (SubjectPublicKeyInfo of P-256, base64)", e)
        }
    }
}
