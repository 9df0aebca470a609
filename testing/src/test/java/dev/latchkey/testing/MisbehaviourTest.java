package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(TestProviderExtension.class)
class MisbehaviourTest {
    private static final Map<Misbehaviour, Observation> OBSERVATIONS = new EnumMap<>(Misbehaviour.class);

    static {
        OBSERVATIONS.putAll(DiscoveryObservations.ALL);
        OBSERVATIONS.putAll(KeyObservations.ALL);
        OBSERVATIONS.putAll(RedirectObservations.ALL);
        OBSERVATIONS.putAll(TokenObservations.ALL);
        OBSERVATIONS.putAll(ClaimObservations.ALL);
        OBSERVATIONS.putAll(SignatureObservations.ALL);
        OBSERVATIONS.putAll(UserInfoObservations.ALL);
        OBSERVATIONS.putAll(FrontChannelObservations.ALL);
        OBSERVATIONS.putAll(AskedObservations.ALL);
        OBSERVATIONS.putAll(RefreshObservations.ALL);
        OBSERVATIONS.putAll(OtherObservations.ALL);
        OBSERVATIONS.putAll(EncryptionObservations.ALL);
        OBSERVATIONS.putAll(ClaimSourceObservations.ALL);
        OBSERVATIONS.putAll(WebFingerObservations.ALL);
        OBSERVATIONS.putAll(SignatureHeaderObservations.ALL);
        OBSERVATIONS.putAll(UserInfoJwtObservations.ALL);
        OBSERVATIONS.putAll(IntrospectionObservations.ALL);
        OBSERVATIONS.putAll(LogoutTokenObservations.ALL);
        OBSERVATIONS.putAll(WaysOutObservations.ALL);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ONLY_IN_THE_BACK_CHANNEL")
    void misbehaviour_is_noticed(Misbehaviour misbehaviour, TestProvider provider) {
        provider.misbehave(misbehaviour);

        observe(misbehaviour, provider);
    }

    // That an answer never comes is no finding on an honest provider that is just slow today.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_SLOW|ONLY_IN_THE_BACK_CHANNEL")
    void honest_provider_does_nothing_of_the_kind(Misbehaviour misbehaviour, TestProvider provider) {
        assertThatThrownBy(() -> observe(misbehaviour, provider)).isInstanceOf(AssertionError.class);
    }

    @Test
    void lies_replace_each_other_and_end_with_behave(TestProvider provider) {
        HandmadeClient client = new HandmadeClient(provider);

        provider.misbehave(Misbehaviour.WRONG_NONCE, Misbehaviour.MISSING_SUB);
        assertThat(client.login().idToken().claims())
                .containsEntry("nonce", "wrong-nonce")
                .doesNotContainKey("sub");
        provider.misbehave(Misbehaviour.MISSING_NONCE);
        assertThat(client.login().idToken().claims()).doesNotContainKey("nonce").containsKey("sub");
        provider.behave();
        assertThat(client.login().idToken().claims()).containsEntry("nonce", HandmadeClient.NONCE);
    }

    private static void observe(Misbehaviour misbehaviour, TestProvider provider) {
        Observation observation = Objects.requireNonNull(OBSERVATIONS.get(misbehaviour), misbehaviour.name());
        observation.observe(provider, new HandmadeClient(provider));
    }
}
