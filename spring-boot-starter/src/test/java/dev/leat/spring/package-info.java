@NullMarked
package dev.leat.spring;

import org.jspecify.annotations.NullMarked;
