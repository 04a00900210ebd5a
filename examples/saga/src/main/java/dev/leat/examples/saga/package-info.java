/** Two workers of a saga; begin at {@link dev.leat.examples.saga.Payments} and {@link dev.leat.examples.saga.Worker}. */
@NullMarked
package dev.leat.examples.saga;

import org.jspecify.annotations.NullMarked;
