using System.Security.Cryptography;
using System.Text;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.Console.Tests.Support;

/// <summary>
/// A pipeline with everything that a console shows: healthy services and one that fails, sagas in several states, a host that left, a
/// claim that is refused, a name that is given to another owner, a host for which two agents speak, a container that two hosts report,
/// containers with tags and with IPv6 addresses, and containers whose names are scripts. The first test that needs it starts it.
/// </summary>
public sealed class SamplePipeline : IAsyncDisposable
{
    /// <summary>The name of hostile containers.</summary>
    public const string Attack = "\"><script>window.pwned=1</script><img src=x onerror=window.pwned=1>";

    /// <summary>The image of a hostile container.</summary>
    public const string AttackingImage = "javascript:window.pwned=1//</title><svg onload=window.pwned=1>";

    /// <summary>An epoch by a clock that is wrong.</summary>
    private const long FarAhead = 9_000_000_000_000;

    /// <summary>The interval of a host whose doubts are to outlast the tests.</summary>
    private static readonly TimeSpan DoubtsStay = TimeSpan.FromHours(1);

    private readonly Lazy<Task<Begun>> begun;

    public SamplePipeline() => begun = new(() => BeginAsync(Postgres));

    public RealPostgres Postgres { get; } = new();

    public async Task<RecordedHistory> HistoryAsync() => (await begun.Value).History;

    /// <summary>A console on it that anybody on this machine may read.</summary>
    public async Task<RunningConsole> ConsoleAsync() => (await begun.Value).Console;

    public static string IdOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static ContainerSnapshot Container(
        ModelHost host, string name, string service, int port, string image = "registry.internal/calc:7.4.1") =>
        host.Container(IdOf(name), service, port) with { Name = name, Image = image };

    /// <summary>The container with more in its only claim.</summary>
    private static ContainerSnapshot Saying(ContainerSnapshot container, Func<Endpoint, Endpoint> more) =>
        container with { Endpoints = [more(container.Endpoints[0])] };

    public async ValueTask DisposeAsync()
    {
        if (begun is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await ConsoleAsync()).DisposeAsync();
            await (await HistoryAsync()).DisposeAsync();
        }

        await Postgres.DisposeAsync();
    }

    private static async Task<Begun> BeginAsync(RealPostgres postgres)
    {
        var history = await RecordedHistory.BeginAsync(postgres);
        var (blue, green) = (new ModelHost("blue", "192.0.2.1"), new ModelHost("green", "192.0.2.2"));
        var (grey, amber) = (new ModelHost("grey", "192.0.2.3"), new ModelHost("amber", "192.0.2.4"));
        ContainerSnapshot[] calc =
        [
            .. Enumerable.Range(1, 6).Select(
                number => Container(number % 2 == 0 ? blue : green, $"calc-{number}", "calc", 32_000 + number)),
        ];
        ContainerSnapshot[] time = [.. Enumerable.Range(1, 4).Select(number => Container(blue, $"time-{number}", "time", 33_000 + number))];
        calc[0] = Saying(calc[0], claim => claim with { Tags = ["v2", "canary"], Attributes = ["zone=a"] });
        calc[1] = Saying(calc[1], claim => claim with { Tags = ["v2"], Address6 = "2001:db8::1" });
        time[2] = Saying(time[2], claim => claim with { Address = "2001:db8::1" });
        var hostile = Container(green, Attack, "portal", 34_001, AttackingImage);
        var refused = ModelHost.Container(IdOf("refused"), blue.Claim("<b>no name</b>", 35_000)) with
        {
            Name = Attack,
            Flaws = [new(Attack, Attack)],
        };

        await history.StateAsync(
            7,
            grey.Reported(Container(grey, "old-1", "calc", 31_000)),
            amber.Reported() with { Interval = DoubtsStay },
            blue.Reported([.. calc.Where((_, index) => index % 2 == 1), time[0], time[1], refused]),
            green.Reported(calc[0]));
        await history.StateAsync(
            11,
            grey.Left(),
            blue.Started(time[2]), blue.Started(time[3]),
            green.Started(calc[2]), green.Started(calc[4]), green.Started(hostile));

        await history.GiveAsync("portal", "label:web");
        await history.StateAsync(
            12,
            amber.Reported(Container(amber, "time-5", "time", 33_005), time[3]) with { Interval = DoubtsStay },
            new ModelHost("amber", "192.0.2.9", epoch: FarAhead).Reported());

        foreach (var well in time.Append(calc[1]).Append(hostile)) await history.HearAsync("blue", well, Passed, Passed);
        await history.HearAsync("green", calc[0], Passed, Passed, Failed);
        await history.HearAsync(
            "green", calc[2], Passed, Passed, Failed, Failed, Failed,
            _ => new HealthSignal.Ruled(ModelHost.Start, new(GovernorDecisionKind.Spare, "half of calc must stay")));
        await history.HearAsync(
            "green", calc[4], Passed, Passed, Failed, Failed, Failed,
            _ => new HealthSignal.Ruled(ModelHost.Start, new(GovernorDecisionKind.Condemn, "it failed too often in a row")), Late);
        await history.StateAsync(11, green.Condemned(calc[4].Id, 2));
        return new Begun(history, await RunningConsole.StartAsync(history.Database));
    }

    internal static HealthSignal Passed(DateTimeOffset at) =>
        new HealthSignal.Probed(ModelHost.Start, new(8081, true, "HTTP 200", at, TimeSpan.FromMilliseconds(3), "prober-1"));

    internal static HealthSignal Failed(DateTimeOffset at) =>
        new HealthSignal.Probed(ModelHost.Start, new(8081, false, "HTTP 500", at, TimeSpan.FromMilliseconds(12), "prober-1"));

    internal static HealthSignal Late(DateTimeOffset at) => new HealthSignal.TimeCame();

    private sealed record Begun(RecordedHistory History, RunningConsole Console);
}
