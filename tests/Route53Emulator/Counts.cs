using System.Collections.Immutable;

namespace Pipeline.Tests.Route53Emulator;

/// <summary>Counters since the start or the last reset.</summary>
public sealed record Counts
{
    /// <summary>Calls by action, including rejected and throttled ones.</summary>
    public ImmutableDictionary<string, int> Calls { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Calls throttled by the buckets, without injected faults.</summary>
    public int Throttled { get; init; }

    /// <summary>Changes rejected because the zone was busy, without injected faults.</summary>
    public int Busy { get; init; }

    /// <summary>Change batches rejected as invalid.</summary>
    public int Refused { get; init; }

    /// <summary>Change batches applied.</summary>
    public int Applied { get; init; }

    /// <summary>Change tokens spent.</summary>
    public int Tokens { get; init; }

    /// <summary>The number of calls of an action.</summary>
    public int Of(string action) => Calls.GetValueOrDefault(action);

    /// <summary>ChangeResourceRecordSets calls.</summary>
    public int ChangeCalls => Of(Actions.Change);

    internal Counts WithCall(string action) => this with { Calls = Calls.SetItem(action, Of(action) + 1) };
}

/// <summary>The supported actions.</summary>
public static class Actions
{
    public const string Change = "ChangeResourceRecordSets";
    public const string List = "ListResourceRecordSets";
    public const string GetChange = "GetChange";
    public const string GetZone = "GetHostedZone";
    public const string ListZonesByName = "ListHostedZonesByName";
    public const string CreateZone = "CreateHostedZone";
    public const string DeleteZone = "DeleteHostedZone";
}
