package dev.jconv2d.bench.peers;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import org.bytedeco.pytorch.global.torch;

/** PyTorch on tensors as it makes them by default. */
@AutoService(Engine.class)
public final class PyTorchNchw extends PyTorch {
    @Override
    public String id() {
        return "pytorch";
    }

    @Override
    public String label() {
        return "PyTorch by JavaCPP";
    }

    @Override
    public Format format() {
        return Format.NCHW;
    }

    @Override
    torch.MemoryFormat memoryFormat() {
        return torch.MemoryFormat.Contiguous;
    }
}
