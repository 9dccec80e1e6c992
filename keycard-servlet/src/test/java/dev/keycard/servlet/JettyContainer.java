package dev.keycard.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A Jetty. */
final class JettyContainer implements Container {

    private final Server server;

    private JettyContainer(Server server) {
        this.server = server;
    }

    static Container start(String path, Filter filter, Map<String, Servlet> servlets) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler(path.isEmpty() ? "/" : path);
        FilterHolder holder = new FilterHolder(filter);
        holder.setName("keycard");
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        servlets.forEach((name, servlet) -> {
            ServletHolder held = new ServletHolder(name, servlet);
            held.setAsyncSupported(true);
            context.addServlet(held, "/" + name + "/*");
        });
        server.setHandler(context);
        server.start();
        return new JettyContainer(server);
    }

    @Override
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
