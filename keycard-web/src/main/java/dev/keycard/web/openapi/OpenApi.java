package dev.keycard.web.openapi;

import dev.keycard.api.Internal;
import dev.keycard.http.Json;
import dev.keycard.http.MediaTypes;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI 3.1 document, made of the routes and their descriptions. A route without a description is listed with its method
 * and credentials. Immutable.
 */
@Internal
public final class OpenApi {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private final Collection<Route> routes;
    private final SecuritySchemes schemes;
    private final Refusals refusals;

    OpenApi(Collection<Route> routes, SecuritySchemes schemes) {
        this.routes = List.copyOf(routes);
        this.schemes = schemes;
        this.refusals = new Refusals(schemes);
    }

    /** Makes the document; takes some milliseconds. */
    public ObjectNode document() {
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Keycard")
                .put("version", "1")
                .put(
                        "description",
                        "Authentication: sessions, API tokens and JWTs. Every path works with and without its"
                                + " trailing slash. GET routes also answer HEAD, and every path OPTIONS.");
        ObjectNode paths = document.putObject("paths");
        routes.forEach(route ->
                paths.withObjectProperty(route.path()).set(route.method().toLowerCase(Locale.ROOT), operation(route)));
        ObjectNode components = Schemas.components();
        components.set("responses", refusals.components());
        components.set("securitySchemes", schemes.describe());
        document.set("components", components);
        return document;
    }

    /** The routes without a description, as method and name. */
    public Set<String> undescribed() {
        return routes.stream()
                .filter(route -> route.description() == null)
                .map(route -> route.method() + " " + route.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ObjectNode operation(Route route) {
        Description description = Objects.requireNonNullElseGet(
                route.description(), () -> Description.of("Other", route.name()).answers(200, "Success.", "Anything"));
        ObjectNode operation = Json.object();
        operation.putArray("tags").add(description.tag());
        operation
                .put("summary", description.summary())
                .put("operationId", route.name() + "-" + route.method().toLowerCase(Locale.ROOT));
        if (route.permission() instanceof Permissions rule) {
            operation.put("x-permission", rule.label());
        }
        addParameters(operation, route, description);
        addBody(operation, description);
        addResponses(operation, route, description);
        operation.set("security", schemes.of(route));
        return operation;
    }

    private static void addParameters(ObjectNode operation, Route route, Description description) {
        List<ObjectNode> parameters = new ArrayList<>();
        Matcher place = PLACE.matcher(route.path());
        while (place.find()) {
            ObjectNode parameter =
                    Json.object().put("name", place.group(1)).put("in", "path").put("required", true);
            parameter.putObject("schema").put("type", "string").put("pattern", "^[A-Za-z0-9._~-]{1,64}$");
            parameters.add(parameter);
        }
        description.query().forEach(name -> parameters.add(ref("#/components/parameters/" + name)));
        if (!parameters.isEmpty()) {
            operation.putArray("parameters").addAll(parameters);
        }
    }

    private static void addBody(ObjectNode operation, Description description) {
        Description.Body body = description.body();
        if (body == null) {
            return;
        }
        ObjectNode content = operation
                .putObject("requestBody")
                .put("required", body.required())
                .putObject("content");
        content.putObject(MediaTypes.JSON).set("schema", ref(Schemas.PREFIX + body.schema()));
        if (body.form()) {
            content.putObject(MediaTypes.FORM).set("schema", ref(Schemas.PREFIX + body.schema()));
            content.putObject(MediaTypes.MULTIPART).set("schema", ref(Schemas.PREFIX + body.schema()));
        }
    }

    private void addResponses(ObjectNode operation, Route route, Description description) {
        ObjectNode responses = operation.putObject("responses");
        for (Description.Answer answer : description.answers()) {
            ObjectNode response = responses.withObjectProperty(Integer.toString(answer.status()));
            response.put("description", answer.meaning());
            if (!answer.schema().isEmpty()) {
                response.withObjectProperty("content")
                        .putObject(answer.type())
                        .set("schema", ref(Schemas.PREFIX + answer.schema()));
            }
        }
        refusals.addTo(responses, route, description);
    }

    private static ObjectNode ref(String target) {
        return Json.object().put("$ref", target);
    }
}
