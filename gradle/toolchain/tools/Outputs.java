import com.android.apksig.ApkVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Looks at what a build left.
 *
 * <p>{@code list ARCHIVE}: a line {@code bytes name} for each entry. {@code take ARCHIVE ENTRY FILE}: unpacks one.
 * {@code verify APK}: fails unless the APK's signature is good from API 26 on.
 */
public final class Outputs {
    private Outputs() {}

    public static void main(String[] a) throws Exception {
        switch (a[0]) {
            case "list" -> list(Path.of(a[1]));
            case "take" -> take(Path.of(a[1]), a[2], Path.of(a[3]));
            case "verify" -> verify(Path.of(a[1]));
            default -> throw new IllegalArgumentException(a[0]);
        }
    }

    private static void list(Path archive) throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (var zip = new ZipFile(archive.toFile())) {
            zip.stream().filter(e -> !e.isDirectory()).forEach(e -> sizes.put(e.getName(), e.getSize()));
        }
        sizes.forEach((name, size) -> System.out.println(size + " " + name));
    }

    private static void take(Path archive, String name, Path to) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) throw new IOException(archive + " has no " + name);
            var bytes = new ByteArrayOutputStream();
            Jars.copy(zip, entry, bytes);
            Files.createDirectories(to.getParent());
            Files.write(to, bytes.toByteArray());
        }
    }

    private static void verify(Path apk) throws Exception {
        var result = new ApkVerifier.Builder(apk.toFile()).setMinCheckedPlatformVersion(26).build().verify();
        if (!result.isVerified()) {
            System.err.println(apk + ": " + result.getErrors());
            System.exit(1);
        }
    }
}
