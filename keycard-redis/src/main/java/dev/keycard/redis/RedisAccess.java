package dev.keycard.redis;

import dev.keycard.crypto.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, and how this program identifies itself there. Immutable. Messages of refusals begin with the name of the
 * setting and never contain the address, which may hold a password.
 *
 * @param url {@code redis://host:port}, or {@code rediss://} with TLS; several addresses with commas between them for a
 *     cluster; {@code redis-sentinel://host:port,host:port#master} or {@code rediss-sentinel://} for sentinels
 * @param cluster whether one address belongs to a cluster; several always do
 * @param username null for the default user
 * @param password null for none, or for that of the address
 * @param trusted a PEM file with the certificates of the authorities that are trusted for TLS; null for those of the JDK
 */
public record RedisAccess(
        Secret url,
        boolean cluster,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable Path trusted) {

    private static final String FORM =
            "redis.url must be an address such as redis://host:6379, rediss://host:6379 with TLS,"
                    + " redis://a:6379,b:6379 for a cluster or redis-sentinel://a:26379,b:26379#master";
    private static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");
    private static final String HOST_AND_PORT = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?";
    private static final Pattern HOSTS = Pattern.compile(HOST_AND_PORT + "(?:," + HOST_AND_PORT + ")*");
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127\\.[0-9.]+|\\[::1])(?::[0-9]+)?", Pattern.CASE_INSENSITIVE);

    public RedisAccess {
        URI uri = parse(url);
        if (uri.getScheme().endsWith("-sentinel") && uri.getFragment() == null) {
            throw new IllegalArgumentException("redis.url must name the master of the sentinels after #,"
                    + " such as redis-sentinel://a:26379,b:26379#master");
        }
        if (cluster && uri.getScheme().endsWith("-sentinel")) {
            throw new IllegalArgumentException("redis.cluster must be false if redis.url is that of sentinels");
        }
        if (username != null && password == null) {
            throw new IllegalArgumentException("redis.username needs redis.password");
        }
        if (trusted != null && !uri.getScheme().startsWith("rediss")) {
            throw new IllegalArgumentException("redis.tls.ca has no effect without TLS: write rediss:// in redis.url");
        }
    }

    /** Access without a password and without TLS, or with what the address says. */
    public static RedisAccess to(String url) {
        return new RedisAccess(new Secret(url), false, null, null, null);
    }

    /** The addresses without user and password, for people. */
    public String address() {
        return uri().getScheme() + "://" + hosts();
    }

    /** Whether the connections are encrypted. */
    public boolean hasTls() {
        return uri().getScheme().startsWith("rediss");
    }

    /** Whether all addresses are on this machine. */
    public boolean isLocal() {
        return Pattern.compile(",")
                .splitAsStream(hosts())
                .allMatch(host -> LOOPBACK.matcher(host).matches());
    }

    /** Whether a password is sent. */
    public boolean hasPassword() {
        return password != null || uri().getRawAuthority().contains("@");
    }

    /** Whether this is a Redis Cluster. */
    public boolean isCluster() {
        return cluster || (!uri().getScheme().endsWith("-sentinel") && hosts().contains(","));
    }

    URI uri() {
        return parse(url);
    }

    private String hosts() {
        return hosts(uri());
    }

    private static String hosts(URI uri) {
        String authority = uri.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static URI parse(Secret url) {
        try {
            URI uri = URI.create(url.reveal());
            if (uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getRawAuthority() != null
                    && HOSTS.matcher(hosts(uri)).matches()
                    && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Its message holds the address.
        }
        throw new IllegalArgumentException(FORM);
    }
}
