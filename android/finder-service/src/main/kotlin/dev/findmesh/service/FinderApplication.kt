package dev.findmesh.service

import android.app.Application
import dev.findmesh.FindmeshConfig

/** The process that the platform starts with the phone and keeps (`android:persistent`). */
open class FinderApplication :
    Application(),
    FindmeshConfig.Provider {
    private val built: Deployment by lazy { deployment() }
    private val store: OrdersStore by lazy { OrdersStore(this, built.orderKeys) }

    /** Who decides. */
    val control: FinderControl by lazy { FinderControl(this, built, store) }

    /** What is told to whoever may ask. */
    val status: FinderStatus by lazy { FinderStatus(this, control, store) }

    override fun onCreate() {
        super.onCreate()
        start()
    }

    override fun findmeshConfig(): FindmeshConfig = built.config()

    internal fun ordersFetch(): OrdersFetch = OrdersFetch(built, store)

    /** Begins the work of the process. */
    protected open fun start(): Unit = control.begin()

    /** What the maker built in. */
    protected open fun deployment(): Deployment = Deployment.of(this)
}
