using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pipeline.Core.Dns;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>A name server of Debian that serves a zone file from memory.</summary>
internal sealed class OtherNameServer : IAsyncDisposable
{
    private readonly Process process;

    private OtherNameServer(IPEndPoint endPoint, Process process) => (EndPoint, this.process) = (endPoint, process);

    public IPEndPoint EndPoint { get; }

    public static Task<OtherNameServer> StartKnotAsync(string folder, string zoneFile) => StartAsync(
        "knot", folder,
        at => $"""
            server:
                rundir: "{folder}"
                listen: {at.Address}@{at.Port}
            database:
                storage: "{folder}"
            acl:
              - id: here
                address: {at.Address}
                action: update
            template:
              - id: default
                storage: "{folder}"
                zonefile-sync: -1
                zonefile-load: difference-no-serial
                journal-content: all
                acl: here
            zone:
              - domain: {ServiceZone.Domain}
                file: "{zoneFile}"
            """,
        configuration => ("knotd", ["-c", configuration]));

    public static Task<OtherNameServer> StartUnboundAsync(string folder, string zoneFile) => StartAsync(
        "unbound", folder,
        at => $"""
            server:
                interface: {at.Address}@{at.Port}
                directory: "{folder}"
                chroot: ""
                username: ""
                pidfile: ""
                use-syslog: no
                num-threads: {Environment.ProcessorCount}
            remote-control:
                control-enable: no
            auth-zone:
                name: {ServiceZone.Domain}
                zonefile: "{zoneFile}"
                for-upstream: no
                for-downstream: yes
            """,
        configuration => ("unbound", ["-d", "-c", configuration]));

    /// <summary>Replaces sets of records by a dynamic update (RFC 2136).</summary>
    public async Task ChangeAsync(string folder, IReadOnlyList<(RecordSet Before, RecordSet After)> changes)
    {
        var update = new StringBuilder();
        update.AppendLine(CultureInfo.InvariantCulture, $"server {EndPoint.Address} {EndPoint.Port}");
        update.AppendLine(CultureInfo.InvariantCulture, $"zone {ServiceZone.Domain}");
        foreach (var (before, after) in changes)
        {
            update.AppendLine(CultureInfo.InvariantCulture, $"update delete {before.Key.Name}. SRV");
            foreach (var value in after.Values)
                update.AppendLine(CultureInfo.InvariantCulture, $"update add {after.Key.Name}. {after.Ttl} SRV {value}");
        }

        update.AppendLine("send");
        await File.WriteAllTextAsync($"{folder}/update", update.ToString());
        await ShellCommand.RunAsync("nsupdate", ["-v", $"{folder}/update"]);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<OtherNameServer> StartAsync(
        string name, string folder, Func<IPEndPoint, string> configure, Func<string, (string File, string[] Arguments)> command)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var at = (IPEndPoint)free.LocalEndpoint;
        free.Stop();
        await File.WriteAllTextAsync($"{folder}/{name}.conf", configure(at) + "\n");
        var (file, arguments) = command($"{folder}/{name}.conf");
        var log = $"{folder}/{name}.log";
        var server = new OtherNameServer(at, Process.Start("sh", ["-c", $"exec \"$0\" \"$@\" >{log} 2>&1", file, .. arguments]));
        var dns = new AskingDns(at);
        await Eventually.ThatAsync(
            async () => (await dns.PortsAsync("service-0")).Count == ServiceZone.Instances, $"{name} serves the zone ({log})");
        return server;
    }
}
