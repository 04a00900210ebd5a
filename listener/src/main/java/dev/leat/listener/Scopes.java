package dev.leat.listener;

import java.util.IdentityHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scopes of one attempt at a message. Opened, entered and left by the worker that calls the methods; closed afterwards, by whoever ends
 * the message.
 */
final class Scopes {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.listener");

    private final MessageContext context;
    private final IdentityHashMap<Instances, Instances.Scope> open = new IdentityHashMap<>();

    Scopes(MessageContext context) {
        this.context = context;
    }

    Object object(Origin.Scoped origin) throws Exception {
        return open(origin).object(origin.type());
    }

    /** Opened and entered by whoever wants it first. */
    Instances.Scope open(Origin.Scoped origin) throws Exception {
        Instances.Scope scope = open.get(origin.instances());
        if (scope == null) {
            scope = entered(origin.instances().open(context));
            open.put(origin.instances(), scope);
        }
        return scope;
    }

    /** One that cannot be entered is none: the next method that wants it tries again. */
    private static Instances.Scope entered(Instances.Scope scope) {
        boolean isEntered = false;
        try {
            scope.enter();
            isEntered = true;
            return scope;
        } finally {
            if (!isEntered) {
                scope.close();
            }
        }
    }

    /** Once, before {@link #close}. */
    void leave() {
        for (Instances.Scope scope : open.values()) {
            try {
                scope.leave();
            } catch (RuntimeException e) {
                LOG.warn(
                        "record={} a scope could not be left, going on",
                        context.message().id(),
                        e);
            }
        }
    }

    /** What the methods did is decided by now. */
    void close() {
        for (Instances.Scope scope : open.values()) {
            try {
                scope.close();
            } catch (RuntimeException e) {
                LOG.warn(
                        "record={} a scope could not be closed, going on",
                        context.message().id(),
                        e);
            }
        }
    }
}
