package dev.latchkey.provider;

import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.ProviderSettings;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.internal.Printable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configured provider at run time: its name, its metadata, its keys and our registration there. Thread-safe. */
public final class NamedProvider {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final String name;
    private final ProviderSettings settings;
    private final Discovery discovery;
    private final KeySet keys;
    private final Registrar registrar;
    private final @Nullable ClientKeySet ownKeys;
    private final Company company;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Is it the only provider? */
    public enum Company {
        /** It is. */
        ALONE,
        /** There are others. */
        ONE_OF_SEVERAL
    }

    /**
     * Puts the parts together; makes no call yet.
     *
     * @param ownKeys our private keys, if there are any
     */
    public NamedProvider(
            String name,
            ProviderSettings settings,
            Discovery discovery,
            KeySet keys,
            Registrar registrar,
            @Nullable ClientKeySet ownKeys,
            Company company) {
        this.name = name;
        this.settings = settings;
        this.discovery = discovery;
        this.keys = keys;
        this.registrar = registrar;
        this.ownKeys = ownKeys;
        this.company = company;
    }

    /** The name that the application gave the provider. */
    public String name() {
        return name;
    }

    /** The settings. */
    public ProviderSettings settings() {
        return settings;
    }

    /** Is this its issuer, as configured, or with the one trailing slash of difference that discovery tolerates? */
    public boolean isIssuer(String issuer) {
        String configured = settings.issuer();
        return issuer.equals(configured) || issuer.equals(configured + "/") || configured.equals(issuer + "/");
    }

    /** Its issuer, as it calls itself where that is known; makes no call. */
    public String knownIssuer() {
        return discovery.knownIssuer();
    }

    /** The provider's keys. */
    public KeySet keys() {
        return keys;
    }

    /** Our private keys; only for what was checked to need them. */
    public ClientKeySet ownKeys() {
        return Objects.requireNonNull(ownKeys, "checked when the provider was configured or the client registered");
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
        requireSupport(client.idToken().signingAlgorithm(), metadata);
        warnOfMixUps(metadata);
        return new Relationship(this, metadata, client);
    }

    /**
     * The metadata alone: enough to check what the provider signed.
     *
     * @throws dev.latchkey.failure.ProviderUnavailable if they are not known and it does not answer
     * @throws dev.latchkey.failure.Misconfigured if its answer cannot be used
     */
    public ProviderMetadata metadata() {
        return discovery.metadata();
    }

    /** The metadata, after the keys were read as well. */
    public ProviderMetadata discovered() {
        ProviderMetadata metadata = discovery.metadata();
        keys.keys(metadata.jwksUri());
        return metadata;
    }

    /** The metadata can rule out what is expected; they never choose another (OpenID Connect Core §3.1.3.7 rule 7). */
    private void requireSupport(String idTokenAlgorithm, ProviderMetadata metadata) {
        ResponseType type = settings.responseType();
        require(
                metadata.idTokenSigningAlgorithms(),
                idTokenAlgorithm::equals,
                "ID tokens with " + idTokenAlgorithm,
                "Provider.idTokenSigningAlgorithm(...)",
                metadata);
        require(
                metadata.responseTypes(),
                type::isNamed,
                "the response type " + type.value(),
                "Provider.responseType(...)",
                metadata);
        requireRequestObjects(metadata);
        if (settings.responseMode() == ResponseMode.FORM_POST) {
            require(
                    metadata.responseModes(),
                    ResponseMode.FORM_POST.value()::equals,
                    "the response mode form_post",
                    "Provider.responseMode(...)",
                    metadata);
        }
    }

    /** OpenID Connect Discovery §3: {@code request_uri} is offered unless said otherwise, {@code request} if said. */
    private void requireRequestObjects(ProviderMetadata metadata) {
        RequestObject how = settings.requestObject();
        if (how == null) {
            return;
        }
        if (how.passing() == RequestObject.Passing.BY_REFERENCE && !metadata.fetchesRequestObjects()) {
            throw new Misconfigured(
                    FailureReason.METADATA_UNUSABLE,
                    "Wanted: request objects by reference, but " + metadata.issuer() + " says that it fetches none."
                            + " Set Provider.requestObject(RequestObject.byValue(...)).");
        }
        require(
                metadata.requestObjectSigningAlgorithms(),
                how.algorithm()::equals,
                "request objects with " + how.algorithm(),
                "Provider.requestObject(...)",
                metadata);
    }

    private static void require(
            List<String> supported, Predicate<String> wanted, String what, String setting, ProviderMetadata metadata) {
        if (!supported.isEmpty() && supported.stream().noneMatch(wanted)) {
            throw new Misconfigured(
                    FailureReason.METADATA_UNUSABLE,
                    "Wanted: " + what + ", but " + metadata.issuer() + " offers only "
                            + Printable.of(supported.toString()) + ". Set " + setting + " to one of these.");
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
        public ProviderSettings settings() {
            return provider.settings();
        }
    }
}
