using Pipeline.Contracts;

namespace Pipeline.Settings;

/// <summary>One setting as people meet it.</summary>
public abstract record Setting
{
    /// <summary>The prefix of every setting in the environment.</summary>
    public const string Prefix = SettingNames.Prefix;

    /// <summary>Its name in the environment, after <see cref="Prefix"/>: <c>ReportInterval</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name on the command line: <c>--report-interval</c>.</summary>
    public required string Option { get; init; }

    /// <summary>What its value stands for in the help: <c>HH:MM:SS</c>; null for a switch.</summary>
    public string? Value { get; init; }

    public required string Meaning { get; init; }

    /// <summary>The words that its value may be; none where it may be any text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it may be given several times.</summary>
    public bool Many { get; init; }

    /// <summary>Whether its value must not be repeated in messages.</summary>
    public bool Secret { get; init; }

    /// <summary>The settings with this one as written, or one line that says what is wrong.</summary>
    /// <param name="settings">The settings so far.</param>
    /// <param name="source">What the person wrote: <c>--dns</c> or <c>Pipeline__Dns</c>.</param>
    /// <param name="values">The values written; one, unless <see cref="Many"/>.</param>
    public abstract (PipelineSettings Settings, string? Error) Apply(
        PipelineSettings settings, string source, IReadOnlyList<string> values);
}

/// <summary>One setting, with how it is read and where it goes.</summary>
internal sealed record Setting<T> : Setting
{
    public required Func<IReadOnlyList<string>, Parsed<T>> Read { get; init; }
    public required Func<PipelineSettings, T, PipelineSettings> Set { get; init; }

    public override (PipelineSettings Settings, string? Error) Apply(
        PipelineSettings settings, string source, IReadOnlyList<string> values) =>
        Read(values) switch
        {
            Parsed<T>.Good good => (Set(settings, good.Value), null),
            Parsed<T>.Bad bad => (settings, $"{source}{(Secret ? "" : $" '{string.Join(',', values)}'")} {bad.Wrong}: write {bad.Instead}"),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };
}
