import android.content.Context;
import dev.findmesh.FinderState;
import dev.findmesh.Findmesh;
import dev.findmesh.FindmeshConfig;
import dev.findmesh.FindmeshException;
import dev.findmesh.FindmeshJava;
import dev.findmesh.NearbyFilter;
import dev.findmesh.Observation;
import dev.findmesh.Participation;
import dev.findmesh.PrivateZone;
import dev.findmesh.Purpose;
import dev.findmesh.ScanPermit;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** An app's screen in Java: what it calls, and what it is told. */
public final class FinderScreen implements AutoCloseable {
    public final List<String> log = new ArrayList<>();
    private final FindmeshJava findmesh;
    private final List<Observation> observed = new ArrayList<>();

    public FinderScreen(Findmesh findmesh, Executor main) {
        this.findmesh = FindmeshJava.wrap(findmesh);
        observed.add(this.findmesh.getFinder().observeState(main, this::show));
        observed.add(this.findmesh.observeHealth(main, health -> log.add("queue " + health.getQueue().getReports())));
    }

    /** As the application class does it. */
    public static Findmesh create(Context context) throws FindmeshException {
        return Findmesh.create(context, new FindmeshConfig.Builder(URI.create("https://relay.example")).build());
    }

    public CompletableFuture<String> agreeAndBegin() {
        return findmesh.getConsent().grant(Purpose.CROWD_REPORTING, "1", Locale.ENGLISH, "switch")
            .thenCompose(nothing -> findmesh.getFinder().setParticipation(Participation.EVERYWHERE))
            .thenCompose(nothing -> findmesh.getFinder().enable())
            .handle((nothing, failure) -> failure == null ? "on" : why(failure));
    }

    public String begin() {
        return findmesh.getFinder().enable().handle((nothing, failure) -> failure == null ? "on" : why(failure)).join();
    }

    public String reserve() {
        ScanPermit permit = findmesh.getFinder().reserveScanStart().join();
        return permit instanceof ScanPermit.RetryAt retry ? "later " + (retry.getElapsedRealtimeMillis() > 0) : "now";
    }

    public int exportedBytes() {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        findmesh.getFinder().putPrivateZone(new PrivateZone(1.0, 2.0, 150.0, "home")).join();
        findmesh.getMyData().export(to).join();
        return to.size();
    }

    public boolean erase() {
        return findmesh.getMyData().erase().join().getHolds() && findmesh.getFinder().getPrivateZones().isEmpty();
    }

    public Observation look(Executor main) {
        return findmesh.getFinder().observeNearby(
            NearbyFilter.All, main, tag -> log.add("near " + tag.getNetwork()), failure -> log.add(why(failure)));
    }

    @Override
    public void close() {
        observed.forEach(Observation::close);
    }

    private void show(FinderState state) {
        log.add(state instanceof FinderState.Listening listening ? "listening " + listening.getPlan() : state.toString());
    }

    private static String why(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof FindmeshException.ConsentMissing missing) return "no consent to " + missing.getPurpose();
        return cause instanceof FindmeshException.BluetoothUnavailable ? "no bluetooth" : cause.toString();
    }
}
