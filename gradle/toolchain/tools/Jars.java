import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Reading and writing jars, entry by entry. */
final class Jars {
    private Jars() {}

    static ZipOutputStream create(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        return new ZipOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(jar)));
    }

    static void put(ZipOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    /** Uncompressed, as Android's tools want a resource table. */
    static void store(ZipOutputStream jar, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        var sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }

    /** A jar with nothing but a manifest. */
    static void empty(Path jar) throws IOException {
        try (var out = create(jar)) {
            put(out, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n".getBytes());
        }
    }

    /** The entry's bytes, or null where the jar has none of that name. */
    static byte[] read(ZipFile jar, String name) throws IOException {
        var entry = jar.getEntry(name);
        if (entry == null) return null;
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    static void copy(ZipFile from, ZipEntry entry, OutputStream to) throws IOException {
        try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(to);
        }
    }
}
