/** Beans of Jakarta CDI as listeners; begin at {@link dev.leat.cdi.LeatExtension}. */
@NullMarked
package dev.leat.cdi;

import org.jspecify.annotations.NullMarked;
