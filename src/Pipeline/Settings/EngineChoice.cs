using System.Collections.Immutable;
using Pipeline.Producer.Engines.Processes;
using Pipeline.Producer.Hosts;

namespace Pipeline.Settings;

/// <summary>Which engines a pipeline watches.</summary>
/// <param name="Docker">Docker engines, each a host.</param>
/// <param name="Simulated">How many simulated hosts.</param>
/// <param name="Notice">What a person should know about the choice; null where it is what was asked for.</param>
public sealed record EngineChoice(ImmutableArray<Uri> Docker, int Simulated, string? Notice = null)
{
    /// <summary>An engine whose containers are processes of this machine; null for none.</summary>
    public ProcessEngine? Processes { get; init; }

    private const int SimulatedWithoutEngine = 3;

    private static readonly Uri LocalSocket = new("unix:///var/run/docker.sock");

    /// <summary>
    /// What was named; else what <c>DOCKER_HOST</c> names; else the local socket; else simulated hosts.
    /// Who asks for simulated hosts alone gets these alone.
    /// </summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="dockerHost">The value of <c>DOCKER_HOST</c>.</param>
    /// <param name="exists">Whether a path exists.</param>
    /// <returns>The choice, or one line that says what is wrong.</returns>
    public static (EngineChoice? Choice, string? Error) Make(PipelineSettings settings, string? dockerHost, Predicate<string> exists)
    {
        var (choice, error) = Choose(settings, dockerHost, exists);
        return choice?.Docker.FirstOrDefault(engine => settings.Address is null && HostNaming.FindAddress(engine) is null) is { } nameless
            ? (null,
                $"the engine '{nameless.OriginalString}' does not reveal its host's IPv4 address: "
                + "write tcp://IP:PORT, or set --address")
            : (choice, error);
    }

    private static (EngineChoice? Choice, string? Error) Choose(PipelineSettings settings, string? dockerHost, Predicate<string> exists) =>
        settings switch
        {
            { Docker.Length: > 0 } => (new(settings.Docker, settings.Simulate ?? 0), null),
            { Simulate: > 0 and var hosts } => (new([], hosts), null),
            _ when dockerHost is { Length: > 0 } => Values.Engine(dockerHost) is { } engine
                ? (new([engine], 0), null)
                : (null, $"DOCKER_HOST '{dockerHost}' is not a reachable engine: write unix:///PATH or tcp://HOST:PORT, or set --docker"),
            _ when exists(LocalSocket.AbsolutePath) => (new([LocalSocket], 0), null),
            { Simulate: 0 } => (
                null,
                $"there is no engine to watch: {LocalSocket.AbsolutePath} does not exist, and Simulate is '0': "
                + "set --docker or --simulate N"),
            _ => (new(
                [], SimulatedWithoutEngine,
                $"no Docker engine here ({LocalSocket.AbsolutePath}): {SimulatedWithoutEngine} simulated hosts run instead; "
                    + "name an engine with --docker"), null),
        };
}
