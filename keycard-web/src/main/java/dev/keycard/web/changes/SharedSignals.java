package dev.keycard.web.changes;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.change.ChangePages;
import dev.keycard.gate.HeaderCredential;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.MediaTypes;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;
import dev.keycard.message.MessageKey;
import dev.keycard.permission.HoldsScope;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.web.changes.EventReceiver.Delivery;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes for receivers of any make: OpenID Shared Signals Framework 1.0 with CAEP events, by poll delivery (RFC 8936). A
 * receiver is an API token with the scope {@code changes}. Thread-safe; blocks for the store.
 */
final class SharedSignals {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSignals.class);
    private static final String TAG = "Shared Signals";
    private static final String POLL = "urn:ietf:rfc:8936";
    private static final int MOST_EVENTS = 100;
    private static final int MOST_RECEIVERS = 256;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Permission MAY_FOLLOW = Permissions.IS_AUTHENTICATED.and(new HoldsScope(ApiToken.CHANGES));

    /** The paths under which receivers find the endpoints. */
    record Paths(String keySet, String stream, String poll) {}

    private final Streams streams;
    private final ChangePages pages;
    private final SecurityEvents tokens;
    private final InstantSource clock;
    private final Paths paths;
    private final String keyword;
    /** The receivers that this node remembers, those that asked last at the end. Guarded by itself. */
    private final Map<TimeId, EventReceiver> receivers = new LinkedHashMap<>(16, 0.75f, true);

    SharedSignals(
            Streams streams,
            ChangePages pages,
            SecurityEvents tokens,
            InstantSource clock,
            Paths paths,
            String keyword) {
        this.streams = streams;
        this.pages = pages;
        this.tokens = tokens;
        this.clock = clock;
        this.paths = paths;
        this.keyword = keyword;
    }

    List<Route> routes() {
        return List.of(
                Route.exempt(
                                "ssf-configuration",
                                "/.well-known/ssf-configuration",
                                Route.Where.EVENT_LOOP,
                                call -> Response.json(200, configuration()))
                        .describedAs(Description.of(TAG, "Find the endpoints for receivers of security events.")
                                .answers(200, "The configuration of the transmitter.", "Anything")),
                Route.guarded("ssf-stream", "GET", paths.stream(), MAY_FOLLOW, this::stream)
                        .describedAs(Description.of(TAG, "Read the caller's event stream.")
                                .answers(200, "The one stream that a receiver has.", "Anything")),
                Route.guarded("ssf-poll", "POST", paths.poll(), MAY_FOLLOW, this::poll)
                        .onlyReading()
                        .describedAs(Description.of(TAG, "Acknowledge security events and receive more (RFC 8936).")
                                .mayTake("EventPoll")
                                .answers(200, "Security Event Tokens.", "Events")));
    }

    private ObjectNode configuration() {
        ObjectNode body = Json.object()
                .put("spec_version", "1_0")
                .put("issuer", tokens.issuer())
                .put("jwks_uri", tokens.issuer() + paths.keySet())
                .put("configuration_endpoint", tokens.issuer() + paths.stream())
                .put("default_subjects", "ALL");
        body.putArray("delivery_methods_supported").add(POLL);
        body.putArray("authorization_schemes").addObject().put("spec_urn", "urn:ietf:rfc:7235");
        return body;
    }

    private Response stream(Call call) {
        ObjectNode body = Json.object()
                .put("stream_id", receiver(call).text())
                .put("iss", tokens.issuer())
                .put("aud", audience(call));
        for (String list : List.of("events_supported", "events_requested", "events_delivered")) {
            var events = body.putArray(list);
            SecurityEvents.ALL.forEach(events::add);
        }
        body.putObject("delivery").put("method", POLL).put("endpoint_url", tokens.issuer() + paths.poll());
        return Response.json(200, body);
    }

    private Response poll(Call call) {
        Poll asked = Poll.read(call.request().body().length == 0 ? null : Bodies.json(call.request()));
        if (!streams.changes().isFresh()) {
            throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, RETRY);
        }
        EventReceiver receiver = remembered(receiver(call));
        asked.errors()
                .forEach(name -> LOG.atWarn()
                        .addKeyValue("receiver", receiver(call).text())
                        .addKeyValue("jti", name)
                        .log("a receiver refused a security event"));
        receiver.acknowledge(asked.acknowledged());
        receiver.acknowledge(asked.errors());
        if (asked.most() == 0) {
            return events(Map.of(), false, "");
        }
        Delivery delivery = receiver.next(asked.most());
        boolean waits = delivery.events().isEmpty() && !delivery.more() && !asked.atOnce();
        if (!waits) {
            return events(delivery.events(), delivery.more(), audience(call));
        }
        if (streams.isFull()) {
            throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, RETRY);
        }
        return Response.streamed(
                200,
                MediaTypes.JSON,
                new EventWait(streams, token(call), delivery.after(), change -> tokens.tell(change.change())));
    }

    private Response events(Map<String, RecordedChange> events, boolean more, String audience) {
        ObjectNode body = Json.object();
        ObjectNode sets = body.putObject("sets");
        events.forEach((name, change) -> sets.put(name, tokens.token(change, audience)));
        return Response.json(200, body.put("moreAvailable", more));
    }

    /** What a receiver asks for. */
    private record Poll(int most, boolean atOnce, List<String> acknowledged, List<String> errors) {

        static Poll read(@Nullable Fields fields) {
            if (fields == null) {
                return new Poll(MOST_EVENTS, false, List.of(), List.of());
            }
            int most = fields.raw("maxEvents").map(Poll::count).orElse(MOST_EVENTS);
            boolean atOnce = fields.flag("returnImmediately");
            fields.check();
            return new Poll(
                    most,
                    atOnce,
                    fields.raw("ack").map(Poll::texts).orElse(List.of()),
                    fields.raw("setErrs").map(Poll::names).orElse(List.of()));
        }

        private static int count(JsonNode node) {
            if (!node.isInt() || node.intValue() < 0) {
                throw ApiError.invalid("maxEvents", MessageKey.FIELD_NOT_WELL_FORMED);
            }
            return Math.min(MOST_EVENTS, node.intValue());
        }

        private static List<String> texts(JsonNode node) {
            List<String> texts = new ArrayList<>();
            for (JsonNode element : node) {
                if (!element.isString()) {
                    throw ApiError.invalid("ack", MessageKey.FIELD_NOT_WELL_FORMED);
                }
                texts.add(element.stringValue());
            }
            return texts;
        }

        private static List<String> names(JsonNode node) {
            return List.copyOf(node.propertyNames());
        }
    }

    private EventReceiver remembered(TimeId receiver) {
        synchronized (receivers) {
            EventReceiver known =
                    receivers.computeIfAbsent(receiver, unknown -> new EventReceiver(pages, tokens, clock));
            if (receivers.size() > MOST_RECEIVERS) {
                receivers.remove(receivers.keySet().iterator().next());
            }
            return known;
        }
    }

    private static TimeId receiver(Call call) {
        return call.signedIn()
                .credential()
                .id()
                .orElseThrow(() -> new IllegalStateException("only API tokens hold scopes"));
    }

    /** The same for all tokens of one user, so a receiver keeps it when its token is replaced. */
    private String audience(Call call) {
        return tokens.issuer() + "/receivers/" + call.signedIn().subject().id().text();
    }

    private String token(Call call) {
        return Optional.ofNullable(call.request().header(HeaderNames.AUTHORIZATION))
                .flatMap(header -> HeaderCredential.of(header, keyword))
                .orElseThrow(() -> new IllegalStateException("only API tokens hold scopes"));
    }
}
