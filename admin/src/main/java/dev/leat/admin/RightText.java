package dev.leat.admin;

import java.util.Locale;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A right for people: {@code may READ topic orders}. Without whose it is. */
final class RightText {
    private RightText() {}

    static String of(AclBinding right) {
        String host = right.entry().host();
        return (right.entry().permissionType() == AclPermissionType.DENY ? "must not " : "may ")
                + right.entry().operation() + " " + resource(right.pattern())
                + (host.equals(Names.REST) ? "" : " from " + host);
    }

    private static String resource(ResourcePattern pattern) {
        if (pattern.resourceType() == ResourceType.CLUSTER) {
            return "the cluster";
        }
        String kind = pattern.resourceType() == ResourceType.TRANSACTIONAL_ID
                ? "transaction"
                : pattern.resourceType().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (pattern.patternType() == PatternType.PREFIXED) {
            return kind + "s " + pattern.name() + Names.REST;
        }
        return pattern.name().equals(Names.REST) ? "all " + kind + "s" : kind + " " + pattern.name();
    }
}
