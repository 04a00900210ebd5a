/**
 * How brokers are reached and who we are to them. The way in is {@link dev.leat.core.security.Security}.
 */
@NullMarked
package dev.leat.core.security;

import org.jspecify.annotations.NullMarked;
