package dev.keycard.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat. */
final class TomcatContainer implements Container {

    private final Tomcat tomcat;

    private TomcatContainer(Tomcat tomcat) {
        this.tomcat = tomcat;
    }

    static Container start(String path, Filter filter, Map<String, Servlet> servlets) throws LifecycleException {
        Logger.getLogger("org.apache").setLevel(Level.SEVERE);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(temporaryFolder());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext(path, null);
        FilterDef definition = new FilterDef();
        definition.setFilterName("keycard");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        context.addFilterMap(everything());
        servlets.forEach((name, servlet) -> {
            Wrapper held = Tomcat.addServlet(context, name, servlet);
            held.setAsyncSupported(true);
            held.addMapping("/" + name + "/*");
        });
        // Without a servlet for the rest, Tomcat calls no filter for a path that no servlet answers.
        Tomcat.addServlet(context, "rest", new HttpServlet() {}).addMapping("/");
        tomcat.getConnector();
        tomcat.start();
        return new TomcatContainer(tomcat);
    }

    private static FilterMap everything() {
        FilterMap map = new FilterMap();
        map.setFilterName("keycard");
        map.addURLPattern("/*");
        map.setDispatcher("REQUEST");
        map.setDispatcher("ASYNC");
        return map;
    }

    private static String temporaryFolder() {
        try {
            return Files.createTempDirectory("tomcat").toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
