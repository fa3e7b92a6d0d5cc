package dev.findmesh.bench;

import android.bluetooth.le.ScanRecord;
import android.bluetooth.le.ScanResult;
import android.content.Context;
import android.os.SystemClock;
import java.util.List;
import org.altbeacon.beacon.BeaconParser;

/** AltBeacon's parser with one layout, ours: what its scan callback has its threads do for each result, here without those threads. */
public final class AltBeacon implements Listener {
    /** Manufacturer data: state at byte 2, 20 bytes of the key as identifier, its next one as power. */
    private static final String LAYOUT = "m:2-2=%02x,i:3-22,p:23-23";
    private static final int STATE_AT = 4;
    private final BeaconParser parser = new BeaconParser();

    @Override
    public String getName() {
        return "AltBeacon 2.21.2: parsed into Beacons";
    }

    @Override
    public void begin(Context context, byte[] advert) {
        parser.setBeaconLayout(String.format(LAYOUT, advert[STATE_AT]));
        parser.setHardwareAssistManufacturerCodes(new int[] {0xFFFF});
    }

    @Override
    public int take(List<ScanResult> results) {
        int told = 0;
        for (ScanResult result : results) {
            ScanRecord advert = result.getScanRecord();
            long age = SystemClock.elapsedRealtime() - result.getTimestampNanos() / 1_000_000;
            long time = System.currentTimeMillis() - age;
            if (parser.fromScanData(advert.getBytes(), result.getRssi(), result.getDevice(), time) != null) told++;
        }
        return told;
    }
}
