package dev.jconv2d.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the library's pom and this one say of the same things is the same, since no pom can take it from the other. */
class PomsAgreeTest {
    private static final Set<String> NEEDED_BY_THE_LIBRARY =
            Set.of("javacpp.version", "dnnl.version", "opencl.version", "jna.version", "native.platforms");

    @Test
    void propertiesAreTheSame() throws Exception {
        SortedMap<String, String> library = properties(pom("../pom.xml"));
        SortedMap<String, String> bench = properties(pom("pom.xml"));
        assertTrue(
                bench.keySet().containsAll(NEEDED_BY_THE_LIBRARY),
                bench.keySet().toString());
        library.keySet().retainAll(bench.keySet());
        bench.keySet().retainAll(library.keySet());
        assertEquals(library, bench);
    }

    @Test
    void pluginVersionsAreTheSame() throws Exception {
        SortedMap<String, String> library = plugins(pom("../pom.xml"));
        SortedMap<String, String> bench = plugins(pom("pom.xml"));
        library.keySet().retainAll(bench.keySet());
        bench.keySet().retainAll(library.keySet());
        assertTrue(bench.containsKey("maven-compiler-plugin"), bench.toString());
        assertEquals(library, bench);
    }

    @Test
    void versionsAreTheSame() throws Exception {
        assertEquals(
                text(pom("../pom.xml").getDocumentElement(), "version"),
                text(pom("pom.xml").getDocumentElement(), "version"));
    }

    private static Document pom(String path) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(path).toFile());
    }

    private static SortedMap<String, String> properties(Document pom) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (Node node = child(pom.getDocumentElement(), "properties").getFirstChild();
                node != null;
                node = node.getNextSibling()) {
            if (node instanceof Element property) {
                properties.put(property.getTagName(), property.getTextContent().strip());
            }
        }
        return properties;
    }

    /** The versions of plugins; a profile that says more of one, without a version, has the build's. */
    private static SortedMap<String, String> plugins(Document pom) {
        SortedMap<String, String> plugins = new TreeMap<>();
        NodeList all = pom.getElementsByTagName("plugin");
        for (int i = 0; i < all.getLength(); i++) {
            Element plugin = (Element) all.item(i);
            if (plugin.getElementsByTagName("version").getLength() > 0) {
                plugins.put(text(plugin, "artifactId"), text(plugin, "version"));
            }
        }
        return plugins;
    }

    private static String text(Element parent, String tag) {
        return child(parent, tag).getTextContent().strip();
    }

    private static Element child(Element parent, String tag) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(tag)) {
                return element;
            }
        }
        throw new AssertionError("<" + parent.getTagName() + "> has no <" + tag + ">");
    }
}
