package dev.latchkey.flow;

import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.session.Session;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configured providers, by name, in the order of configuration. */
public final class Providers {
    private final Map<String, NamedProvider> byName;

    /** These providers. */
    public Providers(Collection<NamedProvider> providers) {
        byName = new LinkedHashMap<>();
        providers.forEach(provider -> byName.put(provider.name(), provider));
    }

    @Nullable
    NamedProvider find(@Nullable String name) {
        return name == null ? null : byName.get(name);
    }

    /** The only provider; null if there are several. */
    @Nullable
    NamedProvider only() {
        return byName.size() == 1 ? byName.values().iterator().next() : null;
    }

    /** The first provider with this issuer; null if there is none. */
    @Nullable
    NamedProvider withIssuer(String issuer) {
        return allWithIssuer(issuer).stream().findFirst().orElse(null);
    }

    /** All of them. */
    List<NamedProvider> all() {
        return List.copyOf(byName.values());
    }

    /** Those with this issuer, a slash at its end aside. */
    List<NamedProvider> allWithIssuer(String issuer) {
        return byName.values().stream()
                .filter(provider -> provider.isIssuer(issuer))
                .toList();
    }

    /** Does any provider answer in the fragment? */
    boolean anyAnswersInFragments() {
        return byName.values().stream()
                .anyMatch(provider -> provider.settings().responseMode() == ResponseMode.FRAGMENT);
    }

    /** Does any provider fetch request objects from us? */
    boolean anyFetchesRequests() {
        return byName.values().stream()
                .map(provider -> provider.settings().requestObject())
                .anyMatch(how -> how != null && how.passing() == RequestObject.Passing.BY_REFERENCE);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /**
     * The provider that a route asks for.
     *
     * @throws Misconfigured if there is none of this name
     */
    public void requireKnown(String name) {
        if (!byName.containsKey(name)) {
            throw Misconfigured.setting(
                    "Access.signedIn", "names the provider \"" + name + "\"", "one of " + byName.keySet());
        }
    }

    /**
     * The provider of this name.
     *
     * @throws Misconfigured if there is none
     */
    NamedProvider require(String name) {
        NamedProvider provider = byName.get(name);
        if (provider == null) {
            throw Misconfigured.setting("provider", "\"" + name + "\" does not exist", "one of " + byName.keySet());
        }
        return provider;
    }

    /** Was the session begun at a provider that is still configured under its name, with its issuer? */
    boolean stillHas(Session session) {
        NamedProvider provider = byName.get(session.provider());
        return provider != null && provider.isIssuer(session.issuer());
    }
}
