package dev.findmesh.service

import android.app.Service
import android.content.Intent
import android.content.pm.PackageManager
import android.os.Bundle
import android.os.Handler
import android.os.IBinder
import android.os.Looper
import android.os.Message
import android.os.Messenger
import android.os.RemoteException
import dev.findmesh.FindmeshException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import java.io.FileDescriptor
import java.io.PrintWriter
import java.util.Locale

/**
 * Answers messages of other apps of the maker ([StatusContract]). Who may bind the manifest says; who may speak for the
 * person is looked at message by message.
 */
class StatusService : Service() {
    private val app get() = application as FinderApplication
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val cap = RateCap(MOST, WINDOW_MILLIS)
    private lateinit var messenger: Messenger

    override fun onCreate() {
        super.onCreate()
        messenger = Messenger(
            object : Handler(Looper.getMainLooper()) {
                override fun handleMessage(message: Message) = take(message)
            },
        )
    }

    override fun onBind(intent: Intent): IBinder = messenger.binder

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    override fun dump(to: FileDescriptor, writer: PrintWriter, arguments: Array<out String>?) = app.status.dump(writer)

    /** The message is used again by the platform when this returns, so that everything is taken out of it before. */
    private fun take(message: Message) {
        val caller = message.sendingUid
        val asker = message.replyTo
        val said = Bundle(message.data)
        when {
            !cap.admits(caller) -> asker.refuse("too_often")
            message.what == StatusContract.MESSAGE_STATUS -> asker.answer(StatusContract.MESSAGE_STATUS, app.status.toBundle())
            message.what == StatusContract.MESSAGE_AGREE -> speak(caller, asker) { agree(said) }
            message.what == StatusContract.MESSAGE_WITHDRAW -> speak(caller, asker) { app.control.withdraw() }
        }
    }

    /** Does what the person said, if [caller] may tell. */
    private fun speak(caller: Int, asker: Messenger?, does: suspend () -> Unit) {
        val rest = app.control.resting.value
        when {
            !mayControl(caller) -> asker.refuse("permission_missing")

            !app.control.isOpen -> asker.refuse((rest ?: Why.USER_LOCKED).code)

            else -> scope.launch {
                try {
                    does()
                    asker.answer(StatusContract.MESSAGE_DONE, Bundle())
                } catch (_: FindmeshException) {
                    asker.refuse("failed")
                } catch (_: IllegalArgumentException) {
                    asker.refuse("argument_missing")
                }
            }
        }
    }

    private suspend fun agree(said: Bundle) {
        val text = requireNotNull(said.getString(StatusContract.TEXT_VERSION))
        val locale = requireNotNull(said.getString(StatusContract.LOCALE))
        val how = requireNotNull(said.getString(StatusContract.HOW))
        app.control.agree(text, Locale.forLanguageTag(locale), how)
    }

    private fun mayControl(uid: Int): Boolean =
        checkPermission(StatusContract.CONTROL_PERMISSION, NO_PID, uid) == PackageManager.PERMISSION_GRANTED

    private fun Messenger?.refuse(why: String) =
        answer(StatusContract.MESSAGE_REFUSED, Bundle().apply { putString(StatusContract.ERROR, why) })

    private fun Messenger?.answer(what: Int, data: Bundle) {
        try {
            this?.send(Message.obtain(null, what).apply { this.data = data })
        } catch (_: RemoteException) {
            // Gone meanwhile.
        }
    }

    private companion object {
        const val NO_PID = -1
        const val MOST = 30
        const val WINDOW_MILLIS = 60_000L
    }
}
