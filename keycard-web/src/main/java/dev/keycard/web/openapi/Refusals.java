package dev.keycard.web.openapi;

import dev.keycard.gate.Access;
import dev.keycard.gate.Scheme;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.MediaTypes;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The refusals of a route, and their descriptions. Immutable. */
final class Refusals {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final SecuritySchemes schemes;

    Refusals(SecuritySchemes schemes) {
        this.schemes = schemes;
    }

    /** One reusable response for each code. */
    ObjectNode components() {
        ObjectNode responses = Json.object();
        for (ErrorCode code : ErrorCode.values()) {
            responses.set(code.wire(), response(status(code), List.of(code)));
        }
        return responses;
    }

    /** Adds a response for each status that the route can refuse with. */
    void addTo(ObjectNode responses, Route route, Description description) {
        Map<Integer, List<ErrorCode>> byStatus = new TreeMap<>();
        for (ErrorCode code : of(route, description)) {
            byStatus.computeIfAbsent(status(code), status -> new ArrayList<>()).add(code);
        }
        byStatus.forEach((status, codes) -> responses.set(status.toString(), shared(status, codes)));
    }

    /** Every code that the route can answer with. */
    Set<ErrorCode> of(Route route, Description description) {
        Set<ErrorCode> codes = EnumSet.of(
                ErrorCode.INVALID,
                ErrorCode.METHOD_NOT_ALLOWED,
                ErrorCode.NOT_ACCEPTABLE,
                ErrorCode.REQUEST_TIMEOUT,
                ErrorCode.PAYLOAD_TOO_LARGE,
                ErrorCode.URI_TOO_LONG,
                ErrorCode.HEADERS_TOO_LARGE,
                ErrorCode.INTERNAL_ERROR);
        codes.addAll(description.errors());
        if (WITH_BODY.contains(route.method()) && description.body() != null) {
            codes.add(ErrorCode.PARSE_ERROR);
            codes.add(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        }
        if (route.where() == Route.Where.WORKER) {
            codes.add(ErrorCode.UNAVAILABLE);
        }
        if (route.credentials() != Access.Credentials.EXEMPT) {
            codes.add(ErrorCode.THROTTLED);
        }
        if (route.credentials() == Access.Credentials.CHECKED) {
            addCredentials(codes, route);
        }
        return codes;
    }

    private void addCredentials(Set<ErrorCode> codes, Route route) {
        codes.add(ErrorCode.UNAVAILABLE);
        if (schemes.challenge()) {
            codes.add(ErrorCode.BAD_AUTHORIZATION_HEADER);
        }
        if (route.permission() != Permissions.ALLOW_ANY) {
            codes.add(ErrorCode.NOT_AUTHENTICATED);
            codes.add(ErrorCode.PERMISSION_DENIED);
        }
        if (schemes.has(Scheme.JWT)) {
            codes.addAll(EnumSet.of(ErrorCode.TOKEN_NOT_VALID, ErrorCode.USER_NOT_FOUND, ErrorCode.USER_INACTIVE));
        }
        if (schemes.has(Scheme.TOKEN) || schemes.has(Scheme.BASIC)) {
            codes.add(ErrorCode.AUTHENTICATION_FAILED);
        }
        if (schemes.has(Scheme.SESSION) && !route.method().equals("GET")) {
            codes.add(ErrorCode.CSRF_FAILED);
        }
    }

    private int status(ErrorCode code) {
        return code.status() == 401 && !schemes.challenge() ? 403 : code.status();
    }

    private static ObjectNode shared(int status, List<ErrorCode> codes) {
        return codes.size() == 1
                ? Json.object()
                        .put("$ref", "#/components/responses/" + codes.get(0).wire())
                : response(status, codes);
    }

    private static ObjectNode response(int status, Collection<ErrorCode> codes) {
        List<String> names = codes.stream().map(ErrorCode::wire).toList();
        ObjectNode response = Json.object().put("description", "`" + String.join("`, `", names) + "`");
        addHeader(response, status);
        ObjectNode content = response.putObject("content");
        ObjectNode plain = content.putObject(MediaTypes.JSON).putObject("schema");
        if (codes.contains(ErrorCode.INVALID)) {
            var either = plain.putArray("anyOf");
            either.add(coded(names));
            either.addObject().put("$ref", Schemas.PREFIX + "FieldErrors");
        } else {
            plain.setAll(coded(names));
        }
        content.putObject(MediaTypes.PROBLEM_JSON).putObject("schema").put("$ref", Schemas.PREFIX + "Problem");
        return response;
    }

    private static ObjectNode coded(List<String> names) {
        ObjectNode schema = Json.object().put("$ref", Schemas.PREFIX + "Error");
        var allowed = schema.putObject("properties").putObject("code").putArray("enum");
        names.forEach(allowed::add);
        return schema;
    }

    private static void addHeader(ObjectNode response, int status) {
        String header = switch (status) {
            case 401 -> HeaderNames.WWW_AUTHENTICATE;
            case 405 -> HeaderNames.ALLOW;
            case 429, 503 -> HeaderNames.RETRY_AFTER;
            default -> "";
        };
        if (!header.isEmpty()) {
            response.putObject("headers").putObject(header).putObject("schema").put("type", "string");
        }
    }
}
