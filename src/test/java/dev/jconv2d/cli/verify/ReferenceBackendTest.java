package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;

class ReferenceBackendTest extends BackendContract {
    @Override
    Backend backend() {
        return Backend.REFERENCE;
    }
}
