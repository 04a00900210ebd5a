/** Listeners inside a web service; begin at {@link dev.leat.examples.web.OrderService}. */
@NullMarked
package dev.leat.examples.web;

import org.jspecify.annotations.NullMarked;
