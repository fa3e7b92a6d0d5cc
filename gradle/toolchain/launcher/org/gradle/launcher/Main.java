package org.gradle.launcher;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.gradle.api.internal.StartParameterInternal;
import org.gradle.cli.CommandLineParser;
import org.gradle.cli.ParsedCommandLine;
import org.gradle.initialization.DefaultBuildCancellationToken;
import org.gradle.initialization.DefaultBuildRequestContext;
import org.gradle.initialization.DefaultBuildRequestMetaData;
import org.gradle.initialization.NoOpBuildEventConsumer;
import org.gradle.initialization.layout.BuildLayoutFactory;
import org.gradle.internal.buildprocess.BuildProcessState;
import org.gradle.internal.classpath.ClassPath;
import org.gradle.internal.instrumentation.agent.AgentStatus;
import org.gradle.internal.logging.LoggingManagerInternal;
import org.gradle.internal.logging.services.LoggingServiceRegistry;
import org.gradle.internal.nativeintegration.services.NativeServices;
import org.gradle.internal.service.ServiceRegistry;
import org.gradle.launcher.cli.converter.BuildLayoutConverter;
import org.gradle.launcher.cli.converter.BuildOptionBackedConverter;
import org.gradle.launcher.cli.converter.InitialPropertiesConverter;
import org.gradle.launcher.cli.converter.LayoutToPropertiesConverter;
import org.gradle.launcher.cli.converter.StartParameterConverter;
import org.gradle.launcher.configuration.AllProperties;
import org.gradle.launcher.configuration.BuildLayoutResult;
import org.gradle.launcher.configuration.InitialProperties;
import org.gradle.launcher.daemon.configuration.DaemonBuildOptions;
import org.gradle.launcher.exec.BuildActionResult;
import org.gradle.launcher.exec.BuildExecutor;
import org.gradle.launcher.exec.DefaultBuildActionParameters;
import org.gradle.tooling.internal.provider.action.ExecuteBuildAction;

/** The command line that the published API jar does not carry: always builds in this process. */
public final class Main {
    /** Called by name. */
    public void run(String[] arguments) throws Exception {
        System.exit(build(arguments) ? 0 : 1);
    }

    /** Whether the build succeeded. */
    private static boolean build(String[] arguments) throws Exception {
        long started = System.currentTimeMillis();
        StartParameterInternal start = startParameter(arguments);
        ServiceRegistry logging = LoggingServiceRegistry.newCommandLineProcessLogging();
        LoggingManagerInternal manager = logging.getFactory(LoggingManagerInternal.class).create();
        NativeServices.initializeOnDaemon(
                start.getGradleUserHomeDir(), NativeServices.NativeServicesMode.fromSystemProperties());
        manager.setLevelInternal(start.getLogLevel());
        manager.start();
        manager.attachProcessConsole(start.getConsoleOutput());

        System.getProperties().putAll(start.getSystemPropertiesArgs());
        Map<String, String> properties = new HashMap<>();
        for (String key : System.getProperties().stringPropertyNames()) properties.put(key, System.getProperty(key));

        try (BuildProcessState state =
                new BuildProcessState(false, AgentStatus.disabled(), ClassPath.EMPTY, logging, NativeServices.getInstance())) {
            BuildActionResult result = state.getServices().get(BuildExecutor.class).execute(
                    new ExecuteBuildAction(start),
                    new DefaultBuildActionParameters(
                            properties, System.getenv(), new File("").getAbsoluteFile(), start.getLogLevel(), false, ClassPath.EMPTY),
                    new DefaultBuildRequestContext(
                            new DefaultBuildRequestMetaData(started, false), new DefaultBuildCancellationToken(),
                            new NoOpBuildEventConsumer()));
            return !result.hasFailure();
        } finally {
            manager.stop();
        }
    }

    private static StartParameterInternal startParameter(String[] arguments) {
        InitialPropertiesConverter initialProperties = new InitialPropertiesConverter();
        BuildLayoutConverter layouts = new BuildLayoutConverter();
        StartParameterConverter starts = new StartParameterConverter();
        CommandLineParser parser = new CommandLineParser();
        initialProperties.configure(parser);
        layouts.configure(parser);
        starts.configure(parser);
        new BuildOptionBackedConverter<>(new DaemonBuildOptions()).configure(parser);
        ParsedCommandLine line = parser.parse(arguments);
        InitialProperties initial = initialProperties.convert(line);
        BuildLayoutResult layout = layouts.convert(initial, line, null);
        AllProperties all = new LayoutToPropertiesConverter(new BuildLayoutFactory()).convert(initial, layout);
        return starts.convert(line, layout, all, new StartParameterInternal());
    }
}
