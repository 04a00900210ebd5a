@NullMarked
package dev.leat.examples.spring;

import org.jspecify.annotations.NullMarked;
