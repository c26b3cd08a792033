using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Pipeline.Producer.Engines.Docker;

/// <summary>A Docker engine, reached at <c>unix:///PATH</c> or <c>tcp://HOST:PORT</c>.</summary>
public sealed class DockerEngine(Uri endpoint) : IStoppingEngine, IDisposable
{
    /// <summary>How many events may wait to be read. Beyond it the stream fails, and the agent connects and lists again.</summary>
    private const int MaxUnreadEvents = 4_096;

    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(10);

    private readonly DockerClient client = new DockerClientBuilder().WithEndpoint(endpoint).WithTimeout(AnswerDeadline).Build();

    /// <summary>Where the engine answers.</summary>
    public Uri Endpoint => endpoint;

    public async Task<EngineDescription> DescribeAsync(CancellationToken cancel) =>
        (await client.System.GetSystemInfoAsync(cancel)).ToDescription();

    public async IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var hints = Channel.CreateBounded<EngineHint>(
            new BoundedChannelOptions(MaxUnreadEvents) { SingleReader = true, SingleWriter = true });
        var copying = CopyEventsAsync(since, hints.Writer, reading.Token);
        try
        {
            await foreach (var hint in hints.Reader.ReadAllAsync(cancel)) yield return hint;
        }
        finally
        {
            await reading.CancelAsync();
            await copying;
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
            // Without a timeout of our own, the container keeps the stop timeout that it was run with.
            await client.Containers.StopContainerAsync(containerId, new ContainerStopParameters(), cancel);
            return true;
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Copies events into the channel until the stream ends; completes the channel with the error that ended it, if any.</summary>
    private async Task CopyEventsAsync(DateTimeOffset since, ChannelWriter<EngineHint> hints, CancellationToken cancel)
    {
        try
        {
            var progress = new SynchronousProgress(message => Write(hints, message));
            await client.System.MonitorEventsAsync(CreateEventFilter(since), progress, cancel);
            hints.TryComplete();
        }
        catch (Exception ending)
        {
            hints.TryComplete(ending);
        }
    }

    private static void Write(ChannelWriter<EngineHint> hints, Message message)
    {
        if (message.ToHint() is { } hint && !hints.TryWrite(hint))
            throw new IOException($"more than {MaxUnreadEvents} events of the engine are unread");
    }

    private static ContainerEventsParameters CreateEventFilter(DateTimeOffset since) => new()
    {
        Since = FormatUnixTime(since),
        Filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["type"] = new Dictionary<string, bool> { [DockerMapping.ContainerType] = true, [DockerMapping.NetworkType] = true },
            ["event"] = DockerMapping.Actions.ToDictionary(action => action, _ => true),
        },
    };

    /// <summary>
    /// Unix seconds with nine decimal places, the format of the parameter <c>since</c> (Docker Engine API, <c>GET /events</c>).
    /// </summary>
    private static string FormatUnixTime(DateTimeOffset time)
    {
        var (seconds, fraction) = Math.DivRem((time - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{fraction * TimeSpan.NanosecondsPerTick:000000000}");
    }

    /// <summary>
    /// Reports on the reading thread. <see cref="Progress{T}"/> would use the thread pool, which changes the order of events.
    /// </summary>
    private sealed class SynchronousProgress(Action<Message> report) : IProgress<Message>
    {
        public void Report(Message value) => report(value);
    }
}
