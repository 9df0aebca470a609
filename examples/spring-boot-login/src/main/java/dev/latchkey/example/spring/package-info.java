/** Login for a Spring Boot application, with the filter as a plain bean. */
@NullMarked
package dev.latchkey.example.spring;

import org.jspecify.annotations.NullMarked;
