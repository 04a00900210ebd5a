package dev.leat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.AliasFor;

/**
 * A bean of its own for each attempt at a message, at a batch, or at a transaction, whose messages share it: all listeners of the message and what they call on its thread share one, which is
 * destroyed when the attempt is over, also that of an asynchronous or acknowledging listener. Singletons may have it injected and get a proxy, through which
 * each message sees its own.
 *
 * <p>It is there on the thread that calls the listeners, while it calls them; on other threads and outside of messages a call fails with {@link
 * org.springframework.beans.factory.support.ScopeNotActiveException}. A bean of this scope may take the {@link dev.leat.core.Delivery} in its
 * constructor: the records as they came, the group and the attempt.
 *
 * @since 0.1
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Scope(MessageScope.NAME)
public @interface MessageScope {
    /** The scope's name. */
    String NAME = "message";

    /** Default a proxy that is a subclass, so the class must not be final. */
    @AliasFor(annotation = Scope.class)
    ScopedProxyMode proxyMode() default ScopedProxyMode.TARGET_CLASS;
}
