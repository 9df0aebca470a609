package dev.latchkey.verify.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class TestingArchitectureTest {
    private static final JavaClasses TESTING = ImportedClasses.of(LatchkeyModule.TESTING);

    @Test
    void the_test_provider_shares_no_code_with_what_it_tests() {
        noClasses()
                .that(not(resideInAPackage("dev.latchkey.testing.store")))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.latchkey..").and(not(resideInAPackage("dev.latchkey.testing.."))))
                .check(TESTING);
    }
}
