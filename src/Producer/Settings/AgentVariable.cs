namespace Pipeline.Producer.Settings;

/// <summary>An environment variable that sets an option of the agent.</summary>
/// <param name="Name">Its name after <see cref="AgentVariables.Prefix"/>: <c>ReportInterval</c>.</param>
/// <param name="Value">A placeholder for its value: <c>HH:MM:SS</c>.</param>
/// <param name="Meaning">What it sets.</param>
/// <param name="Default">What applies if it is not set.</param>
public sealed record AgentVariable(string Name, string Value, string Meaning, string Default)
{
    /// <summary>Sets the option from the variable's text; returns null if the text is not valid.</summary>
    public required Func<AgentOptions, string, AgentOptions?> Apply { get; init; }

    /// <summary>What a valid value looks like, for error messages.</summary>
    public required string Expected { get; init; }
}
