import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.codehaus.mojo.animal_sniffer.Clazz;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.objectweb.asm.ClassReader;

/**
 * What a platform of the Android SDK holds for a compiler and for Lint: android.jar with the public members only and without code,
 * the java.* classes by themselves, and api-versions.xml.
 *
 * <p>The public surface is that of the API 34 signatures and of the members named in a list (newer ones, one a line:
 * {@code class.member since}); bodies come from nowhere, shapes from the framework's classes and the running JDK's.
 *
 * <p>Arguments: folder of jars, list of newer members, folder to write.
 */
public final class Platform {
    private static final int OLDEST = 26;
    private static final int SIGNED = 34;
    private static final int[] TOLD_APART = {28, 29, 30, 31, 33};

    /** What a Java compiler calls for lambdas and joined strings; R8 puts code in its place. */
    private static final Set<String> COMPILED_FOR =
            Set.of("java/lang/invoke/LambdaMetafactory", "java/lang/invoke/StringConcatFactory");

    private static final String[] JDK = {"java.base", "java.logging", "java.sql", "java.xml", "java.prefs"};

    private final Map<String, Clazz> surface;
    private final Map<String, Clazz> oldest;
    private final Map<String, Integer> newer;
    private final TreeMap<Integer, ZipFile> levels = new TreeMap<>();
    private final Set<String> newerSeen = new HashSet<>();

    private Platform(Path jars, Path list) throws Exception {
        surface = signatures(jars.resolve(SIGNED + ".signature"));
        oldest = signatures(jars.resolve(OLDEST + ".signature"));
        newer = newer(list);
        for (int level : TOLD_APART) levels.put(level, new ZipFile(jars.resolve("android-" + level + ".jar").toFile()));
    }

    public static void main(String[] a) throws Exception {
        Path jars = Path.of(a[0]), out = Path.of(a[2]);
        Files.createDirectories(out);
        new Platform(jars, Path.of(a[1])).write(jars, out);
    }

    private static Map<String, Clazz> signatures(Path file) throws Exception {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return SignatureChecker.loadClasses(in);
        }
    }

    /** {@code android/a/B.c()I} or {@code android/a/B.d#I} to its level; a class alone is {@code android/a/B}. */
    private static Map<String, Integer> newer(Path list) throws IOException {
        var members = new HashMap<String, Integer>();
        for (String line : Files.readAllLines(list)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] words = line.trim().split("\\s+");
            members.put(words[0], Integer.parseInt(words[1]));
        }
        return members;
    }

    private void write(Path jars, Path out) throws Exception {
        var index = new ApiVersions();
        Set<String> names = names();
        int classes = 0;
        try (var framework = new ZipFile(jars.resolve("android-36.jar").toFile());
                var resources = new ZipFile(jars.resolve("android-34.jar").toFile());
                ZipOutputStream android = Jars.create(out.resolve("android.jar"));
                ZipOutputStream core = Jars.create(out.resolve("core-for-system-modules.jar"))) {
            Jars.store(android, "resources.arsc", Jars.read(resources, "resources.arsc"));
            Jars.put(android, "AndroidManifest.xml", Jars.read(resources, "AndroidManifest.xml"));
            for (String name : names) {
                List<byte[]> shapes = shapes(framework, name);
                if (shapes.isEmpty()) continue;
                Set<String> members = COMPILED_FOR.contains(name) ? Stub.declared(shapes.get(0)) : members(name);
                byte[] stub = Stub.of(shapes, surface.get(name), members, names);
                Jars.put(android, name + ".class", stub);
                if (name.startsWith("java")) Jars.put(core, name + ".class", stub);
                index.add(name, surface.get(name), members, member -> since(name, member), sinceClass(name));
                classes++;
            }
        }
        var unseen = new TreeSet<>(newer.keySet());
        unseen.removeAll(newerSeen);
        if (!unseen.isEmpty()) throw new IllegalStateException("not in the framework: " + unseen);
        index.write(out.resolve("api-versions.xml"));
        System.out.println(classes + " public classes");
    }

    private Set<String> names() {
        var names = new TreeSet<>(surface.keySet());
        names.addAll(COMPILED_FOR);
        for (String member : newer.keySet()) names.add(owner(member));
        return names;
    }

    private static String owner(String member) {
        int dot = member.indexOf('.');
        return dot < 0 ? member : member.substring(0, dot);
    }

    /** The class and, as far as they come without a break, its hidden parents. */
    private List<byte[]> shapes(ZipFile framework, String name) throws IOException {
        var shapes = new ArrayList<byte[]>();
        for (String next = name; next != null; ) {
            byte[] shape = shape(framework, next);
            if (shape == null) break;
            shapes.add(shape);
            String parent = new ClassReader(shape).getSuperName();
            next = parent == null || surface.containsKey(parent) ? null : parent;
        }
        return shapes;
    }

    /** The class as the framework, or where it has none the JDK, defines it. */
    private static byte[] shape(ZipFile framework, String name) throws IOException {
        byte[] found = Jars.read(framework, name + ".class");
        if (found != null) return found;
        var modules = FileSystems.getFileSystem(URI.create("jrt:/"));
        for (String module : JDK) {
            Path file = modules.getPath("modules", module, name + ".class");
            if (Files.exists(file)) return Files.readAllBytes(file);
        }
        return null;
    }

    private Set<String> members(String name) {
        var members = new TreeSet<String>();
        if (surface.containsKey(name)) members.addAll(surface.get(name).getSignatures());
        for (String member : newer.keySet()) {
            if (!owner(member).equals(name)) continue;
            newerSeen.add(member);
            if (member.length() > name.length()) members.add(member.substring(name.length() + 1));
        }
        return members;
    }

    private int sinceClass(String name) {
        Integer listed = newer.get(name);
        if (listed != null) return listed;
        if (oldest.containsKey(name)) return 1;
        for (var level : levels.entrySet()) if (level.getValue().getEntry(name + ".class") != null) return level.getKey();
        return SIGNED;
    }

    private int since(String name, String member) {
        Integer listed = newer.get(name + "." + member);
        if (listed != null) return listed;
        Clazz old = oldest.get(name);
        if (old != null && old.getSignatures().contains(member)) return 1;
        int first = SIGNED;
        for (var level : levels.descendingMap().entrySet()) {
            if (declared(level.getKey(), level.getValue(), name).contains(member)) first = level.getKey();
        }
        return Math.max(first, sinceClass(name));
    }

    private final Map<String, Set<String>> declaredCache = new HashMap<>();

    private Set<String> declared(int level, ZipFile jar, String name) {
        return declaredCache.computeIfAbsent(level + name, key -> {
            try {
                byte[] bytes = Jars.read(jar, name + ".class");
                return bytes == null ? Set.of() : Stub.declared(bytes);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
