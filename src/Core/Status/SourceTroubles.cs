namespace Pipeline.Core.Status;

/// <summary>Sources that cannot be asked. What only the database knows is not told beside the database.</summary>
internal static class SourceTroubles
{
    public static IEnumerable<Trouble> Find(StatusFacts facts)
    {
        if (facts.DatabaseFailure is { } failure)
            yield return new(
                TroubleKind.DatabaseAway, TroubleWeight.Outage, "database",
                $"it cannot be asked ({failure}): DNS keeps its records, and nothing new comes in",
                "start PostgreSQL, or correct Pipeline__Database");

        var parts = new (string Name, string? Failure, bool IsInDatabase, string Next)[]
        {
            ("leader", facts.Leader.Failure, true, "./pipeline plan"),
            ("registry", facts.Registry.Failure, true, "./pipeline instances"),
            ("health", facts.Health.Failure, true, "./pipeline sagas"),
            ("zone", facts.Zone.Failure, false, "./pipeline plan"),
            ("queues", facts.Queues.Failure, false, "./pipeline dead-letters"),
        };
        foreach (var part in parts)
            if (part.Failure is { } reason && !(part.IsInDatabase && facts.DatabaseFailure is not null))
                yield return new(
                    TroubleKind.SourceAway, TroubleWeight.Warning, part.Name, $"its state cannot be read: {reason}", part.Next);
    }
}
