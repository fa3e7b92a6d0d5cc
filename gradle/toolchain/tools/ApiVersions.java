import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.codehaus.mojo.animal_sniffer.Clazz;

/** Lint's api-versions.xml, written class by class. */
final class ApiVersions {
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<api version=\"3\">\n");

    void add(String name, Clazz signature, Set<String> members, ToIntFunction<String> since, int sinceClass) {
        xml.append("<class name=\"").append(name).append("\" since=\"").append(sinceClass).append("\">\n");
        if (signature != null) {
            if (signature.getSuperClass() != null) inherits("extends", signature.getSuperClass());
            for (String each : signature.getSuperInterfaces()) inherits("implements", each);
        }
        for (String member : members) {
            int hash = member.indexOf('#');
            boolean field = hash > 0 && member.indexOf('(') < 0;
            int level = since.applyAsInt(member);
            xml.append(field ? "<field" : "<method").append(" name=\"").append(escape(field ? member.substring(0, hash) : member)).append('"');
            if (level > sinceClass) xml.append(" since=\"").append(level).append('"');
            xml.append("/>\n");
        }
        xml.append("</class>\n");
    }

    void write(Path file) throws IOException {
        Files.writeString(file, xml + "</api>\n");
    }

    private void inherits(String how, String name) {
        xml.append('<').append(how).append(" name=\"").append(name).append("\"/>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
