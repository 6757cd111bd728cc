package dev.jconv2d;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use whom; CONTRIBUTING.md says why. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jconv2d");

    @Test
    void onlyTheOneDnnPackageTouchesNativeBindings() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jconv2d.internal.onednn..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void onlyTheVectorPackageTouchesTheIncubatingModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jconv2d.internal.java.vector")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.incubator..", "dev.jconv2d.internal.java.vector")
                .check(CLASSES);
    }

    @Test
    void programAndFilesUseThePublicApiAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.jconv2d.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.jconv2d.internal..")
                .check(CLASSES);
        // How a file is replaced, and what of it may stand in a message, is one thing for all files, wisdom's among
        // them.
        noClasses()
                .that()
                .resideInAPackage("dev.jconv2d.io..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.jconv2d.internal..")
                        .and(not(resideInAPackage("dev.jconv2d.internal.files"))))
                .check(CLASSES);
    }

    @Test
    void theLibraryKnowsNothingOfProgramAndFiles() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.jconv2d", "dev.jconv2d.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.jconv2d.cli..", "dev.jconv2d.io..", "picocli..", "java.awt..", "javax..")
                .check(CLASSES);
        // Jackson is optional: these two are loaded only when there is a file of wisdom to read or to write.
        noClasses()
                .that()
                .resideInAnyPackage("dev.jconv2d", "dev.jconv2d.internal..")
                .and()
                .doNotHaveFullyQualifiedName("dev.jconv2d.internal.planning.WisdomReader")
                .and()
                .doNotHaveFullyQualifiedName("dev.jconv2d.internal.planning.WisdomWriter")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void kernelsKnowNeitherLayerNorSelection() {
        noClasses()
                .that()
                .resideInAPackage("dev.jconv2d.internal..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.jconv2d\\.(Conv2d|Conv2dBuilder|Tensor)")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.jconv2d.internal.reference..",
                        "dev.jconv2d.internal.java..",
                        "dev.jconv2d.internal.onednn..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.jconv2d.internal.Backends")
                .check(CLASSES);
    }

    @Test
    void theOracleLeansOnNoOtherKernel() {
        noClasses()
                .that()
                .resideInAPackage("dev.jconv2d.internal.reference..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.jconv2d.internal.java..", "dev.jconv2d.internal.onednn..")
                .check(CLASSES);
    }

    @Test
    void nothingEndsTheJvmButMain() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.jconv2d.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.jconv2d")
                .and()
                .haveModifier(JavaModifier.PUBLIC)
                .should()
                .haveRawReturnType(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "a native type", type -> type.getPackageName().startsWith("org.bytedeco")))
                .check(CLASSES);
        methods().should().notBeAnnotatedWith(Deprecated.class).check(CLASSES);
    }
}
