using System.Collections.Immutable;

namespace Pipeline.Tests.Route53Emulator;

/// <summary>What was asked of the emulator since it started, or since the counts were taken anew.</summary>
public sealed record Counts
{
    /// <summary>Calls by action, refused and throttled ones among them.</summary>
    public ImmutableDictionary<string, int> Calls { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Calls answered with Throttling for want of tokens (not on order).</summary>
    public int Throttled { get; init; }

    /// <summary>Changes refused because the zone was busy (not on order).</summary>
    public int Busy { get; init; }

    /// <summary>Change batches refused as invalid.</summary>
    public int Refused { get; init; }

    /// <summary>Change batches applied.</summary>
    public int Applied { get; init; }

    /// <summary>Change tokens spent.</summary>
    public int Tokens { get; init; }

    /// <summary>How often an action was called.</summary>
    public int Of(string action) => Calls.GetValueOrDefault(action);

    /// <summary>ChangeResourceRecordSets calls.</summary>
    public int ChangeCalls => Of(Actions.Change);

    internal Counts Called(string action) => this with { Calls = Calls.SetItem(action, Of(action) + 1) };
}

/// <summary>The actions that the emulator knows.</summary>
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
