import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A folder that the Android Gradle Plugin takes for an SDK: one platform, and build tools of which only aapt2 works.
 *
 * <p>Arguments: folder written by {@link Platform}, API level to say, build tools' version to say, aapt2, SDK folder to write.
 */
public final class SdkFolder {
    private static final List<String> TOOLS = List.of(
            "aapt", "aidl", "zipalign", "dexdump", "split-select", "llvm-rs-cc", "bcc_compat", "lld", "arm-linux-androideabi-ld",
            "aarch64-linux-android-ld", "i686-linux-android-ld", "x86_64-linux-android-ld", "mipsel-linux-android-ld");

    private SdkFolder() {}

    public static void main(String[] a) throws IOException {
        Path made = Path.of(a[0]), aapt2 = Path.of(a[3]), sdk = Path.of(a[4]);
        platform(made, a[1], sdk.resolve("platforms/android-" + a[1]));
        buildTools(a[2], aapt2, sdk.resolve("build-tools/" + a[2]));
        write(sdk.resolve("licenses/android-sdk-license"), "\n24333f8a63b6825ea9c5514f83c2829b004d1fee\n");
    }

    private static void platform(Path made, String level, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.copy(made.resolve("android.jar"), folder.resolve("android.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(made.resolve("core-for-system-modules.jar"), folder.resolve("core-for-system-modules.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(made.resolve("api-versions.xml"), folder.resolve("data/api-versions.xml"), StandardCopyOption.REPLACE_EXISTING);
        write(folder.resolve("source.properties"),
                "Pkg.Desc=Android SDK Platform " + level + "\nPkg.UserSrc=false\nPlatform.Version=" + level + "\nPkg.Revision=1\n"
                        + "AndroidVersion.ApiLevel=" + level + "\nLayoutlib.Api=15\nLayoutlib.Revision=1\nPlatform.MinToolsRev=22\n");
        write(folder.resolve("build.prop"),
                "ro.build.version.sdk=" + level + "\nro.build.version.release=" + level + "\nro.build.version.codename=REL\n");
        write(folder.resolve("optional/optional.json"), "[]");
        write(folder.resolve("framework.aidl"), "");
    }

    private static void buildTools(String version, Path aapt2, Path folder) throws IOException {
        write(folder.resolve("source.properties"), "Pkg.UserSrc=false\nPkg.Revision=" + version + "\n");
        for (String tool : TOOLS) program(folder.resolve(tool), "#!/bin/sh\necho \"$0 is not here\" >&2\nexit 1\n");
        program(folder.resolve("aapt2"), "#!/bin/sh\nexec " + aapt2 + " \"$@\"\n");
        for (String jar : List.of("core-lambda-stubs.jar", "lib/d8.jar", "lib/dx.jar")) Jars.empty(folder.resolve(jar));
        for (String each : List.of("renderscript/include", "renderscript/clang-include", "lib64")) {
            Files.createDirectories(folder.resolve(each));
        }
    }

    private static void program(Path file, String text) throws IOException {
        write(file, text);
        file.toFile().setExecutable(true);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
