package dev.findmesh.platform.permission

import android.app.Activity
import android.app.Application
import android.content.pm.PackageManager
import android.os.Build
import dev.findmesh.Feature
import dev.findmesh.MainDispatcher
import dev.findmesh.PermissionGate
import dev.findmesh.PermissionRationale
import dev.findmesh.PermissionResult
import dev.findmesh.PermissionStep
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/** The phone's permissions, read and asked for. */
internal class HostPermissions(private val app: Application, private val memory: PermissionMemory) : PermissionGate {
    /** The platform takes one request at a time. */
    private val asking = Mutex()

    private val declared: Set<String> by lazy { readDeclared() }

    override fun check(feature: Feature): List<PermissionStep> = plan { null }.missing(feature)

    override fun observe(feature: Feature): Flow<List<PermissionStep>> = app.resumes({ check(feature) }) { activity ->
        val advice = advice(activity)
        return@resumes { look(advice, feature) }
    }.map { look -> look() }.distinctUntilChanged().flowOn(Dispatchers.IO)

    override suspend fun request(activity: Activity, feature: Feature, rationale: PermissionRationale): PermissionResult =
        asking.withLock {
            withContext(MainDispatcher) { PermissionRequest(this@HostPermissions, memory, rationale).run(activity, feature) }
        }

    /** What is missing, with what the platform advises through this activity, which is remembered. */
    suspend fun check(activity: Activity, feature: Feature): List<PermissionStep> {
        val advice = advice(activity)
        return withContext(Dispatchers.IO) { look(advice, feature) }
    }

    private fun look(advice: Map<String, Boolean>, feature: Feature): List<PermissionStep> {
        advice.forEach { (permission, rationale) -> memory.advised(permission, rationale) }
        return plan(advice::get).missing(feature)
    }

    private fun advice(activity: Activity): Map<String, Boolean> =
        declared.filterNot(::granted).associateWith(activity::shouldShowRequestPermissionRationale)

    private fun plan(advised: (String) -> Boolean?) = PermissionPlan(
        api = Build.VERSION.SDK_INT,
        declared = declared,
        standing = { memory.answers(it).standing(granted(it), advised(it)) },
        lapsed = { memory.answers(it).lapsed },
    )

    private fun granted(permission: String): Boolean = app.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    private fun readDeclared(): Set<String> =
        app.packageManager.getPackageInfo(app.packageName, PackageManager.GET_PERMISSIONS).requestedPermissions.orEmpty().toSet()
}
