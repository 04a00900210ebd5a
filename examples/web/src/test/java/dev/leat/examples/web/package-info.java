@NullMarked
package dev.leat.examples.web;

import org.jspecify.annotations.NullMarked;
