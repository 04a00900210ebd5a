package dev.leat.admin;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** What somebody does with what is named, and which rights Kafka asks for. */
enum Use {
    /** With DESCRIBE in it, as in every READ and WRITE. */
    READ(ResourceType.TOPIC, AclOperation.READ),
    WRITE(ResourceType.TOPIC, AclOperation.WRITE),
    /** Members ask for their session timeout, which is a setting of the group. */
    JOIN(ResourceType.GROUP, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS),
    COMMIT(ResourceType.TRANSACTIONAL_ID, AclOperation.WRITE);

    private final ResourceType resource;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<AclOperation> operations;

    Use(ResourceType resource, AclOperation... operations) {
        this.resource = resource;
        this.operations = List.of(operations);
    }

    ResourceType resource() {
        return resource;
    }

    List<AclOperation> operations() {
        return operations;
    }
}
