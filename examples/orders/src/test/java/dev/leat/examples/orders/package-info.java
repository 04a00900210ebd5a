@NullMarked
package dev.leat.examples.orders;

import org.jspecify.annotations.NullMarked;
