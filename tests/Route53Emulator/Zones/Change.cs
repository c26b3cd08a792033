namespace Pipeline.Tests.Route53Emulator.Zones;

public enum ChangeAction
{
    Create,
    Delete,
    Upsert,
}

/// <summary>One change of a batch.</summary>
public sealed record Change(ChangeAction Action, Record Record)
{
    /// <summary>How often it counts towards the limits.</summary>
    public int Times => Action is ChangeAction.Upsert ? 2 : 1;
}
