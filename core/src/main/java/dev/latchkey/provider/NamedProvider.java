package dev.latchkey.provider;

import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configured provider at run time: its name, its metadata, its keys and our registration there. Thread-safe. */
public final class NamedProvider {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final String name;
    private final Provider settings;
    private final Discovery discovery;
    private final KeySet keys;
    private final Registrar registrar;
    private final Company company;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Is it the only provider? */
    public enum Company {
        /** It is. */
        ALONE,
        /** There are others. */
        ONE_OF_SEVERAL
    }

    /** Puts the parts together; makes no call yet. */
    public NamedProvider(
            String name, Provider settings, Discovery discovery, KeySet keys, Registrar registrar, Company company) {
        this.name = name;
        this.settings = settings;
        this.discovery = discovery;
        this.keys = keys;
        this.registrar = registrar;
        this.company = company;
    }

    /** The name that the application gave the provider. */
    public String name() {
        return name;
    }

    /** The settings. */
    public Provider settings() {
        return settings;
    }

    /** The provider's keys. */
    public KeySet keys() {
        return keys;
    }

    /**
     * The provider as it is now: discovered and registered at, if need be.
     *
     * @throws dev.latchkey.failure.ProviderUnavailable if it does not answer
     * @throws dev.latchkey.failure.Misconfigured if its answers cannot be used
     */
    public Relationship relationship() {
        ProviderMetadata metadata = discovery.metadata();
        RegisteredClient client = registrar.client(metadata);
        requireAlgorithm(client.idTokenAlgorithm(), metadata);
        warnOfMixUps(metadata);
        return new Relationship(this, metadata, client);
    }

    /** The metadata can rule the expected algorithm out; they never choose another (OpenID Connect Core §3.1.3.7 rule 7). */
    private static void requireAlgorithm(String algorithm, ProviderMetadata metadata) {
        List<String> supported = metadata.idTokenSigningAlgorithms();
        if (!supported.isEmpty() && !supported.contains(algorithm)) {
            throw new Misconfigured(
                    FailureReason.METADATA_UNUSABLE,
                    "ID tokens are expected with " + algorithm + ", but " + metadata.issuer() + " signs them with "
                            + supported + ". Set Provider.idTokenSigningAlgorithm(...) to one of these.");
        }
    }

    /** Without iss in its answers, the answer of another provider may pass for this one's (RFC 9700 §4.4). */
    private void warnOfMixUps(ProviderMetadata metadata) {
        if (company == Company.ONE_OF_SEVERAL && !metadata.sendsResponseIssuer() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Several providers are configured, and {} does not put iss into its answers (RFC 9207)."
                            + " A dishonest one among the others could pass its answers on to itself.",
                    metadata.issuer());
        }
    }

    /** Forgets a registration that the provider no longer accepts. */
    public void forgetRegistration() {
        registrar.forget(discovery.metadata());
    }

    /**
     * A provider and our registration there, at one moment: every step of a login speaks to the same.
     *
     * @param provider the provider
     * @param metadata its metadata
     * @param client our registration
     */
    public record Relationship(NamedProvider provider, ProviderMetadata metadata, RegisteredClient client) {
        /** The settings. */
        public Provider settings() {
            return provider.settings();
        }
    }
}
