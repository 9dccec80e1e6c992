package dev.keycard.spring.grpc;

import dev.keycard.api.Internal;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads where calls wait that memory cannot decide, and where they go on. As many as there are such calls: the interceptor
 * limits them. It is no {@link Executor} itself, because Spring Boot makes none for an application that has one. Thread-safe.
 */
@Internal
public final class GrpcChecks implements DisposableBean {

    private final ExecutorService threads = Executors.newCachedThreadPool(factory());

    private static CustomizableThreadFactory factory() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("keycard-grpc-");
        factory.setDaemon(true);
        return factory;
    }

    /** The threads. */
    public Executor executor() {
        return threads;
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
