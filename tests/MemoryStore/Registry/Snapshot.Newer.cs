using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Storage;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <content>What a newer version writes, before it is rolled back.</content>
internal sealed partial record Snapshot
{
    private static readonly Dictionary<string, JsonElement> Newer =
        new() { ["ofANewerVersion"] = JsonSerializer.SerializeToElement("kept") };

    /// <summary>The streams that a newer version wrote to.</summary>
    private ImmutableHashSet<string> WrittenByNewer { get; init; } = [];

    /// <summary>An event of an unknown kind in each stream, with its document's version, and an unknown member in each document.</summary>
    public Snapshot AsOfANewerVersion()
    {
        string[] streams = [.. Containers.Keys, .. Hosts.Keys];
        return this with
        {
            Containers = Containers.SetItems(Containers.Values.Select(container => KeyValuePair.Create(
                container.Id, container with { NewerMembers = Newer, Version = container.Version + 1 }))),
            Hosts = Hosts.SetItems(Hosts.Values.Select(host => KeyValuePair.Create(
                host.Id, host with { NewerMembers = Newer, Version = host.Version + 1 }))),
            Entries = Entries.SetItems(Entries.Values.Select(entry => KeyValuePair.Create(entry.Id, entry with { NewerMembers = Newer }))),
            Events = Events.AddRange(streams.Select(stream => new RecordedEvent(stream, new UnknownEvent("hovered", null)))),
            Versions = Versions.SetItems(streams.Select(stream => KeyValuePair.Create(stream, Versions[stream] + 1))),
            WrittenByNewer = WrittenByNewer.Union(streams).Union(Entries.Keys),
        };
    }

    public Snapshot Restated(string host, HostStatus status, ContainerStatus ofContainers) => this with
    {
        Hosts = Hosts.SetItems(Hosts.Values.Where(one => one.Name == host)
            .Select(one => KeyValuePair.Create(one.Id, one with { Status = status }))),
        Containers = Containers.SetItems(Containers.Values.Where(container => container.IsPresent && container.Host == host)
            .Select(container => KeyValuePair.Create(container.Id, container with { Status = ofContainers }))),
    };

    public IEnumerable<string> FindLostMembers() => WrittenByNewer.Where(stream => null == (
        Containers.GetValueOrDefault(stream)?.NewerMembers
        ?? Hosts.GetValueOrDefault(stream)?.NewerMembers
        ?? Entries.GetValueOrDefault(stream)?.NewerMembers));
}
