package dev.findmesh.service

/** Why the finder rests, by a stable code. */
enum class Why(val code: String) {
    /** Not looked yet. */
    STARTING("starting"),

    /** Another user of the phone, or its dual-app user: one finder a phone is enough. */
    OTHER_USER("other_user"),

    /** The phone was not unlocked since it started, and keys are not there before. */
    USER_LOCKED("user_locked"),

    /** The phone's administrator does not allow it. */
    MANAGED_RESTRICTION("managed_restriction"),

    /** The operator ordered all finders to rest. */
    ORDERED_OFF("ordered_off"),

    /** The operator ordered that a share of the phones finds, and this is not among them. */
    NOT_IN_SHARE("not_in_share"),

    /** The operator ordered builds as old as this to rest. */
    BUILD_WITHDRAWN("build_withdrawn"),

    /** No orders, or none young enough, and the maker has the finder rest then. */
    ORDERS_STALE("orders_stale"),

    /** The person has not agreed, or no more. */
    CONSENT_MISSING("consent_missing"),

    /** The library could not be used; its health says more. */
    FAILED("failed"),
}

/** What everybody who has a say says. */
data class Facts(
    val systemUser: Boolean = true,
    val unlocked: Boolean = true,
    val allowedByAdministrator: Boolean = true,
    val orders: Orders? = null,
    val lot: Int = 0,
    val versionCode: Long = 1,
    val nowSeconds: Long = 0,
    val ordersMaxAgeDays: Int = 0,
    val agreed: Boolean = true,
) {
    /** Null: nothing stands against it. The first reason counts; nobody can overrule another's no. */
    fun whyRest(): Why? = when {
        !systemUser -> Why.OTHER_USER
        !unlocked -> Why.USER_LOCKED
        !allowedByAdministrator -> Why.MANAGED_RESTRICTION
        else -> whyOrdered() ?: Why.CONSENT_MISSING.takeIf { !agreed }
    }

    private fun whyOrdered(): Why? = when {
        orders != null && !orders.on -> Why.ORDERED_OFF
        orders != null && versionCode < orders.offBelow -> Why.BUILD_WITHDRAWN
        ordersMaxAgeDays > 0 && (orders == null || nowSeconds - orders.issued > ordersMaxAgeDays * DAY_SECONDS) -> Why.ORDERS_STALE
        orders != null && lot >= orders.share -> Why.NOT_IN_SHARE
        else -> null
    }

    private companion object {
        const val DAY_SECONDS = 86_400L
    }
}
