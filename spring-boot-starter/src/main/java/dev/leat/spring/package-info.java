/**
 * Leat in Spring Boot: beans with {@link dev.leat.listener.Listener @Listener} methods are found, started and stopped with the application. Begin
 * with docs/spring.md.
 */
@NullMarked
package dev.leat.spring;

import org.jspecify.annotations.NullMarked;
