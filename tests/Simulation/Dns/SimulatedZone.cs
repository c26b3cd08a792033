using System.Globalization;
using Pipeline.Tests.Route53Emulator;
using Pipeline.Tests.Route53Emulator.Zones;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Dns;

/// <summary>A hosted zone of Route 53 that holds to the emulator's rules.</summary>
internal sealed class SimulatedZone(string domain, WorldClock clock, Random random, Story story)
{
    public const string Id = "Z1SIMULATED";

    private readonly Rules rules = Rules.Unthrottled;
    private readonly Dictionary<string, TimeSpan> inSyncAt = [];
    private readonly Dictionary<(string Name, string Value), TimeSpan> answeredUntil = [];

    public ZoneFaults Faults { get; } = new();

    public HostedZone Zone { get; private set; } = HostedZone.Create(Id, domain, isPrivate: true, "simulated");

    /// <summary>Grows with each change of the zone.</summary>
    public int Version { get; private set; }

    /// <summary>The records that are not Route 53's own.</summary>
    public IEnumerable<Record> Records => Zone.Records.Values.Where(record => record.Id.Type is "A" or "AAAA" or "SRV");

    /// <summary>The fence's record; null for none.</summary>
    public Record? Fence => Zone.Records.GetValueOrDefault(new RecordId($"_pipeline-fence.{domain}", "TXT"));

    /// <summary>The records in the order of listings, from a name and type on.</summary>
    public IEnumerable<Record> List(string? name, string? type) => name is null
        ? Zone.Records.Values
        : Zone.Records.Values.SkipWhile(record => record.Id != new RecordId(name.TrimEnd('.'), type ?? ""));

    public bool Happens(double share) => share > 0 && random.NextDouble() < share;

    public TimeSpan Draw(double from, double to) => TimeSpan.FromSeconds(from + ((to - from) * random.NextDouble()));

    /// <summary>Applies a change list.</summary>
    /// <returns>The change's identifier; null and the reasons if it is refused.</returns>
    public (string? ChangeId, IReadOnlyList<string> Rejections) Apply(IReadOnlyList<Change> changes)
    {
        if (Faults.Refused is { } name && changes.Any(change => change.Record.Id.Name == name && change.Action is not ChangeAction.Delete))
            return (null, [$"simulated: {name} is refused"]);
        var (after, rejections) = Zone.Apply(changes, rules);
        if (rejections.Count > 0)
        {
            story.Tell("Route 53", $"refuses a list of {changes.Count} changes: {rejections[0]}");
            return (null, rejections);
        }

        Zone = after;
        Version++;
        foreach (var change in changes) story.Tell("Route 53", Describe(change));
        var id = string.Create(CultureInfo.InvariantCulture, $"C{inSyncAt.Count + 1:000000}");
        var propagation = Draw(0.5, 3);
        inSyncAt[id] = clock.Elapsed + (Faults.PropagatesAfter ?? propagation);
        foreach (var change in changes.Where(change => change.Action is ChangeAction.Delete))
            foreach (var value in change.Record.Values) answeredUntil[(change.Record.Id.Name, value)] = inSyncAt[id];
        return (id, []);
    }

    /// <summary>Whether a name server or a resolver may still answer with a value.</summary>
    /// <param name="ttl">How long resolvers keep it.</param>
    public bool MayAnswer(string name, string value, TimeSpan ttl) =>
        answeredUntil.GetValueOrDefault((name, value)) + ttl > clock.Elapsed
        || Records.Any(record => record.Id.Name == name && record.Values.Contains(value));

    public bool? IsInSync(string changeId) => inSyncAt.TryGetValue(changeId, out var at) ? clock.Elapsed >= at : null;

    /// <summary>Changes the zone as another program may.</summary>
    public void Edit(string what, Func<HostedZone, HostedZone> edit)
    {
        story.Tell("stranger", what);
        Zone = edit(Zone);
        Version++;
    }

    private static string Describe(Change change) =>
        $"{change.Action.ToString().ToUpperInvariant()} {change.Record.Id.Name} {change.Record.Id.Type} "
        + (change.Record.Alias is { } alias ? $"alias of {alias.Name}" : string.Join(" | ", change.Record.Values));
}
