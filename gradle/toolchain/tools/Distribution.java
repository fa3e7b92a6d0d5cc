import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A runnable Gradle home (Groovy build files only) from the published Gradle API jar, which holds nearly all of Gradle's classes,
 * and the libraries that Gradle looks for beside it.
 *
 * <p>Arguments: gradle-api.jar, folder of libraries, folder of compiled launcher classes, folder of compiled compiler plugin
 * classes, version, Gradle home to write.
 */
public final class Distribution {
    /** Sorts last: a library's own classes win over the copies in the big jar. */
    private static final String ALL = "zz-gradle.jar";

    /** Would otherwise be taken for providers of the JDK. */
    private static final Set<String> LEFT_OUT =
            Set.of("META-INF/services/java.nio.file.spi.FileSystemProvider", "META-INF/services/java.security.Provider");

    private static final List<String> LIBRARIES = List.of(
            "groovy-3", "groovy-ant", "groovy-astb", "groovy-console", "groovy-datetime", "groovy-groovydoc", "groovy-json",
            "groovy-nio", "groovy-sql", "groovy-templates", "groovy-test-3", "groovy-xml", "kotlin-", "ant-1", "ant-launcher",
            "javax.inject", "asm-", "javaparser", "annotations");

    /** Modules that are asked for by name and whose class path must reach everything. */
    private static final Set<String> WHOLE = Set.of(
            "gradle-gradle-cli", "gradle-worker-main", "gradle-launcher", "gradle-core", "gradle-base-services",
            "gradle-daemon-main", "gradle-gradle-cli-main", "gradle-kotlin-dsl");

    /** Modules that are asked for by name and that the API jar does not list. */
    private static final Set<String> UNLISTED = Set.of(
            "gradle-kotlin-dsl-provider-plugins", "gradle-kotlin-dsl-tooling-builders", "gradle-installation-beacon",
            "gradle-java-compiler-plugin", "gradle-instrumentation-agent", "gradle-test-kit", "gradle-distributions-core",
            "gradle-distributions-full");

    /** Jars that are looked up by name; the classes are in the big one. */
    private static final List<String> LOOKED_UP = List.of("slf4j-api", "jul-to-slf4j", "native-platform", "kryo", "commons-lang");

    private Distribution() {}

    public static void main(String[] a) throws IOException {
        Path api = Path.of(a[0]), libraries = Path.of(a[1]), launcher = Path.of(a[2]), compiler = Path.of(a[3]);
        String version = a[4];
        Path lib = Path.of(a[5], "lib");
        Files.createDirectories(lib.resolve("plugins"));
        Files.createDirectories(lib.resolve("agents"));

        Path all = lib.resolve(ALL);
        Set<String> modules = copyAll(api, all);
        for (String name : LOOKED_UP) Files.createLink(lib.resolve(name + "-99.jar"), all);
        String classPath = String.join(",", copyLibraries(libraries, lib));
        modules.addAll(WHOLE);
        modules.addAll(UNLISTED);
        for (String module : modules) {
            try (var jar = Jars.create(lib.resolve(module + "-" + version + ".jar"))) {
                // The accessors of a version catalogue are compiled against the jar of this module alone.
                String classes = module.equals("gradle-core") ? "Class-Path: " + ALL + "\n" : "";
                Jars.put(jar, "META-INF/MANIFEST.MF", ("Manifest-Version: 1.0\n" + classes + "\n").getBytes());
                String runtime = WHOLE.contains(module) ? classPath : "";
                Jars.put(jar, module + "-classpath.properties", ("projects=\nruntime=" + runtime + "\n").getBytes());
                if (module.equals("gradle-gradle-cli")) putFolder(jar, launcher);
                if (module.equals("gradle-java-compiler-plugin")) putFolder(jar, compiler);
            }
        }
    }

    /** Copies the API jar and returns the modules that it lists. */
    private static Set<String> copyAll(Path api, Path all) throws IOException {
        var modules = new TreeSet<String>();
        try (var from = new ZipFile(api.toFile()); ZipOutputStream to = Jars.create(all)) {
            to.setLevel(1);
            for (var entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (LEFT_OUT.contains(name)) continue;
                to.putNextEntry(new ZipEntry(name));
                Jars.copy(from, entry, to);
                to.closeEntry();
                if (name.startsWith("gradle-") && name.endsWith("-classpath.properties")) {
                    modules.add(name.substring(0, name.length() - "-classpath.properties".length()));
                }
            }
        }
        return modules;
    }

    private static List<String> copyLibraries(Path from, Path to) throws IOException {
        var names = new ArrayList<String>(List.of(ALL));
        try (var files = Files.list(from).sorted()) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (LIBRARIES.stream().noneMatch(name::startsWith)) continue;
                Files.copy(file, to.resolve(name));
                names.add(name);
            }
        }
        return names;
    }

    private static void putFolder(ZipOutputStream jar, Path folder) throws IOException {
        try (var files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Jars.put(jar, folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }
}
