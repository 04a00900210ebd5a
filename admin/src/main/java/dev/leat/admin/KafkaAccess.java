package dev.leat.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateAclsOptions;
import org.apache.kafka.clients.admin.DeleteAclsOptions;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResult;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResults;
import org.apache.kafka.clients.admin.DescribeAclsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * The access control lists of a cluster: asks for them, and changes them. All new rights go in one request, and each has an answer of its
 * own, which is waited for and told: so one that is refused neither hides others nor keeps them from being given.
 */
final class KafkaAccess {
    private final Admin admin;
    private final Asking asking;

    KafkaAccess(Admin admin, Asking asking) {
        this.admin = admin;
        this.asking = asking;
    }

    Set<AclBinding> all() throws InterruptedException {
        DescribeAclsOptions options = new DescribeAclsOptions().timeoutMs(asking.millis());
        Collection<AclBinding> all = asking.answer(
                "list rights", admin.describeAcls(AclBindingFilter.ANY, options).values());
        return new LinkedHashSet<>(all);
    }

    void change(List<Change> changes, Answers answers) throws InterruptedException {
        Map<AclBinding, Change> grants = new LinkedHashMap<>();
        Map<AclBindingFilter, Change> revocations = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change instanceof Change.Grant grant) {
                grants.put(grant.right(), grant);
            } else if (change instanceof Change.Revoke revoke) {
                revocations.put(revoke.right().toFilter(), revoke);
            }
        }
        grant(grants, answers);
        revoke(revocations, answers);
    }

    private void grant(Map<AclBinding, Change> changes, Answers answers) throws InterruptedException {
        if (changes.isEmpty()) {
            return;
        }
        CreateAclsOptions options = new CreateAclsOptions().timeoutMs(asking.millis());
        Map<AclBinding, KafkaFuture<Void>> asked =
                admin.createAcls(changes.keySet(), options).values();
        for (Map.Entry<AclBinding, Change> each : changes.entrySet()) {
            KafkaFuture<Void> answer = asked.get(each.getKey());
            if (answer == null) {
                answers.refuse(each.getValue(), new IllegalStateException("Kafka's client has lost it; plan again"));
            } else {
                answers.await(List.of(each.getValue()), answer);
            }
        }
    }

    private void revoke(Map<AclBindingFilter, Change> changes, Answers answers) throws InterruptedException {
        if (changes.isEmpty()) {
            return;
        }
        DeleteAclsOptions options = new DeleteAclsOptions().timeoutMs(asking.millis());
        Map<AclBindingFilter, KafkaFuture<FilterResults>> asked =
                admin.deleteAcls(new ArrayList<>(changes.keySet()), options).values();
        for (Map.Entry<AclBindingFilter, KafkaFuture<FilterResults>> each : asked.entrySet()) {
            Change change = changes.get(each.getKey());
            if (change != null) {
                revoked(change, each.getValue(), answers);
            }
        }
    }

    /** A filter may be taken and what it finds be refused. What it no longer finds is gone, as wanted. */
    private static void revoked(Change change, KafkaFuture<FilterResults> answer, Answers answers)
            throws InterruptedException {
        try {
            for (FilterResult result : answer.get().values()) {
                if (result.exception() != null) {
                    answers.refuse(change, result.exception());
                    return;
                }
            }
            answers.confirm(change);
        } catch (ExecutionException e) {
            answers.refuse(change, Asking.cause(e));
        }
    }
}
