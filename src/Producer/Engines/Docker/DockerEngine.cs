using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Pipeline.Producer.Engines.Docker;

/// <summary>A Docker engine behind <c>unix://</c> or <c>tcp://</c>.</summary>
public sealed class DockerEngine(Uri endpoint) : IEngine, IContainerStopper, IDisposable
{
    /// <summary>How far a reader may fall behind the engine's events before it has to list again instead.</summary>
    private const int Backlog = 4_096;

    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(10);

    private readonly DockerClient client = new DockerClientBuilder().WithEndpoint(endpoint).WithTimeout(AnswerDeadline).Build();

    public Uri Endpoint => endpoint;

    public async Task<EngineDescription> DescribeAsync(CancellationToken cancel) =>
        (await client.System.GetSystemInfoAsync(cancel)).ToDescription();

    public async IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var hints = Channel.CreateBounded<EngineHint>(new BoundedChannelOptions(Backlog) { SingleReader = true, SingleWriter = true });
        var pump = PumpAsync(since, hints.Writer, reading.Token);
        try
        {
            await foreach (var hint in hints.Reader.ReadAllAsync(cancel)) yield return hint;
        }
        finally
        {
            await reading.CancelAsync();
            await pump;
        }
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        var containers = await client.Containers.ListContainersAsync(new ContainersListParameters(), cancel);
        return [.. containers.Select(container => container.ID)];
    }

    public async Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel)
    {
        try
        {
            return (await client.Containers.InspectContainerAsync(containerId, cancel)).ToInspection();
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
    }

    public async Task<bool> StopAsync(string containerId, CancellationToken cancel)
    {
        try
        {
            // No time of ours: the container has the time that it was run with.
            await client.Containers.StopContainerAsync(containerId, new ContainerStopParameters(), cancel);
            return true;
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Moves events into the channel until the stream ends, and ends the channel with what ended the stream.</summary>
    private async Task PumpAsync(DateTimeOffset since, ChannelWriter<EngineHint> hints, CancellationToken cancel)
    {
        try
        {
            await client.System.MonitorEventsAsync(Wanted(since), new InOrder(message => Offer(hints, message)), cancel);
            hints.TryComplete();
        }
        catch (Exception ending)
        {
            hints.TryComplete(ending);
        }
    }

    private static void Offer(ChannelWriter<EngineHint> hints, Message message)
    {
        if (!hints.TryWrite(message.ToHint())) throw new IOException($"more than {Backlog} events of the engine wait to be read");
    }

    private static ContainerEventsParameters Wanted(DateTimeOffset since) => new()
    {
        Since = InSeconds(since),
        Filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["type"] = new Dictionary<string, bool> { ["container"] = true },
            ["event"] = DockerMapping.Actions.ToDictionary(action => action, _ => true),
        },
    };

    /// <summary>Unix seconds with a fraction of nine digits, as the engine's <c>since</c> takes them.</summary>
    private static string InSeconds(DateTimeOffset time)
    {
        var (seconds, fraction) = Math.DivRem((time - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{fraction * TimeSpan.NanosecondsPerTick:000000000}");
    }

    /// <summary>Reports on the reading thread: <see cref="Progress{T}"/> would hand events to the thread pool, which reorders them.</summary>
    private sealed class InOrder(Action<Message> report) : IProgress<Message>
    {
        public void Report(Message value) => report(value);
    }
}
