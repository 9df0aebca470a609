package dev.latchkey.verify.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores see of Latchkey what every store of a user's own would see, and show nothing of what they stand on. */
class StoreArchitectureTest {
    @ParameterizedTest
    @EnumSource(names = {"SESSION_REDIS", "SESSION_JDBC"})
    void a_store_uses_the_public_api_alone(LatchkeyModule module) throws IOException {
        List<String> allowed = new ArrayList<>(LatchkeyModule.CORE.exportedPackages());
        allowed.addAll(module.exportedPackages());
        JavaClasses store = ImportedClasses.of(module);

        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(resideInAPackage("dev.latchkey..").negate()))
                .check(store);
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION_REDIS", "SESSION_JDBC"})
    void public_signatures_name_no_other_library(LatchkeyModule module) throws IOException {
        List<String> exported = new ArrayList<>(LatchkeyModule.CORE.exportedPackages());
        exported.addAll(module.exportedPackages());
        exported.add("javax.sql");

        classes().should(new NameOnlyPublicTypes(exported)).check(ImportedClasses.of(module));
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION_REDIS", "SESSION_JDBC"})
    void every_class_is_closed(LatchkeyModule module) {
        classes().should(new BeClosed()).check(ImportedClasses.of(module));
    }
}
