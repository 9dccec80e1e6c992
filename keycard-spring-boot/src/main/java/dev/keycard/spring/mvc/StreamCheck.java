package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;

/** Begins no stream of a method whose rule is about an object, and which has asked about none. Thread-safe. */
@Internal
public final class StreamCheck implements CallableProcessingInterceptor, DeferredResultProcessingInterceptor {

    @Override
    public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
        check(request);
    }

    @Override
    public <T> void beforeConcurrentHandling(NativeWebRequest request, DeferredResult<T> result) {
        check(request);
    }

    private static void check(NativeWebRequest request) {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        if (servletRequest != null && RequestHandling.streams(servletRequest)) {
            RequestHandling.of(servletRequest).requireObjectChecked();
        }
    }
}
