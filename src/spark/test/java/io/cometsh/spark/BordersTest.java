package io.cometsh.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the connector may use. */
@AnalyzeClasses(packages = "io.cometsh.spark", importOptions = BordersTest.WithoutTests.class)
class BordersTest {
    /** The tests of this module are in a folder that ArchUnit does not know as one of tests. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    @ArchTest
    static final ArchRule of_ours_and_of_others = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.cometsh.spark..",
                    "io.cometsh.client..",
                    "io.cometsh.query..",
                    "io.cometsh.transport..",
                    "io.cometsh.settings..",
                    "io.cometsh.export..",
                    "io.cometsh.text..",
                    "java..",
                    "org.slf4j..",
                    "org.apache.spark..",
                    "scala")
            .because("one jar runs on every Scala that a Spark is built with, and holds nothing but the client");

    @ArchTest
    static final ArchRule conditions_without_spark = classes()
            .that()
            .haveNameMatching(
                    ".*\\.(Condition|Pushdown|FactFilter|RunColumns|RunValues|CometOptions|Listing|BudgetShare|BudgetBooks)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.apache.spark..")
            .because("what decides is tested without Spark");
}
