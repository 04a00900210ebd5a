@NullMarked
package dev.leat.cdi;

import org.jspecify.annotations.NullMarked;
