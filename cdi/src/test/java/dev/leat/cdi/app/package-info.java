/** An application as a user would write it; run by {@link dev.leat.cdi.CdiIT}. */
@NullMarked
package dev.leat.cdi.app;

import org.jspecify.annotations.NullMarked;
