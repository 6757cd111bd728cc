package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;

class OneDnnBackendTest extends BackendContract {
    @Override
    Backend backend() {
        return Backend.ONEDNN;
    }
}
