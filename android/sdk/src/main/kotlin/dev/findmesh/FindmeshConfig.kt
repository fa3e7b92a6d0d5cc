package dev.findmesh

import java.net.URI
import java.util.UUID

/**
 * How the library is set up; made by a [Builder], fixed for the life of the process.
 *
 * Two configurations are equal when their plain settings are equal and they hold the same [foregroundNotification],
 * [transport] and [vault] objects.
 *
 * @property relay the relay, https (http only to a loopback address).
 * @property networks networks whose tags are reported.
 * @property serviceUuid the deployment's service UUID.
 * @property companyId the deployment's Bluetooth company id, null: only the extended form is listened for.
 * @property mode what kind of app the finder lives in.
 * @property limits numbers of the policy that are not as by default.
 * @property foregroundNotification makes the notification of [FinderMode.FOREGROUND_SERVICE].
 * @property transport the host's HTTP stack, null: the platform's TLS, one minimal request a connection.
 * @property vault the host's key vault, null: Android Keystore.
 */
public class FindmeshConfig private constructor(builder: Builder) {
    public val relay: URI = builder.relay
    public val networks: Set<Network> = builder.networks
    public val serviceUuid: UUID = builder.serviceUuid
    public val companyId: Int? = builder.companyId
    public val mode: FinderMode = builder.mode
    public val limits: FinderLimits = builder.limits
    public val foregroundNotification: NotificationFactory? = builder.foregroundNotification
    public val transport: HttpTransport? = builder.transport
    public val vault: KeyVault? = builder.vault

    override fun equals(other: Any?): Boolean =
        other is FindmeshConfig && plain() == other.plain() && held().zip(other.held()).all { (mine, its) -> mine === its }

    override fun hashCode(): Int = plain().hashCode()

    override fun toString(): String = "FindmeshConfig(networks=$networks, serviceUuid=$serviceUuid, companyId=$companyId, mode=$mode)"

    private fun plain(): List<Any?> = listOf(relay, networks, serviceUuid, companyId, mode, limits)

    private fun held(): List<Any?> = listOf(foregroundNotification, transport, vault)

    /** Implemented by the application class, so that a process started by a scan or a job finds its way. */
    public fun interface Provider {
        /** The configuration; called once a process, on any thread, must not block. */
        public fun findmeshConfig(): FindmeshConfig
    }

    /**
     * Collects settings; setters return this.
     *
     * @param relay the relay's address without path, for example `https://relay.example`.
     */
    public class Builder(internal val relay: URI) {
        internal var networks: Set<Network> = setOf(Network.NATIVE)
        internal var serviceUuid: UUID = COMMON_DEPLOYMENT
        internal var companyId: Int? = null
        internal var mode: FinderMode = FinderMode.BACKGROUND
        internal var limits: FinderLimits = FinderLimits.Builder().build()
        internal var foregroundNotification: NotificationFactory? = null
        internal var transport: HttpTransport? = null
        internal var vault: KeyVault? = null

        /** Networks whose tags are reported. Default: [Network.NATIVE]. */
        public fun networks(vararg value: Network): Builder = apply { networks = value.toSet() }

        /** The operator's network. Default: the common deployment, which has no company id. */
        public fun deployment(serviceUuid: UUID, companyId: Int?): Builder = apply {
            this.serviceUuid = serviceUuid
            this.companyId = companyId
        }

        /** What kind of app the finder lives in. Default: [FinderMode.BACKGROUND]. */
        public fun mode(value: FinderMode): Builder = apply { mode = value }

        /** Numbers of the policy that are not as by default. */
        public fun limits(value: FinderLimits): Builder = apply { limits = value }

        /** Makes the notification of the foreground service; [FinderMode.FOREGROUND_SERVICE] needs one. */
        public fun foregroundNotification(value: NotificationFactory?): Builder = apply { foregroundNotification = value }

        /** The host's HTTP stack, with its pinning and proxies. Default: the platform's TLS. */
        public fun transport(value: HttpTransport?): Builder = apply { transport = value }

        /** The host's key vault. Default: Android Keystore. */
        public fun vault(value: KeyVault?): Builder = apply { vault = value }

        /** @throws FindmeshException.InvalidConfig with the field that cannot be used. */
        @Throws(FindmeshException.InvalidConfig::class)
        public fun build(): FindmeshConfig {
            checkRelay()
            if (networks.isEmpty()) throw FindmeshException.InvalidConfig("networks", "at least one is needed")
            if (companyId?.let { it in 0..MAX_COMPANY_ID } == false) {
                throw FindmeshException.InvalidConfig("companyId", "0 to 65535 expected")
            }
            if (mode == FinderMode.FOREGROUND_SERVICE && foregroundNotification == null) {
                throw FindmeshException.InvalidConfig("foregroundNotification", "a foreground service has a notification")
            }
            return FindmeshConfig(this)
        }

        private fun checkRelay() {
            val problem = when {
                relay.host.isNullOrEmpty() -> "a host is needed"
                relay.userInfo != null || relay.query != null || relay.fragment != null -> "user, query and fragment are not allowed"
                relay.scheme.equals("https", ignoreCase = true) -> null
                !relay.scheme.equals("http", ignoreCase = true) -> "https expected"
                relay.host in LOOPBACK -> null
                else -> "http is for loopback addresses only"
            }
            if (problem != null) throw FindmeshException.InvalidConfig("relay", problem)
        }
    }

    private companion object {
        val COMMON_DEPLOYMENT: UUID = UUID.fromString("2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f")
        val LOOPBACK = setOf("127.0.0.1", "[::1]")
        const val MAX_COMPANY_ID = 0xFFFF
    }
}
