package dev.latchkey.session;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The roles among a user's claims, looked for when somebody asks. Thread-safe; cannot be changed. */
final class RolesView extends AbstractList<String> {
    private final RolesClaim rolesClaim;
    private final Map<String, Object> claims;
    private volatile @Nullable List<String> found;

    RolesView(RolesClaim rolesClaim, Map<String, Object> claims) {
        this.rolesClaim = rolesClaim;
        this.claims = claims;
    }

    @Override
    public String get(int index) {
        return roles().get(index);
    }

    @Override
    public boolean contains(Object role) {
        return roles().contains(role);
    }

    @Override
    public int size() {
        return roles().size();
    }

    private List<String> roles() {
        List<String> roles = found;
        if (roles == null) {
            roles = rolesClaim.in(claims);
            found = roles;
        }
        return roles;
    }
}
