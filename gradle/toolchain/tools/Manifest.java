import java.nio.file.Path;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A manifest as sorted lines, one for each element and attribute, so that two can be compared whatever their layout:
 * {@code manifest/application/receiver[dev.findmesh.platform.WakeReceiver] android:exported=false}.
 *
 * <p>Argument: the file.
 */
public final class Manifest {
    private final TreeSet<String> lines = new TreeSet<>();

    private Manifest() {}

    public static void main(String[] a) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var manifest = new Manifest();
        manifest.walk("", factory.newDocumentBuilder().parse(Path.of(a[0]).toFile()).getDocumentElement());
        manifest.lines.forEach(System.out::println);
    }

    private void walk(String above, Element element) {
        String name = element.getAttribute("android:name");
        String path = above + element.getTagName() + (name.isEmpty() ? "" : "[" + name + "]");
        lines.add(path);
        var attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            String key = attributes.item(i).getNodeName();
            if (key.equals("android:name") || key.startsWith("xmlns") || key.startsWith("tools:")) continue;
            lines.add(path + " " + key + "=" + attributes.item(i).getNodeValue());
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) walk(path + "/", (Element) child);
        }
    }
}
