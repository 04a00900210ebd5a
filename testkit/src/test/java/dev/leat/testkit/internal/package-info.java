@NullMarked
package dev.leat.testkit.internal;

import org.jspecify.annotations.NullMarked;
