package dev.findmesh.service

import dev.findmesh.FinderLimits
import dev.findmesh.testing.TestApplication
import java.net.URI

/** The service with the relay of the test; it starts when the test says so. */
class TestFinderApplication : FinderApplication() {
    override fun start(): Unit = Unit

    /** As the platform does with the phone. */
    fun boot(): Unit = super.start()

    override fun deployment(): Deployment = Deployment(
        relay = URI(TestApplication.relay),
        serviceUuid = TestApplication.SERVICE_UUID,
        companyId = TestApplication.COMPANY_ID,
        limits = FinderLimits.Builder().build(),
        orders = orders,
        orderKeys = listOf(Operator.key.public),
        ordersMaxAgeDays = ordersMaxAgeDays,
    )

    companion object {
        var orders: URI? = null
        var ordersMaxAgeDays: Int = 0
    }
}
