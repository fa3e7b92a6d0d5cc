package dev.findmesh

import android.app.Notification
import android.content.Context

/** What kind of app the finder lives in. Where the phone does not bear it out, it works as [BACKGROUND]. */
public enum class FinderMode {
    /** Any app: one standing scan that the platform keeps, at a tenth of the radio's time at most. */
    BACKGROUND,

    /** An app with a visible notification: bursts at full power besides. Needs [FindmeshConfig.Builder.foregroundNotification]. */
    FOREGROUND_SERVICE,

    /** A privileged finder service of a system image. */
    SYSTEM,
}

/** Makes the notification of the foreground service, in the host's words and colours. */
public fun interface NotificationFactory {
    /**
     * The notification, on a channel that the host created before. Called on the main thread when the service starts and
     * whenever what the finder does changed; must not block.
     *
     * @param context the service.
     */
    public fun create(context: Context): Notification
}
