package dev.latchkey.verify.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.List;
import java.util.Set;

/** A call that takes the time or randomness from the machine instead of a parameter. */
final class AmbientAuthority extends DescribedPredicate<JavaCall<?>> {
    private static final Set<String> METHODS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.util.Date.<init>",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random");
    private static final List<String> RANDOM =
            List.of("java.security.SecureRandom", "java.util.Random", "java.util.concurrent.ThreadLocalRandom");

    AmbientAuthority() {
        super("time or randomness of the machine");
    }

    @Override
    public boolean test(JavaCall<?> call) {
        AccessTarget.CodeUnitCallTarget target = call.getTarget();
        String owner = target.getOwner().getName();
        boolean makesRandomness = RANDOM.contains(owner)
                && List.of("<init>", "getInstanceStrong", "getInstance", "current")
                        .contains(target.getName());
        boolean readsClock = METHODS.contains(owner + "." + target.getName())
                && target.getRawParameterTypes().isEmpty();
        return makesRandomness || readsClock;
    }
}
