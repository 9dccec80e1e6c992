package dev.keycard.webflux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.TomcatHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A reactive server on loopback. */
interface RunningServer extends AutoCloseable {

    /** Starts a server of one kind. */
    @FunctionalInterface
    interface Kind {
        RunningServer start(HttpHandler handler);
    }

    int port();

    @Override
    void close();

    /** Reactor Netty. */
    static RunningServer netty(HttpHandler handler) {
        DisposableServer server = HttpServer.create()
                .host(InetAddress.getLoopbackAddress().getHostAddress())
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow();
        return of(server.port(), server::disposeNow);
    }

    /** Tomcat, by non-blocking servlets. */
    static RunningServer tomcat(HttpHandler handler) {
        try {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
            tomcat.setPort(0);
            tomcat.getConnector()
                    .setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
            Context context = tomcat.addContext("", null);
            Wrapper servlet = Tomcat.addServlet(context, "reactive", new TomcatHttpHandlerAdapter(handler));
            servlet.setAsyncSupported(true);
            context.addServletMapping("/", servlet.getName());
            tomcat.start();
            return of(tomcat.getConnector().getLocalPort(), () -> stop(tomcat));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (LifecycleException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void stop(Tomcat tomcat) {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static RunningServer of(int port, Runnable stop) {
        return new RunningServer() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                stop.run();
            }
        };
    }
}
