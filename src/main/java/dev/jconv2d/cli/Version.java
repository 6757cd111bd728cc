package dev.jconv2d.cli;

import dev.jconv2d.RuntimeInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"jconv2d " + RuntimeInfo.version()};
    }
}
