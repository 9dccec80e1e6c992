package dev.keycard.spring.mvc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

/** Begins no stream of a method whose rule is about an object, and which has asked about none. Thread-safe. */
final class StreamCheck implements CallableProcessingInterceptor, DeferredResultProcessingInterceptor {

    /** Checks the streams of this request. */
    static void of(HttpServletRequest request) {
        WebAsyncManager streams = WebAsyncUtils.getAsyncManager(request);
        StreamCheck check = new StreamCheck();
        streams.registerCallableInterceptor(StreamCheck.class, check);
        streams.registerDeferredResultInterceptor(StreamCheck.class, check);
    }

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
