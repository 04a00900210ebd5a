/**
 * What the adapters have in common. Nothing in here is a promise.
 */
@NullMarked
package dev.leat.logs.internal;

import org.jspecify.annotations.NullMarked;
