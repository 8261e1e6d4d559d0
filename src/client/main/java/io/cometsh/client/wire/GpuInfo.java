package io.cometsh.client.wire;

/**
 * One graphics card of the machine an experiment ran on.
 *
 * @param totalMemory bytes
 * @param powerLimit milliwatts
 */
public record GpuInfo(Long gpuIndex, String name, String uuid, Long totalMemory, Long powerLimit)
        implements WireRecord {}
