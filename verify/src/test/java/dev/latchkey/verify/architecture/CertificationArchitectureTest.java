package dev.latchkey.verify.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What certification suites drive is what applications get: Latchkey's public API, and nothing added to it. */
class CertificationArchitectureTest {
    private static final JavaClasses APPLICATION = new ClassFileImporter().importPackages("dev.latchkey.certification");

    @Test
    void it_needs_the_jdk_and_the_exported_packages_of_core_alone() throws IOException {
        List<String> packages = new ArrayList<>(LatchkeyModule.CORE.exportedPackages());
        packages.addAll(List.of(
                "java..",
                "javax.net.ssl..",
                "com.sun.net.httpserver..",
                "org.jspecify.annotations..",
                "dev.latchkey.certification"));

        assertThat(APPLICATION).hasSizeGreaterThan(10);
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                .check(APPLICATION);
    }

    @Test
    void it_makes_no_call_and_checks_no_token_itself() {
        noClasses()
                .that(not(simpleName("Tls")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "javax.crypto..", "java.security..")
                        .and(not(belongToAnyOf(SecureRandom.class))))
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Base64.class))
                .check(APPLICATION);
    }

    @Test
    void its_own_tls_makes_no_call_and_checks_no_signature() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "javax.crypto.."))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.Signature")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.MessageDigest")
                .check(APPLICATION);
    }
}
