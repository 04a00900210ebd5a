package dev.leat.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A header of the message, as {@code String} (UTF-8) or {@code byte[]}; the last of that name. A message without it has failed for good, unless
 * the parameter is an {@link java.util.Optional} or marked as nullable. A {@link java.util.List} has all of that name in their order, perhaps none.
 *
 * @since 0.1
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Header {
    /** Its name. */
    String value();
}
