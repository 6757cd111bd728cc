package dev.jconv2d.bench.peers;

import com.google.auto.service.AutoService;
import dev.jconv2d.bench.Engine;
import dev.jconv2d.bench.Format;
import org.bytedeco.pytorch.global.torch;

/** PyTorch on channels_last tensors, input, weight and output, which it advises on CPUs. */
@AutoService(Engine.class)
public final class PyTorchChannelsLast extends PyTorch {
    @Override
    public String id() {
        return "pytorch-channels-last";
    }

    @Override
    public String label() {
        return "PyTorch by JavaCPP, channels_last";
    }

    @Override
    public Format format() {
        return Format.NHWC;
    }

    @Override
    torch.MemoryFormat memoryFormat() {
        return torch.MemoryFormat.ChannelsLast;
    }
}
