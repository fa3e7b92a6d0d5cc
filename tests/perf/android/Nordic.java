package dev.findmesh.bench;

import android.bluetooth.le.ScanResult;
import android.content.Context;
import android.os.Handler;
import android.os.Looper;
import android.os.Message;
import dev.findmesh.testing.FakeRadio;
import java.util.List;
import no.nordicsemi.android.support.v18.scanner.BluetoothLeScannerCompat;
import no.nordicsemi.android.support.v18.scanner.ScanCallback;
import no.nordicsemi.android.support.v18.scanner.ScanSettings;

/** Nordic's scanner, from the callback that it registers with the framework to the one of the app. */
public final class Nordic implements Listener {
    private android.bluetooth.le.ScanCallback framework;
    private int told;

    @Override
    public String getName() {
        return "Nordic scanner 1.6.0: wrapped and handed to the app";
    }

    @Override
    public void begin(Context context, byte[] advert) {
        ScanCallback app = new ScanCallback() {
            @Override
            public void onScanResult(int type, no.nordicsemi.android.support.v18.scanner.ScanResult result) {
                told++;
            }

            @Override
            public void onBatchScanResults(List<no.nordicsemi.android.support.v18.scanner.ScanResult> results) {
                told += results.size();
            }
        };
        BluetoothLeScannerCompat.getScanner().startScan(null, new ScanSettings.Builder().build(), app, new AtOnce());
        framework = FakeRadio.INSTANCE.getClients().stream().filter(it -> it.getCallback() != null)
            .reduce((first, last) -> last).orElseThrow().getCallback();
    }

    @Override
    public int take(List<ScanResult> results) {
        told = 0;
        for (ScanResult result : results) framework.onScanResult(1, result);
        return told;
    }

    /** Does at once what is posted: the wait for a thread is nobody's cost here. */
    private static final class AtOnce extends Handler {
        AtOnce() {
            super(Looper.getMainLooper());
        }

        @Override
        public boolean sendMessageAtTime(Message message, long when) {
            message.getCallback().run();
            return true;
        }
    }
}
