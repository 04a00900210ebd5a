/** Brokers that ask who we are, and whom we ask. */
@NullMarked
package dev.leat.it.security;

import org.jspecify.annotations.NullMarked;
