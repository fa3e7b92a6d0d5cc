package org.gradle.internal.compiler.java;

import java.io.File;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;

/** Plain compilation in place of Gradle's compiler plugin, which the published API jar does not carry: no incremental builds. */
public final class IncrementalCompileTask implements JavaCompiler.CompilationTask {
    private final JavaCompiler.CompilationTask plain;

    public IncrementalCompileTask(
            JavaCompiler.CompilationTask plain, Function<File, Optional<String>> relativize, Consumer<String> backup,
            Consumer<Map<String, Set<String>>> classNames, BiConsumer<String, String> accessible,
            BiConsumer<String, String> inaccessible) {
        this.plain = plain;
        classNames.accept(new HashMap<>());
    }

    @Override public void addModules(Iterable<String> names) {
        plain.addModules(names);
    }

    @Override public void setProcessors(Iterable<? extends Processor> processors) {
        plain.setProcessors(processors);
    }

    @Override public void setLocale(Locale locale) {
        plain.setLocale(locale);
    }

    @Override public Boolean call() {
        return plain.call();
    }
}
