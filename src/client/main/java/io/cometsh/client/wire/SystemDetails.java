package io.cometsh.client.wire;

import java.util.List;

/**
 * The machine and the program of an experiment: {@code exp.getSystemDetails().hostname}. What was not logged is null;
 * lists are empty then.
 *
 * @param pid the number of the process
 * @param env the environment's variables as a text, where the server keeps them
 * @param gpuStaticInfoList one for each graphics card
 * @param systemMetricNames the metrics that the logger wrote automatically, such as {@code sys.cpu.percent.avg}
 * @param maxTotalMemory bytes
 * @param command the program and its arguments
 * @param totalRam bytes
 */
public record SystemDetails(
        String experimentKey,
        String user,
        String pythonVersion,
        String pythonVersionVerbose,
        Long pid,
        String osType,
        String os,
        String osRelease,
        String machine,
        String processor,
        String ip,
        String hostname,
        String env,
        List<GpuInfo> gpuStaticInfoList,
        List<SystemInfo> logAdditionalSystemInfoList,
        List<String> systemMetricNames,
        Long maxTotalMemory,
        List<String> networkInterfaceIps,
        List<String> command,
        String executable,
        List<String> osPackages,
        List<String> installedPackages,
        Long totalRam)
        implements WireRecord {}
