@NullMarked
package dev.leat.examples.saga;

import org.jspecify.annotations.NullMarked;
