package dev.latchkey.testing.jose;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/** The provider's keys: the one that signs, and those that exist only when a lie needs them. Thread-safe. */
public final class KeyRing {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ReentrantLock lock = new ReentrantLock();
    private final SigningAlgorithm algorithm;
    private final Executor executor;
    private final Map<String, SigningKey> spare = new ConcurrentHashMap<>();
    private final Map<String, SigningKey> attackers = new ConcurrentHashMap<>();
    private final Map<SigningAlgorithm, SigningKey> more = new ConcurrentHashMap<>();
    private final Map<String, Object> decoy = encryptionKey();
    private SigningKey signing;

    /** A ring whose first key is made in the background, at once. */
    public KeyRing(SigningAlgorithm algorithm, Executor executor) {
        this.algorithm = algorithm;
        this.executor = executor;
        this.signing = newSigningKey(algorithm);
    }

    /** The key that signs now. */
    public SigningKey signing() {
        lock.lock();
        try {
            return signing;
        } finally {
            lock.unlock();
        }
    }

    /** The key that signs now by this algorithm: the usual one, or one more. */
    public SigningKey signing(SigningAlgorithm of) {
        return of == algorithm ? signing() : more.computeIfAbsent(of, this::newSigningKey);
    }

    /** A key that is not published unless a lie publishes it; the same one for the same name. */
    public SigningKey spare(String name, SigningAlgorithm of) {
        return spare.computeIfAbsent(name, kid -> new SigningKey(kid, of));
    }

    /** A key that never belongs to the provider, but has the name of this one. */
    public SigningKey attacker(SigningKey victim) {
        return attackers.computeIfAbsent(victim.kid(), kid -> new SigningKey(kid, victim.algorithm()));
    }

    /** A certificate of the key that {@link #attacker} has, in base64. */
    public String attackersCertificate(SigningKey victim) {
        return Certificates.of(attacker(victim).publicKey(), spare("attackers-authority", SigningAlgorithm.RS256));
    }

    /** Signs with a new key from now on; the old one is gone. */
    public void rotate() {
        lock.lock();
        try {
            signing = newSigningKey(algorithm);
            more.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The published keys: decoys that no token may be verified with, then those that sign by these algorithms, or have
     * signed something.
     */
    public List<Map<String, Object>> published(Collection<SigningAlgorithm> registered) {
        Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        algorithms.addAll(registered);
        algorithms.addAll(more.keySet());
        List<Map<String, Object>> keys = new ArrayList<>();
        keys.add(decoy);
        boolean edwards = algorithm == SigningAlgorithm.EdDSA || algorithms.contains(SigningAlgorithm.EdDSA);
        keys.addAll(edwards ? Decoys.withoutEdwardsCurve() : Decoys.publicKeys());
        algorithms.stream()
                .filter(other -> other != algorithm)
                .forEach(other -> keys.add(signing(other).jwk()));
        keys.add(signing().jwk());
        return keys;
    }

    private SigningKey newSigningKey(SigningAlgorithm of) {
        SigningKey key = new SigningKey("key-" + Long.toHexString(RANDOM.nextLong()), of);
        executor.execute(key::prepare);
        return key;
    }

    // Nobody has the private key, and nobody needs it: nothing is ever encrypted to this provider.
    private static Map<String, Object> encryptionKey() {
        BigInteger modulus = new BigInteger(2048, RANDOM).setBit(2047).setBit(0);
        return Map.of(
                "kty", "RSA",
                "kid", "encryption-key",
                "use", "enc",
                "alg", "RSA-OAEP-256",
                "e", "AQAB",
                "n", Base64URL.encode(modulus).toString());
    }
}
