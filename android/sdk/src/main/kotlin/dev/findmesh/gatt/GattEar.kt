package dev.findmesh.gatt

import android.bluetooth.BluetoothGattCharacteristic
import dev.findmesh.FindmeshException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.channels.SendChannel

/** Brings what the platform tells to who waits for it: the one operation under way, and subscribers. Never waits itself. */
internal class GattEar {
    private class Question(val operation: GattOperation, val about: Any?) {
        val answer = CompletableDeferred<GattSignal.Answer>()
    }

    private var question: Question? = null
    private val subscribers = mutableMapOf<BluetoothGattCharacteristic, SendChannel<ByteArray>>()
    private var endStatus: Int? = null

    /** @throws FindmeshException.GattFailed the connection has ended. */
    @Synchronized
    fun ask(operation: GattOperation, about: Any?): Deferred<GattSignal.Answer> {
        endStatus?.let { throw operation.failed(GattFailure.LOST, it) }
        return Question(operation, about).also { question = it }.answer
    }

    @Synchronized
    fun answered() {
        question = null
    }

    /** Values of [by] go to [subscriber] from now on; an earlier one gets no more. */
    @Synchronized
    fun pass(by: BluetoothGattCharacteristic, subscriber: SendChannel<ByteArray>) {
        subscribers.put(by, subscriber)?.close()
        endStatus?.let { subscriber.close(GattOperation.SUBSCRIBE.failed(GattFailure.LOST, it)) }
    }

    /** An answer to another question than the one that is open is late, and dropped. */
    @Synchronized
    fun hear(answer: GattSignal.Answer) {
        question?.takeIf { it.operation == answer.to && it.about === answer.about }?.answer?.complete(answer)
    }

    @Synchronized
    fun hear(notified: GattSignal.Notified) {
        subscribers[notified.by]?.trySend(notified.value)
    }

    /** Nobody shall wait any longer. The first call counts. */
    @Synchronized
    fun end(status: Int) {
        if (endStatus != null) return
        endStatus = status
        question?.run { answer.completeExceptionally(operation.failed(GattFailure.LOST, status)) }
        subscribers.values.forEach { it.close(GattOperation.SUBSCRIBE.failed(GattFailure.LOST, status)) }
    }
}
