package dev.findmesh.service

import android.Manifest
import android.content.Intent
import android.os.Bundle
import android.os.Handler
import android.os.Looper
import android.os.Message
import android.os.Messenger
import dev.findmesh.testing.Phone
import org.junit.Assert.assertEquals
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ServiceController
import org.robolectric.shadows.ShadowBinder

/** A phone with the service in its image, and the maker's settings app beside it. */
class ServicePhone(private val phone: Phone) {
    val app: TestFinderApplication get() = RuntimeEnvironment.getApplication() as TestFinderApplication
    private val answers = ArrayDeque<Message>()

    /** The platform starts persistent apps; returns when the service knows what to do. */
    fun boot(privileged: Boolean = true) {
        if (privileged) phone.grant(Manifest.permission.BLUETOOTH_PRIVILEGED) else phone.deny(Manifest.permission.BLUETOOTH_PRIVILEGED)
        app.boot()
        until(Why.STARTING::unequal)
    }

    private fun until(condition: (Why?) -> Boolean) = phone.until("the service decides") { condition(app.control.resting.value) }

    fun untilWorking() = until { it == null }

    fun untilResting(why: Why) = until { it == why }

    /** Holds the permission to speak for the person. */
    fun trustSettings() = shadowOf(app).grantPermissions(SETTINGS_PID, SETTINGS_UID, StatusContract.CONTROL_PERMISSION)

    fun bind(): ServiceController<StatusService> = Robolectric.buildService(
        StatusService::class.java,
        Intent(StatusContract.ACTION),
    ).create().bind()

    /** Sends [what] as the settings app and waits for the answer. */
    fun ask(service: ServiceController<StatusService>, what: Int, data: Bundle = Bundle()): Message {
        answers.clear()
        send(service, what, data)
        phone.until("the service answers") { answers.isNotEmpty() }
        return answers.removeFirst()
    }

    private fun send(service: ServiceController<StatusService>, what: Int, data: Bundle) {
        val message = Message.obtain(null, what)
        message.data = data
        message.replyTo = Messenger(
            object : Handler(Looper.getMainLooper()) {
                override fun handleMessage(answer: Message) = answers.addLast(Message.obtain(answer))
            },
        )
        ShadowBinder.setCallingUid(SETTINGS_UID)
        try {
            Messenger(service.get().onBind(Intent(StatusContract.ACTION))).send(message)
        } finally {
            ShadowBinder.reset()
        }
    }

    /** The person reads the maker's text and agrees. */
    fun agree(service: ServiceController<StatusService>) {
        val said = Bundle().apply {
            putString(StatusContract.TEXT_VERSION, "3")
            putString(StatusContract.LOCALE, "zh-Hans-CN")
            putString(StatusContract.HOW, "settings switch")
        }
        assertEquals(StatusContract.MESSAGE_DONE, ask(service, StatusContract.MESSAGE_AGREE, said).what)
    }

    companion object {
        const val SETTINGS_PID: Int = 4711
        const val SETTINGS_UID: Int = 10_815
    }
}

private fun Why.unequal(other: Why?): Boolean = this != other
