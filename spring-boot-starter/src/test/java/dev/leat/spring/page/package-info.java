/** An application as docs/spring.md shows it: with what is public alone. */
@NullMarked
package dev.leat.spring.page;

import org.jspecify.annotations.NullMarked;
