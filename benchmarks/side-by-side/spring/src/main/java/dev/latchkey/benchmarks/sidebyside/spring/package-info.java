/** Spring Boot with nothing in front, behind Latchkey and behind Spring Security. */
@NullMarked
package dev.latchkey.benchmarks.sidebyside.spring;

import org.jspecify.annotations.NullMarked;
