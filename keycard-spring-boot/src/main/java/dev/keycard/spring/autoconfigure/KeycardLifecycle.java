package dev.keycard.spring.autoconfigure;

import dev.keycard.Keycard;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;

/** Starts the work of the engine in the background before the web server accepts requests. */
final class KeycardLifecycle implements SmartLifecycle {

    private final Keycard keycard;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean running;

    KeycardLifecycle(Keycard keycard) {
        this.keycard = keycard;
    }

    /** A context that is paused and resumed starts again; the engine goes on in between. */
    @Override
    public void start() {
        if (started.compareAndSet(false, true)) {
            keycard.start();
        }
        running = true;
    }

    /** The engine is closed with its bean, after everything that uses it. */
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
