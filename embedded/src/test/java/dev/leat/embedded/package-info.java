/** Tests of the embedded broker. */
@NullMarked
package dev.leat.embedded;

import org.jspecify.annotations.NullMarked;
