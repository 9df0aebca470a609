package dev.latchkey.token;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims that the provider passes on for others (OpenID Connect Core §5.6.2): aggregated ones are verified and become
 * claims like any other; distributed ones stay where they are, and the application is left to fetch them.
 */
final class ClaimSources {
    static final String NAMES = "_claim_names";
    static final String SOURCES = "_claim_sources";
    static final Set<String> MEMBERS = Set.of(NAMES, SOURCES);

    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int MAX_SOURCES = 16;

    private final AggregatedClaims aggregated;

    ClaimSources(AggregatedClaims aggregated) {
        this.aggregated = aggregated;
    }

    /** Replaces aggregated claims by their values; of the two members only what is distributed stays. */
    void resolve(Map<String, Object> claims, Relationship relationship, String subject) {
        if (!claims.containsKey(NAMES) && !claims.containsKey(SOURCES)) {
            return;
        }
        Map<String, Object> sources = objectOrNone(claims, SOURCES);
        Map<String, List<String>> namesBySource = namesBySource(objectOrNone(claims, NAMES));
        claims.keySet().removeAll(MEMBERS);
        if (sources.size() > MAX_SOURCES) {
            throw new ProtocolViolation(
                    FailureReason.AGGREGATED_CLAIMS, "There are more than " + MAX_SOURCES + " claim sources.");
        }
        Map<String, Object> distributedNames = new TreeMap<>();
        Map<String, Object> distributedSources = new TreeMap<>();
        namesBySource.forEach((id, names) -> {
            Map<String, Object> source = Json.object(sources, id);
            if (source != null && source.containsKey("JWT")) {
                take(names, aggregated.verify(Json.string(source, "JWT"), relationship, subject), claims);
            } else if (source != null && Json.string(source, "endpoint") != null) {
                LOG.info(report(names, source));
                names.forEach(name -> distributedNames.put(name, id));
                distributedSources.put(id, source);
            } else {
                LOG.warn("The claims {} have no source and are left out.", printable(names));
            }
        });
        if (!distributedNames.isEmpty()) {
            claims.put(NAMES, distributedNames);
            claims.put(SOURCES, distributedSources);
        }
    }

    /** A name that refers to nothing at all is put with the source {@code ""}, which does not exist either. */
    private static Map<String, List<String>> namesBySource(Map<String, Object> names) {
        Map<String, List<String>> namesBySource = new TreeMap<>();
        names.forEach((name, id) -> namesBySource
                .computeIfAbsent(id instanceof String source ? source : "", source -> new ArrayList<>())
                .add(name));
        return namesBySource;
    }

    private static void take(List<String> names, @Nullable Map<String, Object> from, Map<String, Object> claims) {
        if (from == null) {
            return;
        }
        for (String name : names) {
            Object value = from.get(name);
            if (value != null && mayBeAggregated(name)) {
                claims.putIfAbsent(name, value);
            }
        }
    }

    private static boolean mayBeAggregated(String name) {
        return !UserClaims.FROM_THE_ID_TOKEN_ALONE.contains(name)
                && !UserClaims.LEFT_OUT.contains(name)
                && !MEMBERS.contains(name);
    }

    private static Map<String, Object> objectOrNone(Map<String, Object> claims, String member) {
        Map<String, Object> object = Json.object(claims, member);
        if (object == null) {
            LOG.warn("{} is missing or not an object; claims of others are left out.", member);
            return Map.of();
        }
        return object;
    }

    private static String printable(List<String> names) {
        return Printable.of(names.toString());
    }

    /** Names the host alone: path and query of the endpoint, like the access token beside it, may be secret. */
    static String report(List<String> names, Map<String, Object> source) {
        return "The claims " + printable(names) + " are at " + host(source) + " and are not fetched.";
    }

    private static String host(Map<String, Object> source) {
        try {
            return Printable.of(String.valueOf(
                    URI.create(String.valueOf(source.get("endpoint"))).getHost()));
        } catch (IllegalArgumentException e) {
            return "an unreadable endpoint";
        }
    }
}
