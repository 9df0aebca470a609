package dev.latchkey.verify.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {
    private static final JavaClasses CORE = ImportedClasses.of(LatchkeyModule.CORE);

    @Test
    void core_needs_only_the_jdk_nimbus_and_slf4j() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl..",
                        "javax.security.auth..",
                        "dev.latchkey..",
                        "com.nimbusds.jose..",
                        "com.nimbusds.jwt..",
                        "org.slf4j..",
                        "org.jspecify.annotations.."))
                .check(CORE);
    }

    @Test
    void core_knows_no_adapter_and_no_test_provider() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.latchkey.servlet..",
                        "dev.latchkey.javalin..",
                        "dev.latchkey.spring..",
                        "dev.latchkey.testing.."))
                .check(CORE);
    }

    @Test
    void packages_of_core_are_free_of_cycles() {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(CORE);
    }

    @Test
    void jose_types_end_in_internal() {
        noClasses()
                .that(not(resideInAPackage("dev.latchkey.internal")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.nimbusds.."))
                .check(CORE);
    }

    @Test
    void public_signatures_name_only_the_jdk_and_exported_types() throws IOException {
        List<String> exported = LatchkeyModule.CORE.exportedPackages();

        classes()
                .that(resideInAnyPackage(exported.toArray(String[]::new)))
                .should(new NameOnlyPublicTypes(exported))
                .check(CORE);
    }

    @Test
    void time_and_randomness_have_one_home() {
        noClasses()
                .that(not(resideInAPackage("dev.latchkey.internal")))
                .should()
                .callMethodWhere(new AmbientAuthority())
                .orShould()
                .callConstructorWhere(new AmbientAuthority())
                .check(CORE);
    }

    @Test
    void every_class_is_closed_for_extension() {
        classes().should(new BeClosed()).check(CORE);
    }

    @Test
    void nothing_is_serialized_by_java() {
        noClasses()
                .that(not(assignableTo(Throwable.class)
                        .or(assignableTo(Enum.class))
                        .or(assignableTo("com.nimbusds.jose.util.Base64URL")))) // The library's own is.
                .should()
                .beAssignableTo(Serializable.class)
                .check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(ObjectInput|ObjectOutput|Externalizable).*")
                .check(CORE);
    }

    @Test
    void nothing_is_found_by_reflection() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.ServiceLoader")
                .check(CORE);
    }
}
