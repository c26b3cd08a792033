using System.Collections;

namespace Pipeline.Terminal;

/// <summary>The process's streams, variables, user and clock, as the commands use them.</summary>
internal sealed record CommandEnvironment
{
    public required TextWriter Output { get; init; }
    public required TextWriter Errors { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public required bool Terminal { get; init; }

    /// <summary>The size of that terminal.</summary>
    public Func<TerminalSize> Size { get; init; } = () => TerminalSize.Usual;

    /// <summary>Whether text may be coloured and bold (https://no-color.org).</summary>
    public bool Colours => Terminal && Variable("NO_COLOR") is (null or "") && Variable("TERM") is not "dumb";

    /// <summary>Reads the user's answers; null without an interactive terminal.</summary>
    public TextReader? Keyboard { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Whether the process runs as root.</summary>
    public required bool Root { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of jitter and of new names.</summary>
    public Random Random { get; init; } = Random.Shared;

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public static CommandEnvironment OfThisProcess() => new()
    {
        Output = System.Console.Out,
        Errors = System.Console.Error,
        Terminal = !System.Console.IsOutputRedirected,
        Size = TerminalSize.OfThisProcess,
        Keyboard = System.Console.IsInputRedirected || System.Console.IsErrorRedirected ? null : System.Console.In,
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        Root = Environment.IsPrivilegedProcess,
    };
}
