package dev.latchkey.performance;

import dev.latchkey.http.HttpTransport;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's cryptography, counted. What one operation does within is not counted again. For one thread, in a process of
 * its own.
 */
final class CountingProvider extends Provider {
    static final String DIGEST = "SHA-256";
    static final String MAC = "HmacSHA256";
    static final String CIPHER = "AES/GCM/NoPadding";
    static final String SIGNATURE = "SHA256withRSA";

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Integer> counts = new TreeMap<>();
    private transient boolean isWithin;

    /** Makes an instance of what is behind. */
    private interface Making {
        Object make() throws GeneralSecurityException;
    }

    /** Does something with what is behind. */
    private interface Doing<T, E extends Exception> {
        T run() throws E;
    }

    private CountingProvider() {
        super("Counting", "1", "counts");
        serve("MessageDigest", DIGEST, () -> new Digest(MessageDigest.getInstance(DIGEST, "SUN")));
        serve("Mac", MAC, () -> new KeyedDigest(Mac.getInstance(MAC, "SunJCE")));
        serve("Cipher", CIPHER, () -> new Encryption(Cipher.getInstance(CIPHER, "SunJCE")));
        serve("Signature", SIGNATURE, () -> new Signing(Signature.getInstance(SIGNATURE, "SunRsaSign")));
    }

    /** Counts from now on. */
    static CountingProvider install() {
        CountingProvider provider = new CountingProvider();
        Security.insertProviderAt(provider, 1);
        return provider;
    }

    /** How often which algorithm was used from its start to its end, since the last call of this. */
    Map<String, Integer> take() {
        Map<String, Integer> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }

    /** A transport whose cryptography does not count. */
    HttpTransport uncounted(HttpTransport transport) {
        return call -> {
            isWithin = true;
            try {
                return transport.send(call);
            } finally {
                isWithin = false;
            }
        };
    }

    private void serve(String type, String algorithm, Making making) {
        putService(new Service(this, type, algorithm, CountingProvider.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) {
                try {
                    return making.make();
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public boolean supportsParameter(@Nullable Object parameter) {
                return true;
            }
        });
    }

    private <T, E extends Exception> T counted(String algorithm, Doing<T, E> doing) throws E {
        count(algorithm);
        return within(doing);
    }

    private void count(String algorithm) {
        if (!isWithin) {
            counts.merge(algorithm, 1, Integer::sum);
        }
    }

    private <T, E extends Exception> T within(Doing<T, E> doing) throws E {
        boolean before = isWithin;
        isWithin = true;
        try {
            return doing.run();
        } finally {
            isWithin = before;
        }
    }

    private final class Digest extends MessageDigestSpi implements Cloneable {
        private MessageDigest behind;

        Digest(MessageDigest behind) {
            this.behind = behind;
        }

        @Override
        protected void engineUpdate(byte input) {
            behind.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            behind.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            return counted(DIGEST, behind::digest);
        }

        @Override
        protected void engineReset() {
            behind.reset();
        }

        @Override
        protected int engineGetDigestLength() {
            return behind.getDigestLength();
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            Digest clone = (Digest) super.clone();
            clone.behind = (MessageDigest) behind.clone();
            return clone;
        }
    }

    private final class KeyedDigest extends MacSpi implements Cloneable {
        private Mac behind;

        KeyedDigest(Mac behind) {
            this.behind = behind;
        }

        @Override
        protected int engineGetMacLength() {
            return behind.getMacLength();
        }

        @Override
        protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            behind.init(key, parameters);
        }

        @Override
        protected void engineUpdate(byte input) {
            within(() -> {
                behind.update(input);
                return true;
            });
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            within(() -> {
                behind.update(input, offset, length);
                return true;
            });
        }

        @Override
        protected byte[] engineDoFinal() {
            return counted(MAC, behind::doFinal);
        }

        @Override
        protected void engineReset() {
            behind.reset();
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            KeyedDigest clone = (KeyedDigest) super.clone();
            clone.behind = (Mac) behind.clone();
            return clone;
        }
    }

    private final class Signing extends SignatureSpi {
        private final Signature behind;

        Signing(Signature behind) {
            this.behind = behind;
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            behind.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            behind.initSign(key);
        }

        @Override
        protected void engineUpdate(byte input) throws SignatureException {
            behind.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) throws SignatureException {
            behind.update(input, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return within(behind::sign);
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            return counted(SIGNATURE, () -> behind.verify(signature));
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) throws InvalidAlgorithmParameterException {
            behind.setParameter(parameters);
        }

        @Override
        @SuppressWarnings("deprecation") // Required by the class that it extends.
        protected void engineSetParameter(String name, Object value) {
            behind.setParameter(name, value);
        }

        @Override
        @SuppressWarnings("deprecation") // Required by the class that it extends.
        protected Object engineGetParameter(String name) {
            return behind.getParameter(name);
        }
    }

    private final class Encryption extends CipherSpi {
        private final Cipher behind;

        Encryption(Cipher behind) {
            this.behind = behind;
        }

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected int engineGetBlockSize() {
            return behind.getBlockSize();
        }

        @Override
        protected int engineGetOutputSize(int inputLength) {
            return behind.getOutputSize(inputLength);
        }

        @Override
        protected byte[] engineGetIV() {
            return behind.getIV();
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return behind.getParameters();
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
            behind.init(mode, key, random);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            behind.init(mode, key, parameters, random);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            behind.init(mode, key, parameters, random);
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            return behind.update(input, offset, length);
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset)
                throws ShortBufferException {
            return behind.update(input, offset, length, output, outputOffset);
        }

        @Override
        protected void engineUpdateAAD(byte[] input, int offset, int length) {
            behind.updateAAD(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            count(CIPHER);
            return behind.doFinal(input, offset, length);
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            count(CIPHER);
            return behind.doFinal(input, offset, length, output, outputOffset);
        }
    }
}
