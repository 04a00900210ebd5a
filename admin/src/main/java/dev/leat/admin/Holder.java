package dev.leat.admin;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who has access. */
sealed interface Holder {
    /**
     * Its names at the brokers.
     *
     * @param domain null only if it is not needed
     */
    List<String> principals(@Nullable String domain);

    /** Whether a name at the brokers is, or was, one of its. */
    boolean owns(String principal, @Nullable String domain);

    boolean needsDomain();

    /** The group it reads as if nothing else is said. */
    List<String> usualGroups();

    /** An app with a certificate in each subnet. */
    record App(String name, List<String> subnets) implements Holder {
        @Override
        public List<String> principals(@Nullable String domain) {
            String known = Objects.requireNonNull(domain);
            return subnets.stream()
                    .map(subnet -> Access.principal(name, subnet, known))
                    .toList();
        }

        /** In any subnet: it may have left one. */
        @Override
        public boolean owns(String principal, @Nullable String domain) {
            String pattern = Pattern.quote("User:CN=" + name + ".") + "[^.]+" + Pattern.quote("." + domain);
            return principal.matches(pattern);
        }

        @Override
        public boolean needsDomain() {
            return true;
        }

        @Override
        public List<String> usualGroups() {
            return List.of(name);
        }

        @Override
        public String toString() {
            return "app '" + name + "'";
        }
    }

    /** Whom the brokers know under this name. */
    record Named(String principal) implements Holder {
        @Override
        public List<String> principals(@Nullable String domain) {
            return List.of(principal);
        }

        @Override
        public boolean owns(String other, @Nullable String domain) {
            return other.equals(principal);
        }

        @Override
        public boolean needsDomain() {
            return false;
        }

        @Override
        public List<String> usualGroups() {
            return List.of();
        }

        @Override
        public String toString() {
            return principal;
        }
    }
}
