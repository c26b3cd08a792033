using System.Collections;

namespace Pipeline;

/// <summary>The process's surroundings, as a command meets them.</summary>
internal sealed record Surroundings
{
    public required TextWriter Output { get; init; }
    public required TextWriter Errors { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public required bool Terminal { get; init; }

    /// <summary>Where a person answers; null where nobody sits at a terminal.</summary>
    public TextReader? Keyboard { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Whether the process is root's.</summary>
    public required bool Root { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public static Surroundings OfThisProcess() => new()
    {
        Output = System.Console.Out,
        Errors = System.Console.Error,
        Terminal = !System.Console.IsOutputRedirected,
        Keyboard = System.Console.IsInputRedirected || System.Console.IsErrorRedirected ? null : System.Console.In,
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        Root = Environment.IsPrivilegedProcess,
    };
}
