/** An application of Spring Boot: {@link dev.leat.examples.spring.Invoices}. */
@NullMarked
package dev.leat.examples.spring;

import org.jspecify.annotations.NullMarked;
