using System.Net;

namespace Pipeline.Clients.Tests.Support;

/// <summary>A resolver with the configuration that <c>./pipeline resolver</c> prints for it, on port 53 of an address of its own.</summary>
internal sealed class RunningResolver : IAsyncDisposable
{
    private readonly string folder;
    private readonly ClientProgram program;

    private RunningResolver(string name, IPAddress address, string folder, ClientProgram program)
    {
        (Name, Address, this.folder, this.program) = (name, address, folder, program);
        ResolvConf = $"{folder}/resolv.conf";
        File.WriteAllText(ResolvConf, $"nameserver {address}\noptions timeout:1 attempts:3\n");
    }

    public string Name { get; }

    public IPAddress Address { get; }

    /// <summary>The <c>/etc/resolv.conf</c> of the programs that ask it.</summary>
    public string ResolvConf { get; }

    /// <summary>Starts dnsmasq as its manual page has it, with nothing of the machine's own configuration.</summary>
    public static Task<RunningResolver> StartDnsmasqAsync(IPEndPoint dns, IPAddress address) => StartAsync(
        "dnsmasq", dns, address,
        (own, printed) => $"""
            conf-file={printed}
            listen-address={address}
            bind-interfaces
            no-resolv
            no-hosts
            user=root
            pid-file=
            """,
        configuration => ["dnsmasq", "--keep-in-foreground", $"--conf-file={configuration}", "--log-facility=-"]);

    public static Task<RunningResolver> StartUnboundAsync(IPEndPoint dns, IPAddress address) => StartAsync(
        "unbound", dns, address,
        (own, printed) => $"""
            include: "{printed}"
            server:
                interface: {address}
                directory: "{own}"
                chroot: ""
                username: ""
                pidfile: ""
                use-syslog: no
                do-daemonize: no
            remote-control:
                control-enable: no
            """,
        configuration => ["unbound", "-d", "-c", configuration]);

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<RunningResolver> StartAsync(
        string name, IPEndPoint dns, IPAddress address, Func<string, string, string> configure, Func<string, string[]> command)
    {
        var folder = TemporaryDirectory.Create(name);
        var printed = await ShellCommand.RunAsync("dotnet", [ServiceProcess.Pipeline, "resolver", name, "--dns", dns.ToString()]);
        await File.WriteAllTextAsync($"{folder}/printed.conf", printed + "\n");
        await File.WriteAllTextAsync($"{folder}/{name}.conf", configure(folder, $"{folder}/printed.conf") + "\n");
        var resolver = new RunningResolver(name, address, folder, ClientProgram.Start(command($"{folder}/{name}.conf")));
        await Eventually.ThatAsync(
            async () => (await ShellCommand.RunAsync("dig", ["-r", $"@{address}", "+short", $"ns.{ServedDomain.Domain}"])) == "127.0.0.1",
            $"{name} passes questions on");
        return resolver;
    }
}
