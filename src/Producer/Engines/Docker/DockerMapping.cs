using System.Globalization;
using Docker.DotNet.Models;
using Pipeline.Contracts;

namespace Pipeline.Producer.Engines.Docker;

/// <summary>Maps the types of Docker.DotNet to the neutral types of <see cref="IEngine"/>.</summary>
internal static class DockerMapping
{
    internal const string ContainerType = "container";
    internal const string NetworkType = "network";

    private const string KillAction = "kill";
    private const DateTimeStyles UtcTime = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>The actions of networks that change the ports of the container that joins or leaves.</summary>
    private static readonly string[] NetworkActions = ["connect", "disconnect"];

    /// <summary>
    /// The actions that may change what an inspection shows. Not among them: <c>exec_*</c>, which every health check causes.
    /// </summary>
    internal static readonly string[] Actions =
    [
        "start", "restart", "unpause", "pause", KillAction, EngineHint.Die, "stop", "destroy", "rename", "health_status", .. NetworkActions,
    ];

    public static EngineDescription ToDescription(this SystemInfoResponse info) =>
        new(info.ID, info.Name, $"docker {info.ServerVersion}", ToTime(info.SystemTime));

    /// <returns>Null for an event that concerns no container: networks are created and destroyed, too.</returns>
    public static EngineHint? ToHint(this Message message)
    {
        var at = DateTimeOffset.UnixEpoch.AddTicks((message.TimeNano ?? 0) / TimeSpan.NanosecondsPerTick);
        var containerId = message.Type is not NetworkType ? message.Actor.ID
            : NetworkActions.Contains(message.Action) ? FindAttribute(message, "container")
            : null;
        return containerId is { Length: > 0 }
            ? new EngineHint(containerId, message.Action, at, ToSignal(message), ToExitCode(message))
            : null;
    }

    public static ContainerInspection ToInspection(this ContainerInspectResponse response) => new()
    {
        Id = response.ID,
        Name = response.Name.TrimStart('/'),
        Image = response.Config?.Image is { Length: > 0 } image ? image : response.Image,
        ImageId = response.Image ?? "",
        Status = ToStatus(response.State),
        StartedAt = ToTime(response.State?.StartedAt),
        ExitCode = (int)(response.State?.ExitCode ?? 0),
        StopSignal = Signals.Parse(response.Config?.StopSignal) ?? Signals.Terminate,
        Health = ToHealth(response.State?.Health?.Status),
        Environment = [.. response.Config?.Env ?? []],
        Labels = response.Config?.Labels is { } labels ? labels.AsReadOnly() : new Dictionary<string, string>(),
        NetworkMode = response.HostConfig?.NetworkMode ?? "",
        Ports = [.. ToPorts(response)],
    };

    private static int? ToSignal(Message message) =>
        message.Action is KillAction && FindAttribute(message, "signal") is { } sent ? Signals.Parse(sent) : null;

    private static int? ToExitCode(Message message) =>
        message.Action is EngineHint.Die ? ToNumber(FindAttribute(message, "exitCode")) : null;

    private static string? FindAttribute(Message message, string name) =>
        message.Actor.Attributes?.TryGetValue(name, out var value) is true ? value : null;

    private static EngineContainerStatus ToStatus(State? state) => state switch
    {
        { Status: "created" } => EngineContainerStatus.Created,
        { Status: "running" } => EngineContainerStatus.Running,
        { Status: "paused" } => EngineContainerStatus.Paused,
        { Status: "restarting" } => EngineContainerStatus.Restarting,
        { Status: "removing" } => EngineContainerStatus.Removing,
        { Status: "dead" } => EngineContainerStatus.Dead,
        _ => EngineContainerStatus.Exited,
    };

    private static EngineHealth? ToHealth(string? status) => status switch
    {
        "starting" => EngineHealth.Starting,
        "healthy" => EngineHealth.Healthy,
        "unhealthy" => EngineHealth.Unhealthy,
        _ => null, // "none", or no answer: it has no health check
    };

    private static IEnumerable<ContainerPort> ToPorts(ContainerInspectResponse response)
    {
        var published = response.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>();
        var exposed = (response.Config?.ExposedPorts?.Keys ?? []).Where(key => !published.ContainsKey(key));
        foreach (var (key, bindings) in published.Concat(exposed.Select(key => KeyValuePair.Create(key, (IList<PortBinding>)[]))))
            if (ToPort(key, bindings, FindDeclaredPorts(response, key)) is { } port)
                yield return port;
    }

    /// <summary>Parses <c>8081/tcp</c>; null for a transport that endpoints do not support (sctp).</summary>
    private static ContainerPort? ToPort(string key, IList<PortBinding>? bindings, HashSet<string> declared) => key.Split('/') switch
    {
        [var number, "tcp"] when ToNumber(number) is { } port => new(port, TransportProtocol.Tcp, ToBindings(bindings, declared)),
        [var number, "udp"] when ToNumber(number) is { } port => new(port, TransportProtocol.Udp, ToBindings(bindings, declared)),
        _ => null,
    };

    // As the container was created: a port of the host, nothing or "0" for any that is free, or a range of which one is chosen.
    private static HashSet<string> FindDeclaredPorts(ContainerInspectResponse response, string key) =>
        response.HostConfig?.PortBindings?.TryGetValue(key, out var declared) is true
            ? [.. (declared ?? []).Select(binding => binding.HostPort ?? "")]
            : [];

    // Docker lists a port that is exposed but not published with null bindings.
    private static HostBinding[] ToBindings(IList<PortBinding>? bindings, HashSet<string> declared) =>
    [
        .. from binding in bindings ?? []
           let port = ToNumber(binding.HostPort)
           where port > 0
           select new HostBinding(binding.HostIP ?? "", port.Value) { IsFixed = declared.Contains(binding.HostPort) },
    ];

    private static int? ToNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Docker writes the year 1 for a container that has never run.
    private static DateTimeOffset ToTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, UtcTime, out var time) ? time : DateTimeOffset.MinValue;
}
