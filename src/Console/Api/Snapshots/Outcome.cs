namespace Pipeline.Console.Api.Snapshots;

/// <summary>What a question leads to.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>There is an answer.</summary>
    public sealed record Found(Answer Answer) : Outcome;

    /// <summary>What was asked about does not exist.</summary>
    /// <param name="What">What does not exist, and what to ask instead.</param>
    public sealed record Missing(string What) : Outcome;
}
