package dev.jconv2d.reliability.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A class of the build's tests, again and again; tries are rounds. */
public final class TestClass implements Fault {
    private final String name;

    public TestClass(String name) {
        this.name = name;
    }

    @Override
    public void run(Trial trial) {
        Launcher launcher = LauncherFactory.create();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(name))
                .build();
        long tests = 0;
        for (long i = 0; i < trial.tries(); i++) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            launcher.execute(request, listener);
            TestExecutionSummary summary = listener.getSummary();
            summary.getFailures()
                    .forEach(failure -> trial.violation(
                            failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()));
            trial.require(
                    summary.getTestsFoundCount() > 0
                            && summary.getTestsSucceededCount() == summary.getTestsFoundCount(),
                    summary.getTestsSucceededCount() + " of " + summary.getTestsFoundCount() + " tests passed");
            tests += summary.getTestsSucceededCount();
            trial.happened("rounds passed");
        }
        trial.fact(tests + " tests");
    }
}
