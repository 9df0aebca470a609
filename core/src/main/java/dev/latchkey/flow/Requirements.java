package dev.latchkey.flow;

import dev.latchkey.app.Requirement;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.internal.ClaimPath;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does somebody meet what is asked? */
final class Requirements {
    private Requirements() {}

    /** Does the caller meet all of it? */
    static boolean areMet(List<Requirement> requirements, TokenIdentity caller) {
        for (Requirement requirement : requirements) {
            boolean isMet = requirement instanceof Requirement.Scope wanted
                    ? caller.hasScope(wanted.scope())
                    : isMet(requirement, caller.roles(), caller.claims());
            if (!isMet) {
                return false;
            }
        }
        return true;
    }

    /** Does the user meet all of it? Scopes are asked of access tokens alone. */
    static boolean areMet(List<Requirement> requirements, SignedInUser user) {
        for (Requirement requirement : requirements) {
            if (!(requirement instanceof Requirement.Scope) && !isMet(requirement, user.roles(), user.claims())) {
                return false;
            }
        }
        return true;
    }

    /** The scopes among it. */
    static List<String> scopes(List<Requirement> requirements) {
        return requirements.stream()
                .filter(Requirement.Scope.class::isInstance)
                .map(requirement -> ((Requirement.Scope) requirement).scope())
                .toList();
    }

    private static boolean isMet(Requirement requirement, List<String> roles, Map<String, Object> claims) {
        if (requirement instanceof Requirement.Role wanted) {
            return roles.contains(wanted.role());
        }
        if (requirement instanceof Requirement.AnyClaim wanted) {
            return saysSomething(ClaimPath.value(claims, wanted.path()));
        }
        if (requirement instanceof Requirement.Claim wanted) {
            Object value = ClaimPath.value(claims, wanted.path());
            return wanted.values().stream().anyMatch(one -> isOrHas(value, one));
        }
        return false;
    }

    private static boolean saysSomething(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Requirements::saysSomething);
        }
        return !(value == null
                || value.equals(false)
                || (value instanceof String text && text.isBlank())
                || (value instanceof Map<?, ?> object && object.isEmpty()));
    }

    private static boolean isOrHas(@Nullable Object value, Object wanted) {
        return value instanceof List<?> list
                ? list.stream().anyMatch(member -> isSame(member, wanted))
                : isSame(value, wanted);
    }

    /** JSON knows one kind of number, and a double does not know every one of them. */
    private static boolean isSame(@Nullable Object value, Object wanted) {
        return (value instanceof Number number && wanted instanceof Number other)
                ? Double.isFinite(number.doubleValue()) && exact(number).compareTo(exact(other)) == 0
                : wanted.equals(value);
    }

    private static BigDecimal exact(Number finite) {
        return new BigDecimal(finite.toString());
    }
}
