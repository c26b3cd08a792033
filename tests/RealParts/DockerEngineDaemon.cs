using System.Diagnostics;
using Pipeline.Tests.RealParts.Runs;

namespace Pipeline.Tests.RealParts;

/// <summary>A dockerd of a test's own: data, sockets and network bridge apart from any other engine on the machine.</summary>
internal sealed class DockerEngineDaemon : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    private readonly DockerEngineBridge bridge;

    // Short: a path to a socket has to fit in 108 bytes, and containerd nests deep. It has the bridge's name, so that a sweep finds both.
    private readonly string folder;
    private Process? process;

    private readonly string? machine;

    private DockerEngineDaemon(DockerEngineBridge bridge, string folder, string? machine) =>
        (this.bridge, this.folder, this.machine) = (bridge, folder, machine);

    public Uri Endpoint => new($"unix://{folder}/sock");

    private string LogFile => $"{folder}/log";

    /// <summary>Why this machine cannot have one; null where it can.</summary>
    public static string? Obstacle() => (ShellCommand.Exists("dockerd"), ShellCommand.Exists("ip"), Environment.IsPrivilegedProcess) switch
    {
        (false, _, _) => "dockerd is not installed (docker.io)",
        (_, false, _) => "a private Docker engine needs ip (iproute2)",
        (_, _, false) => "only root can start a private Docker engine",
        _ => null,
    };

    /// <param name="machine">The host name that it finds; null for this machine's.</param>
    public static async Task<DockerEngineDaemon> StartAsync(string? machine)
    {
        var name = DockerEngineBridge.NewName();
        var folder = Directory.CreateDirectory($"{TestRun.Current.Folder}/{name}").FullName;
        var daemon = new DockerEngineDaemon(await DockerEngineBridge.CreateAsync(name), folder, machine);
        try
        {
            await daemon.StartProcessAsync();
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    public async Task StartProcessAsync()
    {
        // Without iptables it leaves the machine's rules alone; ports on the host's own addresses are served by its proxy.
        var engine = $"exec dockerd --data-root {folder}/data --exec-root {folder}/exec --pidfile {folder}/pid -H {Endpoint} " +
                     $"--bridge {bridge.Name} --default-address-pool {bridge.AddressPool} --iptables=false " +
                     $"--shutdown-timeout 2 >>{LogFile} 2>&1";
        // It reads there which host ports it may choose, and asks nobody whether they are free. Its mounts are its own, and go with it.
        await File.WriteAllTextAsync($"{folder}/ports", bridge.PortRange);
        var naming = machine is null ? "" : $"hostname {machine} && ";
        process = Process.Start(
            "unshare",
            [
                "--mount", "--uts", "--propagation", "slave",
                "sh", "-c", $"{naming}mount --bind {folder}/ports /proc/sys/net/ipv4/ip_local_port_range && {engine}",
            ]);
        await Eventually.ThatAsync(AnswersAsync, "the private Docker engine answers");
    }

    /// <summary>Stops the daemon as the system would (SIGTERM), its containers with it; its data stays.</summary>
    public async Task StopProcessAsync()
    {
        if (process is null) return;
        await ShellCommand.RunAsync("kill", ["-TERM", process.Id.ToString()]);
        using var deadline = new CancellationTokenSource(StopDeadline, TimeProvider.System);
        await process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited) process.Kill();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopProcessAsync();
        // Its containerd, and a shim a container.
        foreach (var left in ProcessesBelow.Of(folder)) Process.GetProcessById(left).Kill();
        await Eventually.ThatAsync(() => ProcessesBelow.Of(folder) is [], "nothing of the private Docker engine runs");
        foreach (var mount in RunParts.MountsBelow(folder).ToList()) await ShellCommand.RunAsync("umount", ["-l", mount]);
        Directory.Delete(folder, recursive: true);
        await bridge.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasExited) throw new InvalidOperationException($"dockerd ended: {File.ReadLines(LogFile).LastOrDefault()}");
        await ShellCommand.RunAsync("docker", ["-H", Endpoint.OriginalString, "version"]);
        return true;
    }
}
