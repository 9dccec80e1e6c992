package dev.keycard.verifier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a JWK set over HTTP: one request to each address without redirects, whose complete answer must arrive within the time
 * limit and have at most 256 KiB. Thread-safe.
 */
final class JwksDownload {

    private static final Logger LOG = LoggerFactory.getLogger(JwksDownload.class);
    private static final int MAX_BYTES = 256 * 1024;

    private final HttpClient client;
    private final List<HttpRequest> requests;
    private final Duration timeout;
    private volatile int last;

    /** @param uris tried one after the other, beginning with the one that answered last */
    JwksDownload(List<URI> uris, Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.requests = uris.stream().map(this::request).toList();
    }

    private HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
    }

    /** The set as it was received. */
    String read() throws IOException, InterruptedException {
        int first = last;
        for (int i = 0; i < requests.size() - 1; i++) {
            int tried = (first + i) % requests.size();
            try {
                return read(tried);
            } catch (IOException failed) {
                LOG.atDebug()
                        .setCause(failed)
                        .log("keys cannot be read from {}", requests.get(tried).uri());
            }
        }
        return read((first + requests.size() - 1) % requests.size());
    }

    private String read(int tried) throws IOException, InterruptedException {
        HttpRequest request = requests.get(tried);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new LimitedBody(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("the answer is " + response.statusCode());
            }
            last = tried;
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("no complete answer within " + timeout, late);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public String toString() {
        return requests.get(last).uri().toString();
    }
}
